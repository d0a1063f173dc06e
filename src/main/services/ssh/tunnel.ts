import type { Duplex } from 'node:stream';
import type { Host } from '../../../contract/inventory';
import { ChannelNotOpened } from './execute';
import { tunnelFailure } from './failures';
import type { OpenConnection } from './open-connection';

/**
 * Opens a stream to a host from its jump host.
 * @param timeoutMs milliseconds; a jump host waits for minutes for a host that does not answer
 * @throws ChannelNotOpened when the connection to the jump host was dead; HoldfastError HOST_UNREACHABLE
 */
export function openTunnel(jump: Host, connection: OpenConnection, host: Host, timeoutMs: number): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      reject(tunnelFailure(host, jump, `it does not answer within ${timeoutMs / 1000} s`));
    }, timeoutMs);
    try {
      connection.client.forwardOut('127.0.0.1', 0, host.address, host.port, (error, stream) => {
        clearTimeout(timer);
        if (late) stream?.destroy();
        else if (!error) resolve(stream);
        else if ('reason' in error) reject(tunnelFailure(host, jump, error.message));
        else reject(new ChannelNotOpened(error.message, false));
      });
    } catch (error) {
      clearTimeout(timer);
      reject(new ChannelNotOpened((error as Error).message, false));
    }
  });
}
