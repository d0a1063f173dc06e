import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withLock } from '../lock.mjs';
import { cacheDirectory, ROOT } from '../project.mjs';
import { CommandError, run } from '../run.mjs';
import { say } from '../say.mjs';

/** Milliseconds that the download may take. */
const DOWNLOAD_LIMIT = 120_000;
/** Milliseconds for which a failed download is not tried again, so that not every start waits for it. */
const RETRY_AFTER = 60 * 60 * 1000;

/**
 * The binary of the `electron` package, downloaded when that is possible.
 * @returns {Promise<string | undefined>}
 */
export async function pinnedElectron(root = ROOT) {
  const folder = join(root, 'node_modules/electron');
  if (!existsSync(join(folder, 'package.json'))) return undefined;
  return (
    downloaded(folder) ??
    (await withLock(
      `electron ${root}`,
      async () => downloaded(folder) ?? ((await download(folder)) ? downloaded(folder) : undefined),
    ))
  );
}

/** The package's installer writes path.txt last. */
function downloaded(folder) {
  const name = join(folder, 'path.txt');
  if (!existsSync(name)) return undefined;
  const path = join(folder, 'dist', readFileSync(name, 'utf8'));
  return existsSync(path) ? path : undefined;
}

async function download(folder) {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const failed = join(cacheDirectory(), `electron-${version}-download-failed`);
  if (existsSync(failed) && Date.now() - statSync(failed).mtimeMs < RETRY_AFTER) return false;
  say(`holdfast: downloading Electron ${version}…`);
  try {
    await run(process.execPath, [join(folder, 'install.js')], { output: 'capture', timeoutMs: DOWNLOAD_LIMIT });
    rmSync(failed, { force: true });
    return true;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    mkdirSync(dirname(failed), { recursive: true });
    writeFileSync(failed, `${error.message}\n`);
    say(
      `holdfast: Electron ${version} cannot be downloaded here (${reason(error)}); it is not tried again for an hour`,
    );
    return false;
  }
}

/** The first line that names an error, without its stack. */
function reason(error) {
  return (/^\w*Error: (.+)$/m.exec(error.message)?.[1] ?? error.message.split('\n')[0]).trim();
}
