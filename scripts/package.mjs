import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuild } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { ROOT } from './lib/project.mjs';
import { fail, say } from './lib/say.mjs';

/** The first Electron that has the fuse for `file:`. */
const FILE_FUSE_SINCE = 29;

/**
 * `npm run package`: dist/linux-unpacked, a directory that runs, and a .deb of it. `-- --dir` builds the directory only.
 * The fuses of what was built are read back, and a wrong one is a failure.
 */
async function packageApplication(args) {
  if (process.platform !== 'linux') throw new Error('On this system use: npx electron-builder');
  await ensureDependencies();
  await ensureBuild();
  const { checkFuses } = await import('./lib/package/fuses.mjs');
  const { electronToPackage } = await import('./lib/package/runtime.mjs');
  const { version, dist, source } = await electronToPackage(join(ROOT, 'dist/.work'));
  const unpacked = await buildDirectory({ version, dist });

  const { wrong, missing } = await checkFuses(join(unpacked, 'holdfast'));
  if (wrong.length > 0) throw new Error(`These fuses are not what they must be: ${wrong.join(', ')}`);
  say(
    `holdfast: the fuses are set${missing.length ? `; Electron ${version} does not have ${missing.join(', ')}` : ''}`,
  );
  if (source !== 'pinned') {
    say(`holdfast: built from Electron ${version}, for tests on this machine only: it must not be given to anybody`);
  }
  console.log(unpacked);
  if (!args.includes('--dir')) console.log(await buildDebian({ unpacked, version, dist }));
}

async function buildDirectory(electron) {
  const { Platform } = await import('electron-builder');
  await runBuilder(Platform.LINUX.createTarget('dir'), electron);
  const unpacked = join(ROOT, 'dist/linux-unpacked');
  if (!existsSync(join(unpacked, 'holdfast'))) throw new Error(`electron-builder wrote no ${unpacked}/holdfast`);
  return unpacked;
}

/** By electron-builder where it can download fpm, else by dpkg-deb from the same directory. */
async function buildDebian({ unpacked, version, dist }) {
  const { Platform } = await import('electron-builder');
  try {
    const [deb] = await runBuilder(Platform.LINUX.createTarget('deb'), { version, dist });
    return deb;
  } catch (error) {
    say(`holdfast: electron-builder cannot build the .deb here (${error.message.split('\n')[0]}): dpkg-deb builds it`);
  }
  const { buildDeb } = await import('./lib/package/deb.mjs');
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return buildDeb({ unpacked, manifest, output: join(ROOT, 'dist'), icon: join(ROOT, 'src/renderer/icon.svg') });
}

async function runBuilder(targets, { version, dist }) {
  // Hard links would lead the fuses into the Electron that was copied from.
  process.env.USE_HARD_LINKS = 'false';
  const { build } = await import('electron-builder');
  const { default: config } = await import('../electron-builder.config.mjs');
  return build({
    targets,
    publish: 'never',
    projectDir: ROOT,
    config: {
      // electron-builder changes what it is given.
      ...structuredClone(config),
      electronVersion: version,
      electronFuses: fusesOf(config.electronFuses, version),
      ...(dist ? { electronDist: dist } : {}),
    },
  });
}

/** An old Electron has no place for a newer fuse, and asking for it is an error. */
function fusesOf({ grantFileProtocolExtraPrivileges, ...older }, version) {
  return Number(version.split('.')[0]) >= FILE_FUSE_SINCE ? { ...older, grantFileProtocolExtraPrivileges } : older;
}

packageApplication(process.argv.slice(2)).catch(fail);
