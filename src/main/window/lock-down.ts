import { app, session, type WebContents } from 'electron';
import type { Log } from '../application';
import { PAGE_ORIGIN } from './page-protocol';

/** What a page may load: its own files, and what it made itself. DevTools, where they are on, load their own. */
const LOCAL = /^(holdfast:\/\/app\/|blob:holdfast:\/\/app\/|data:|devtools:)/;

/** No permissions, nothing from elsewhere, no way to another page or window: for every page there will be. */
export function lockDown(log: Log): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.webRequest.onBeforeRequest(({ url }, answer) => {
    const cancel = !LOCAL.test(url);
    if (cancel) log.error({ url: shown(url) }, 'The page asked for something from elsewhere: refused');
    answer({ cancel });
  });
  defaultSession.on('will-download', (event, item) => {
    // What the page made itself, such as an export, is saved; nothing else can be.
    if (!item.getURL().startsWith('blob:') && !item.getURL().startsWith('data:')) event.preventDefault();
  });
  app.on('web-contents-created', (_event, contents) => stayOnPage(contents, log));
}

function stayOnPage(contents: WebContents, log: Log): void {
  const refuse = (event: { preventDefault(): void }, url: string) => {
    log.error({ url: shown(url) }, 'The page wanted to go elsewhere: refused');
    event.preventDefault();
  };
  contents.setWindowOpenHandler(({ url }) => {
    log.error({ url: shown(url) }, 'The page wanted to open a window: refused');
    return { action: 'deny' };
  });
  contents.on('will-navigate', (event, url) => {
    if (!url.startsWith(`${PAGE_ORIGIN}/`)) refuse(event, url);
  });
  contents.on('will-redirect', (event, url) => {
    if (!url.startsWith(`${PAGE_ORIGIN}/`)) refuse(event, url);
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Enough of an address to know it by; what follows may be anything. */
const shown = (url: string) => url.split(/[?#]/)[0]?.slice(0, 200);
