import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { electronRuntime } from '../../electron-runtime.mjs';
import { ROOT } from '../project.mjs';
import { run } from '../run.mjs';

/**
 * The Electron to package: the pinned one, which electron-builder downloads itself; where it cannot be downloaded, a
 * copy of whichever Electron is found here, in the form that electron-builder expects.
 * @param {string} workFolder
 * @returns {Promise<{version: string, dist?: string, source: 'env' | 'pinned' | 'npm-carried'}>}
 */
export async function electronToPackage(workFolder) {
  const { executablePath, source } = await electronRuntime();
  const pinned = JSON.parse(await readFile(join(ROOT, 'node_modules/electron/package.json'), 'utf8')).version;
  if (source === 'pinned') return { version: pinned, dist: dirname(executablePath), source };
  const version = await run(executablePath, ['-p', 'process.versions.electron'], {
    output: 'capture',
    env: { ELECTRON_RUN_AS_NODE: '1' },
  });
  const dist = join(workFolder, 'electron');
  await rm(dist, { recursive: true, force: true });
  await mkdir(workFolder, { recursive: true });
  // A real copy: fuses are set in the binary itself.
  await cp(dirname(executablePath), dist, { recursive: true });
  await rm(join(dist, 'resources/app'), { recursive: true, force: true });
  if (basename(executablePath) !== 'electron')
    await rename(join(dist, basename(executablePath)), join(dist, 'electron'));
  return { version: version.trim(), dist, source };
}
