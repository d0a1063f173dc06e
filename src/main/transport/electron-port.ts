import { RPCHandler } from '@orpc/server/message-port';
import { ipcMain, MessageChannelMain } from 'electron';
import type { Application } from '../application';
import { router } from '../router';
import { newCaller, onBehalfOf } from '../services/activity/caller';

/** The two messages between preload and main: a page asks for a port, main hands it over. */
const CONNECT = 'holdfast:connect';
const PORT = 'holdfast:port';

/**
 * Serves the router to the page over a MessagePort.
 * @param trustedOrigin the page's origin; a frame of any other is refused and logged.
 */
export function serveMessagePorts(application: Application, trustedOrigin: string): void {
  const handler = new RPCHandler(router);
  ipcMain.on(CONNECT, ({ senderFrame, sender }) => {
    const url = senderFrame?.url ?? '';
    if (senderFrame !== sender.mainFrame || originOf(url) !== trustedOrigin) {
      application.log.error(
        { url: url.slice(0, 200) },
        'A frame that is not the application page asked for a connection: refused',
      );
      void onBehalfOf(newCaller('window'), () =>
        application.audit.note({ operation: 'window.connect' }, Date.now(), 'FORBIDDEN'),
      );
      return;
    }
    const { port1, port2 } = new MessageChannelMain();
    handler.upgrade(port1, { context: { application, caller: () => newCaller('window') } });
    port1.start();
    sender.postMessage(PORT, null, [port2]);
  });
}

/** Scheme and host; `URL.origin` is "null" for schemes of one's own in Node. */
function originOf(url: string): string {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}`;
  } catch {
    return '';
  }
}
