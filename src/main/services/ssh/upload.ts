import { posix } from 'node:path';
import type { SFTPWrapper } from 'ssh2';
import { HoldfastError } from '../../../contract/errors';
import type { Host } from '../../../contract/inventory';
import { hostCommandFailure } from './command-failure';
import type { ExecOptions, HostConnections, UploadFile } from './connections';
import type { OpenConnection } from './open-connection';

/** Reads "SIZE PATH" lines, each followed by the file's bytes. bash reads a line byte by byte, so that no content is lost. */
const RECEIVE = `cd -- "$1" || exit
while IFS=' ' read -r size path; do
  mkdir -p -- "$(dirname -- "$path")" && head -c "$size" >"$path" || exit
done`;

/**
 * Writes files over SFTP. False where that does not work: switched off, in another root folder, no space, … The caller
 * then tries a command, whose failure has words for an operator: SFTP itself says "Failure".
 */
export async function sendOverSftp(
  connection: OpenConnection,
  folder: string,
  files: readonly UploadFile[],
  timeoutMs: number,
): Promise<boolean> {
  let sftp: SFTPWrapper | undefined;
  let timer: NodeJS.Timeout | undefined;
  const given = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('time is over')), timeoutMs);
  });
  try {
    sftp = await Promise.race([openSftp(connection), given]);
    // Each call says by itself why it failed; without a listener the event would end the application.
    sftp.on('error', () => {});
    await Promise.race([writeAll(sftp, folder, files), given, endOf(sftp)]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
    sftp?.end();
  }
}

/** Writes files by a command that reads them from stdin. @throws HoldfastError NO_SPACE or why it failed */
export async function sendByCommand(
  connections: HostConnections,
  host: Host,
  folder: string,
  files: readonly UploadFile[],
  options: ExecOptions,
): Promise<void> {
  const input = Buffer.concat(
    files.flatMap(({ path, content }) => [Buffer.from(`${content.length} ${path}\n`), content]),
  );
  const argv = ['bash', '-c', RECEIVE, 'holdfast', folder] as const;
  const result = await connections.exec(host, { argv, asRoot: false }, { ...options, input });
  if (result.exitCode === 0) return;
  if (/No space left|quota exceeded/i.test(result.stderr)) {
    throw new HoldfastError('NO_SPACE', `There is no space left in ${folder} on host "${host.name}".`, {
      host: host.name,
      details: result.stderr.trim().slice(-2000),
      remedy: `Make room on the filesystem of ${posix.dirname(folder)}.`,
    });
  }
  throw hostCommandFailure(host, result);
}

function openSftp({ client }: OpenConnection): Promise<SFTPWrapper> {
  return new Promise((resolve, reject) => {
    client.sftp((error, sftp) => (error ? reject(error) : resolve(sftp)));
  });
}

/** Rejects when the channel ends: ssh2 forgets the answers that are still due then. */
function endOf(sftp: SFTPWrapper): Promise<never> {
  return new Promise((_resolve, reject) => {
    sftp.once('close', () => reject(new Error('the SFTP session ended')));
  });
}

async function writeAll(sftp: SFTPWrapper, folder: string, files: readonly UploadFile[]): Promise<void> {
  for (const name of foldersOf(files)) {
    await promised((done) => sftp.mkdir(posix.join(folder, name), { mode: 0o700 }, done));
  }
  // Sent one after the other without waiting: the server answers them in its own time.
  await Promise.all(
    files.map(({ path, content }) =>
      promised((done) => sftp.writeFile(posix.join(folder, path), content, { mode: 0o600 }, done)),
    ),
  );
}

/** The folders that the files need, outer ones first. */
function foldersOf(files: readonly UploadFile[]): string[] {
  const folders = new Set<string>();
  for (const { path } of files) {
    for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder)) folders.add(folder);
  }
  return [...folders].sort();
}

function promised(call: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    call((error) => (error ? reject(error) : resolve()));
  });
}
