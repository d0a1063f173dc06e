import { posix } from 'node:path';
import { HoldfastError } from '../../../contract/errors';
import type { Host } from '../../../contract/inventory';
import { hostCommandFailure } from '../ssh/command-failure';
import type { HostConnections, UploadFile } from '../ssh/connections';
import type { LocalScripts } from './local-scripts';

/** A folder that only the login user can enter, so that nobody else can change what root runs from it. */
const MAKE_FOLDER = 'umask 077 && exec mktemp -d -t holdfast-XXXXXXXXXX';

/**
 * Copies the scripts to a private temporary folder of the login user, lets `use` work with them, and removes the folder.
 * @param more further files beside the scripts' folder
 * @param use is given the temporary folder; the scripts are in its `scripts`
 */
export async function withStagedScripts<T>(
  connections: HostConnections,
  host: Host,
  { scripts, more = [], timeoutMs }: { scripts: LocalScripts; more?: readonly UploadFile[]; timeoutMs: number },
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await makeFolder(connections, host, timeoutMs);
  try {
    const files = scripts.files.map(({ path, content }) => ({ path: posix.join('scripts', path), content }));
    await connections.upload(host, folder, [...files, ...more], { timeoutMs });
    return await use(folder);
  } finally {
    // A folder that stays behind is the temporary folder's matter; how the operation ended is not changed by it.
    await connections.exec(host, { argv: ['rm', '-rf', '--', folder], asRoot: false }, { timeoutMs }).catch(() => {});
  }
}

async function makeFolder(connections: HostConnections, host: Host, timeoutMs: number): Promise<string> {
  const argv = ['bash', '-c', MAKE_FOLDER] as const;
  const result = await connections.exec(host, { argv, asRoot: false }, { timeoutMs });
  const folder = result.stdout.trim();
  if (result.exitCode === 0 && /^\/[^\n]*\/holdfast-\w+$/.test(folder)) return folder;
  if (/No space left|quota exceeded/i.test(result.stderr)) {
    throw new HoldfastError('NO_SPACE', `There is no space left for temporary files on host "${host.name}".`, {
      host: host.name,
      details: result.stderr.trim().slice(-2000),
      remedy: 'Make room on the filesystem of the temporary folder (/tmp).',
    });
  }
  throw hostCommandFailure(host, result);
}
