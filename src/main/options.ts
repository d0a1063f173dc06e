import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isLoopback, type Listen } from './transport/http/listen';

/** What the command line says. Paths are absolute. */
export interface Options {
  dataDirectory?: string;
  /** A JSON file whose hosts are merged into the inventory at start. */
  inventory?: string;
  /** The one known_hosts file to read and to add to. */
  knownHosts?: string;
  /** Port of the HTTP server on loopback; 0 chooses a free one. */
  port: number;
  /** Where `serve` listens; undefined: on loopback. */
  listen?: Listen | undefined;
  demo: boolean;
}

/** The command line is wrong; the message says how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Reads Holdfast's flags.
 * @param strict refuse what is not known. The window is not strict: Chromium's own flags pass through it.
 * @throws UsageError
 */
export function parseOptions(args: string[], { strict }: { strict: boolean }): Options {
  try {
    const { values } = parseArgs({
      args,
      strict,
      allowPositionals: !strict,
      options: {
        'data-dir': { type: 'string' },
        inventory: { type: 'string' },
        'known-hosts': { type: 'string' },
        port: { type: 'string' },
        listen: { type: 'string' },
        'tls-cert': { type: 'string' },
        'tls-key': { type: 'string' },
        demo: { type: 'boolean' },
      },
    });
    return {
      dataDirectory: path('data-dir', values['data-dir']),
      inventory: path('inventory', values.inventory),
      knownHosts: path('known-hosts', values['known-hosts']),
      port: port(values.port),
      listen: listen(values),
      demo: values.demo === true,
    };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function path(flag: string, value: string | boolean | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${flag} needs a path`);
  return resolve(value);
}

/** Another address than loopback needs a certificate: a token must not cross a network in the clear. */
function listen(values: Record<string, string | boolean | undefined>): Listen | undefined {
  const { listen: address = '127.0.0.1' } = values;
  const certFile = path('tls-cert', values['tls-cert']);
  const keyFile = path('tls-key', values['tls-key']);
  if (typeof address !== 'string' || address === '') throw new UsageError('--listen needs an address');
  if ((certFile === undefined) !== (keyFile === undefined)) {
    throw new UsageError('--tls-cert and --tls-key belong together');
  }
  if (certFile !== undefined && keyFile !== undefined) return { address, tls: { certFile, keyFile } };
  if (isLoopback(address)) return { address };
  throw new UsageError(`--listen ${address} is not loopback: it needs --tls-cert FILE and --tls-key FILE`);
}

function port(value: string | boolean | undefined): number {
  if (value === undefined) return 0;
  const number = Number(value);
  if (typeof value !== 'string' || !/^\d{1,5}$/.test(value) || number > 65535) {
    throw new UsageError('--port must be a number from 0 to 65535');
  }
  return number;
}
