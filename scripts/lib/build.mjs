import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { ROOT } from './project.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';

const SOURCES = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json'];
const RESULTS = [
  'out/main/index.js',
  'out/main/headless.js',
  'out/main/commands.js',
  'out/preload/index.js',
  'out/renderer/index.html',
];
/** Holds the hash of the sources that `out` was built from. */
const STAMP = 'out/.built-from';

/**
 * Builds the application when `out` is missing or was built from other sources. The build's output goes to
 * stderr. Two commands that start at once build once.
 */
export async function ensureBuild(root = ROOT) {
  await withLock(`build ${root}`, async () => {
    const sources = hashSources(root);
    if (isBuilt(root, sources)) return;
    say('holdfast: building the application…');
    rmSync(join(root, STAMP), { force: true });
    const builder = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
    await run(process.execPath, [builder, 'build', '--logLevel', 'error'], { cwd: root });
    const missing = RESULTS.filter((file) => !existsSync(join(root, file)));
    if (missing.length > 0)
      throw new Error(`The build ended without an error, but did not write ${missing.join(', ')}`);
    mkdirSync(join(root, 'out'), { recursive: true });
    writeFileSync(join(root, STAMP), sources);
  });
}

function isBuilt(root, sources) {
  if (!existsSync(join(root, STAMP)) || readFileSync(join(root, STAMP), 'utf8') !== sources) return false;
  return RESULTS.every((file) => existsSync(join(root, file)));
}

/** A hash of names and contents: times say nothing after a checkout. */
function hashSources(root) {
  const hash = createHash('sha256');
  const add = (path) => {
    const entries = readEntries(join(root, path));
    if (entries) for (const name of entries) add(`${path}/${name}`);
    else
      hash
        .update(`${path}\0`)
        .update(readFileSync(join(root, path)))
        .update('\0');
  };
  for (const path of SOURCES) add(path);
  return hash.digest('hex');
}

/** The sorted names in a folder, or undefined for a file. */
function readEntries(path) {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}
