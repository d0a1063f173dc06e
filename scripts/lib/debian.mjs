import { existsSync } from 'node:fs';
import { withLock } from './lock.mjs';
import { CommandError, run } from './run.mjs';
import { say } from './say.mjs';
import { missingTools, packagesOf } from './tools.mjs';

/** Tools are missing and may not be installed; the message names them and the command that installs them. */
export class MissingToolsError extends Error {
  name = 'MissingToolsError';
}

/**
 * Makes sure that tools are there. As root on Debian, what is missing is installed (apt's output goes to stderr).
 * @param {string[]} names as in scripts/lib/tools.mjs
 * @param {{purpose: string}} why what they are for, as "the demo" or "the end-to-end tests"
 * @throws {MissingToolsError}
 */
export async function ensureTools(names, { purpose }) {
  if (missingTools(names).length === 0) return;
  await withLock('apt', async () => {
    const missing = missingTools(names);
    if (missing.length === 0) return;
    const packages = packagesOf(missing);
    if (!mayInstall()) throw new MissingToolsError(missingMessage(missing, purpose));
    say(`holdfast: installing ${packages.join(', ')} for ${purpose}…`);
    try {
      await install(packages);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new MissingToolsError(`${missingMessage(missing, purpose)}\nInstalling failed: ${error.message}`);
    }
    const still = missingTools(names);
    if (still.length > 0) throw new MissingToolsError(missingMessage(still, purpose));
  });
}

/** Whether this process may install Debian packages: root, on Debian or a relative of it. */
export function mayInstall() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
}

/** The sentence for a person who has to install something. */
export function missingMessage(tools, purpose) {
  const names = tools.map(({ name }) => name).join(', ');
  return `${purpose}: this machine lacks ${names}. On Debian: sudo apt-get install ${packagesOf(tools).join(' ')}`;
}

/** Twice, as a mirror may be changing: the package lists are read anew before each try. */
async function install(packages) {
  const apt = ['-q', '-y', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', '-o', 'Dpkg::Use-Pty=0'];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const attempt = async () => {
    await run('apt-get', [...apt, 'update'], { env });
    await run('apt-get', [...apt, 'install', '--no-install-recommends', ...packages], { env });
  };
  try {
    await attempt();
  } catch (error) {
    say(`holdfast: ${error.message}; trying once more`);
    await attempt();
  }
}
