import { chmod, cp, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../run.mjs';

/** Debian's names for what Electron is linked with. */
const DEPENDS =
  'libgtk-3-0, libnotify4, libnss3, libxss1, libxtst6, xdg-utils, libatspi2.0-0, libuuid1, libsecret-1-0, libasound2, libgbm1';

/** The chrome-sandbox helper must be root's and setuid where the kernel gives users no namespaces of their own. */
const SANDBOX_MODE = 0o4755;

/**
 * Builds a .deb of an unpacked application with Debian's own dpkg-deb, as electron-builder would with fpm, which it
 * downloads from GitHub.
 * @param {{unpacked: string, manifest: {version: string, description: string}, output: string, icon: string}} what
 * @returns {Promise<string>} the path of the .deb
 */
export async function buildDeb({ unpacked, manifest, output, icon }) {
  const root = join(output, 'deb-root');
  await rm(root, { recursive: true, force: true });
  const place = async (path) => {
    await mkdir(join(root, path), { recursive: true });
    return join(root, path);
  };
  await cp(unpacked, join(await place('opt'), 'Holdfast'), { recursive: true });
  await chmod(join(root, 'opt/Holdfast/chrome-sandbox'), SANDBOX_MODE);
  await symlink('/opt/Holdfast/holdfast', join(await place('usr/bin'), 'holdfast'));
  await cp(icon, join(await place('usr/share/icons/hicolor/scalable/apps'), 'holdfast.svg'));
  await writeFile(join(await place('usr/share/applications'), 'holdfast.desktop'), desktopEntry(manifest));
  await writeFile(join(await place('DEBIAN'), 'control'), control(manifest, await kibibytes(join(root, 'opt'))));
  const deb = join(output, `holdfast_${manifest.version}_amd64.deb`);
  await run('dpkg-deb', ['--root-owner-group', '-Zxz', '-z1', '--build', root, deb]);
  await rm(root, { recursive: true, force: true });
  return deb;
}

const desktopEntry = ({ description }) => `[Desktop Entry]
Name=Holdfast
Comment=${description}
Exec=/opt/Holdfast/holdfast %U
Icon=holdfast
Type=Application
Terminal=false
Categories=Utility;
StartupWMClass=Holdfast
`;

const control = ({ version, description }, installedSize) => `Package: holdfast
Version: ${version}
Architecture: amd64
Maintainer: Holdfast maintainers <holdfast@localhost>
Installed-Size: ${installedSize}
Depends: ${DEPENDS}
Section: utils
Priority: optional
Description: ${description}
`;

async function kibibytes(folder) {
  if ((await readdir(folder)).length === 0) return 0;
  const printed = await run('du', ['-sk', folder], { output: 'capture' });
  return Number(printed.split('\t')[0]);
}
