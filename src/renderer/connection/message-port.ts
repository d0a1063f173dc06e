/** Milliseconds; the main process answers within a few. */
const PATIENCE = 10_000;

/** Asks the preload script for a MessagePort to the main process. Rejects when none comes. */
export function requestMessagePort(): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(() => reject(new Error('no port came'))), PATIENCE);
    const listen = ({ source, data, ports }: MessageEvent) => {
      const [port] = ports;
      if (source === window && data?.type === 'holdfast:port' && port) finish(() => resolve(port));
    };
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      window.removeEventListener('message', listen);
      settle();
    };
    window.addEventListener('message', listen);
    window.postMessage({ type: 'holdfast:connect' }, window.location.origin);
  });
}
