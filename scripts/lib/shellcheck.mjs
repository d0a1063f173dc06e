import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCommand } from './path.mjs';
import { ROOT } from './project.mjs';
import { runTool } from './test/run-tool.mjs';

/** Where there are shell scripts. */
const FOLDERS = ['.ci', 'scripts', 'test'];

/** Runs shellcheck on every shell script. @returns {Promise<boolean>} whether it finds nothing */
export async function checkShell() {
  const command = findCommand('shellcheck') ?? 'shellcheck';
  const { succeeded } = await runTool(command, ['--external-sources', '--source-path=SCRIPTDIR', ...shellScripts()]);
  return succeeded;
}

/** The paths of all shell scripts: by name, or by their first line. */
export function shellScripts(root = ROOT) {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .filter(isShellScript)
      .sort(),
  );
}

function isShellScript(path) {
  if (path.endsWith('.sh')) return true;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return !name.includes('.') && /^#!.*\b(ba)?sh\n/.test(readFileSync(path, 'utf8').slice(0, 100));
}
