import { Menu, nativeImage, Tray } from 'electron';
import type { RunningOperation, RunningOperations } from '../services/jobs/running-operations';
import { operationWords } from './operation-words';
import type { WindowTexts } from './texts';
import { TRAY_ICON } from './tray-icon';

/** A tray icon while long operations run: what runs where, and the way back to the window. */
export function showRunningInTray(operations: RunningOperations, texts: WindowTexts, showWindow: () => void): void {
  let tray: Tray | undefined;
  operations.onChange(() => {
    const running = operations.list();
    if (running.length === 0) {
      tray?.destroy();
      tray = undefined;
      return;
    }
    tray ??= newTray(showWindow);
    tray.setToolTip(texts.t('desktop:tray.running', { count: running.length }));
    tray.setContextMenu(menuOf(running, texts, showWindow));
  });
}

function newTray(showWindow: () => void): Tray {
  const tray = new Tray(nativeImage.createFromDataURL(TRAY_ICON));
  tray.on('click', showWindow);
  return tray;
}

function menuOf(running: RunningOperation[], { t }: WindowTexts, showWindow: () => void): Menu {
  return Menu.buildFromTemplate([
    ...running.map((operation) => ({ label: operationWords(operation, t), enabled: false })),
    { type: 'separator' },
    { label: t('desktop:tray.show'), click: showWindow },
  ]);
}
