import { app, BrowserWindow } from 'electron';
import { PAGE_ORIGIN } from './page-protocol';

/** Opens the one window. The page gets a MessagePort from `preload` and nothing else. */
export function openWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Holdfast',
    width: 1280,
    height: 800,
    minWidth: 800,
    minHeight: 600,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      // `defaultApp` is set for an application that Electron was given as a folder: development and tests.
      devTools: !app.isPackaged || process.defaultApp === true,
    },
  });
  void window.loadURL(`${PAGE_ORIGIN}/index.html`);
  return window;
}
