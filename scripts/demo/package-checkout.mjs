import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../lib/run.mjs';

/** The tags of every demo package, oldest first. */
export const VERSIONS = ['v2.3.0', 'v2.4.0', 'v2.4.10'];

/** Nothing of the person's own git configuration takes part. */
const GIT_ENV = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'Demo',
  GIT_AUTHOR_EMAIL: 'demo@example.invalid',
  GIT_COMMITTER_NAME: 'Demo',
  GIT_COMMITTER_EMAIL: 'demo@example.invalid',
};

/** Makes a package as it is on a host: a git checkout with a tag a version, deployed at the newest. */
export async function createPackageCheckout(folder, { name, dataDirectory }) {
  mkdirSync(folder, { recursive: true });
  await git(folder, 'init', '--quiet', '--initial-branch=main');
  writeFileSync(join(folder, '.gitignore'), 'deployment.state.json\n.stand-in-docker/\n');
  for (const version of VERSIONS) {
    writeFileSync(join(folder, 'docker-compose.yml'), composeFile(name, version, dataDirectory));
    await git(folder, 'add', '.');
    await git(folder, 'commit', '--quiet', '-m', `${name} ${version}`);
    await git(folder, 'tag', version);
  }
  await deploy(folder, VERSIONS.at(-1));
}

/** Checks a version out and records it, as an update does. */
export async function deploy(folder, version) {
  await git(folder, 'checkout', '--quiet', version);
  const state = { Version: version, Updated: new Date().toISOString(), Up: ['1.0.0'], Failed: [] };
  writeFileSync(join(folder, 'deployment.state.json'), `${JSON.stringify(state, null, 2)}\n`);
}

/** @returns {Promise<string>} what git printed */
export const git = (folder, ...args) => run('git', ['-C', folder, ...args], { env: GIT_ENV, output: 'capture' });

function composeFile(name, version, dataDirectory) {
  return `# A package of the demo: no image is ever pulled.
name: ${name}
services:
  modelingevolution.rocketwelder:
    image: rocketwelder:${version.slice(1)}
    restart: unless-stopped
  eventstore.db:
    image: eventstore:${version.slice(1)}
    volumes:
      - ${dataDirectory}:/data
    restart: unless-stopped
`;
}
