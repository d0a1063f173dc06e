import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findCommand } from './path.mjs';

/**
 * What Holdfast's commands and tests need from the system.
 * @typedef {object} Tool
 * @property {string[]} packages Debian's packages that provide it
 * @property {string[]} [commands] commands that must be there; the tool's own name when nothing else is said
 * @property {string[]} [libraries] sonames that the dynamic linker must know
 * @property {() => boolean} [present] any other proof
 */

/** @type {Record<string, Tool>} */
const TOOLS = {
  chromium: { packages: ['chromium'] },
  curl: { packages: ['curl'] },
  dockerd: { packages: ['docker.io'], commands: ['dockerd', 'docker'] },
  busybox: { packages: ['busybox-static'] },
  flock: { packages: ['util-linux'] },
  fonts: { packages: ['fonts-dejavu-core'], present: () => hasFonts('/usr/share/fonts') },
  git: { packages: ['git'] },
  igzip: { packages: ['isal'] },
  jq: { packages: ['jq'] },
  openssl: { packages: ['openssl'] },
  parallel: { packages: ['parallel'] },
  pigz: { packages: ['pigz'] },
  python3: { packages: ['python3'] },
  rsync: { packages: ['rsync'] },
  shellcheck: { packages: ['shellcheck'] },
  ssh: { packages: ['openssh-client'], commands: ['ssh', 'ssh-keygen', 'ssh-keyscan'] },
  'ssh-agent': { packages: ['openssh-client'] },
  sshd: { packages: ['openssh-server'] },
  sudo: { packages: ['sudo'] },
  tar: { packages: ['tar'] },
  xauth: { packages: ['xauth'] },
  Xvfb: { packages: ['xvfb'] },
  /** The shared libraries that Electron is linked with. */
  'electron-libraries': {
    packages: [
      'libasound2',
      'libatk-bridge2.0-0',
      'libatk1.0-0',
      'libatspi2.0-0',
      'libcups2',
      'libdrm2',
      'libgbm1',
      'libgtk-3-0',
      'libnss3',
      'libxkbcommon0',
      'libxcomposite1',
      'libxdamage1',
      'libxrandr2',
    ],
    libraries: [
      'libasound.so.2',
      'libatk-bridge-2.0.so.0',
      'libatk-1.0.so.0',
      'libatspi.so.0',
      'libcups.so.2',
      'libdrm.so.2',
      'libgbm.so.1',
      'libgtk-3.so.0',
      'libnss3.so',
      'libxkbcommon.so.0',
      'libXcomposite.so.1',
      'libXdamage.so.1',
      'libXrandr.so.2',
    ],
  },
};

/** @returns {Tool & {name: string}} */
export function toolOf(name) {
  if (!Object.hasOwn(TOOLS, name)) throw new Error(`There is no tool named "${name}" in scripts/lib/tools.mjs`);
  return { name, ...TOOLS[name] };
}

/** The tools of a list that this machine lacks. */
export function missingTools(names) {
  return names.map(toolOf).filter((tool) => !isPresent(tool));
}

/** Debian's packages that provide the given tools, each once. */
export function packagesOf(tools) {
  return [...new Set(tools.flatMap(({ packages }) => packages))].sort();
}

function isPresent({ name, commands, libraries, present }) {
  if (present) return present();
  if (libraries) {
    const known = knownLibraries();
    return libraries.every((library) => known.has(library));
  }
  return (commands ?? [name]).every((command) => findCommand(command) !== undefined);
}

/** The sonames that the dynamic linker's cache lists. */
function knownLibraries() {
  const cache = execFileSync(findCommand('ldconfig') ?? 'ldconfig', ['-p'], { encoding: 'utf8' });
  return new Set([...cache.matchAll(/^\s+(\S+) \(/gm)].map(([, soname]) => soname));
}

function hasFonts(folder) {
  if (!existsSync(folder)) return false;
  return readdirSync(folder, { recursive: true }).some((name) => /\.(ttf|otf|ttc|pfb)$/i.test(join(folder, `${name}`)));
}
