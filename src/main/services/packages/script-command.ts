import { posix } from 'node:path';
import { type Host, packageNameOf } from '../../../contract/inventory';
import type { ResolvedPackage } from './package-directory';

const SCRIPT = 'es-backup-manage.sh';
/** The launcher's exit code where only AutoUpdater's scripts are. No script of a package has it. */
export const ONLY_AUTOUPDATER = 78;

/**
 * Runs the script of a package: $1 is the installed one (empty: none is wanted), $2 the package's own, then its words. It is
 * looked for each time, so that nothing is remembered that an installation could make wrong, and in the same command,
 * so that it costs no round trip. AutoUpdater's own script of the same name is not run: it knows no JSON, and does
 * not understand what it is asked.
 */
const LAUNCH = `installed=$1 own=$2
shift 2
if [ -n "$installed" ] && [ -f "$installed" ]; then
  own=$installed
elif [ -d "\${own%/*}/lib" ] || grep -q -e --format=json -- "$own" 2>/dev/null; then
  :
elif grep -q -e es-backup-full -e es-restore -- "$own" 2>/dev/null || { [ ! -e "$own" ] && [ -f "\${own%/*}/backup.sh" ]; }; then
  echo "only AutoUpdater's scripts are on this host" >&2
  exit ${ONLY_AUTOUPDATER}
fi
exec bash -- "$own" "$@"`;

/** Arguments that run a package's script on its host with a command and its own arguments. */
export function scriptCommand(resolved: ResolvedPackage, words: readonly string[]): [string, ...string[]] {
  const { backupScriptPath } = resolved.package;
  const installed = posix.isAbsolute(backupScriptPath) ? '' : installedScript(resolved.host);
  return ['bash', '-c', LAUNCH, 'holdfast-script', installed, ownScript(resolved), ...words];
}

/** The script that the inventory names: absolute, or in the package's folder. */
export function ownScript({ package: { backupScriptPath }, folder }: ResolvedPackage): string {
  return posix.isAbsolute(backupScriptPath) ? backupScriptPath : posix.join(folder, backupScriptPath);
}

/** The script that `host install` puts on a host. */
export function installedScript({ scriptsDirectory }: Pick<Host, 'scriptsDirectory'>): string {
  return posix.join(scriptsDirectory, 'current', SCRIPT);
}

/** What the inventory says of a package, as options of its script: every default is the script's own. */
export function locationOptions({ name, folder, package: item, host }: ResolvedPackage): string[] {
  const options = {
    'package-name': name,
    'package-dir': folder,
    'compose-file': item.composeFile,
    'backup-dir': item.backupDirectory,
    'data-dir': item.dataDirectory,
    service: item.eventStoreService,
    'health-url': item.healthUrl === null ? '' : item.healthUrl,
    'log-file': item.logFile,
    'unlabelled-owner': unlabelledOwner(host, item.backupDirectory),
  };
  return Object.entries(options).flatMap(([option, value]) => (value === undefined ? [] : [`--${option}=${value}`]));
}

/** Name of the host's package that owns the archives of a backup folder that name no package. */
function unlabelledOwner(host: Host, backupDirectory: string | undefined): string | undefined {
  const owner = host.packages.find((item) => item.ownsUnlabelledBackups && item.backupDirectory === backupDirectory);
  return owner && packageNameOf(owner.repositoryLocation);
}
