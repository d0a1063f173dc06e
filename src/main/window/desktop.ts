import { type BrowserWindow, ipcMain } from 'electron';
import type { Application } from '../application';
import { askBeforeClosing } from './ask-before-closing';
import { type PageCommand, setMenu } from './menu';
import { notifyOfEnds } from './notify-ends';
import { showRunningInTray } from './running-tray';
import { WindowTexts } from './texts';

/** The page says which language it speaks, and is asked for what the menu's items want. */
const LANGUAGE = 'holdfast:language';
const COMMAND = 'holdfast:command';

/** What the operating system shows of the application besides its page: menu, tray, notifications, questions. */
export function furnish(window: BrowserWindow, { running, platform }: Application): void {
  const texts = new WindowTexts();
  const send = (command: PageCommand) => window.isDestroyed() || window.webContents.send(COMMAND, command);
  const show = () => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };
  setMenu(texts.t, send);
  ipcMain.on(LANGUAGE, ({ senderFrame, sender }, language: unknown) => {
    if (sender !== window.webContents || senderFrame !== sender.mainFrame) return;
    void texts.speak(language).then(() => setMenu(texts.t, send));
  });
  showRunningInTray(running, texts, show);
  notifyOfEnds(running, platform.notifications, texts, window, show);
  askBeforeClosing(window, running, texts);
}
