import { app, BrowserWindow } from 'electron';
import type { DocumentStore } from '../platform/platform';
import { PAGE_ORIGIN } from './page-protocol';
import { rememberBounds, rememberedBounds } from './remembered-bounds';

/** Opens the one window, where it was last. The page gets a MessagePort from `preload` and nothing else. */
export function openWindow(preload: string, store: DocumentStore): BrowserWindow {
  const { maximized = false, ...bounds } = rememberedBounds(store) ?? { width: 1280, height: 800 };
  const window = new BrowserWindow({
    title: 'Holdfast',
    ...bounds,
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
  if (maximized) window.maximize();
  rememberBounds(window, store);
  void window.loadURL(`${PAGE_ORIGIN}/index.html`);
  return window;
}
