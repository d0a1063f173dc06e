import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { ROOT } from './project.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';

/**
 * Installs the dependencies when `node_modules` is missing or is not what package-lock.json says.
 * npm's output goes to stderr. Two commands that start at once install once.
 */
export async function ensureDependencies(root = ROOT) {
  if (isInstalled(root)) return;
  await withLock(`dependencies ${root}`, async () => {
    if (isInstalled(root)) return;
    say('holdfast: installing the dependencies (npm ci)…');
    await run('npm', ['ci', '--include=dev', '--loglevel=error'], { cwd: root });
  });
}

/** npm writes `node_modules/.package-lock.json` last, so a killed installation is not taken for a whole one. */
function isInstalled(root) {
  try {
    const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
    const found = JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8')).packages;
    return matchesLock(wanted, found);
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw new Error(`The dependencies cannot be checked: ${error.message}`);
  }
}

/**
 * Whether what is installed is what the lock file says. Optional packages may be missing: most are for
 * other platforms.
 * @param {Record<string, {version?: string, integrity?: string, optional?: boolean}>} wanted packages of package-lock.json
 * @param {Record<string, {version?: string, integrity?: string}>} found packages of node_modules/.package-lock.json
 */
export function matchesLock(wanted, found) {
  const paths = Object.keys(wanted).filter((path) => path !== '');
  return (
    paths.every((path) => {
      const installed = found[path];
      if (!installed) return wanted[path].optional === true;
      return installed.version === wanted[path].version && installed.integrity === wanted[path].integrity;
    }) && Object.keys(found).every((path) => path in wanted)
  );
}
