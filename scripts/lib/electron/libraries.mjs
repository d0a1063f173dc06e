import { ensureTools } from '../debian.mjs';
import { findCommand } from '../path.mjs';
import { run } from '../run.mjs';

/** Makes sure that a binary of Electron finds the shared libraries that it is linked with. */
export async function ensureElectronLibraries(binary) {
  if (process.platform !== 'linux' || (await missingLibraries(binary)).length === 0) return;
  await ensureTools(['electron-libraries'], { purpose: 'Electron' });
  const missing = await missingLibraries(binary);
  if (missing.length > 0)
    throw new Error(`Electron needs shared libraries that this machine lacks: ${missing.join(', ')}`);
}

async function missingLibraries(binary) {
  if (!findCommand('ldd')) return [];
  const libraries = await run('ldd', [binary], { output: 'capture' });
  return [...libraries.matchAll(/^\s*(\S+) => not found$/gm)].map(([, name]) => name);
}
