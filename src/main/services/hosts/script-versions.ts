import semver from 'semver';
import type { HostScripts, HostScriptsState } from '../../../contract/host-scripts';
import type { Host } from '../../../contract/inventory';
import { packagesOf } from '../packages/package-directory';
import { ownScript } from '../packages/script-command';
import type { LocalScripts } from './local-scripts';

/**
 * Prints what there is in $1, the folder of installed versions, and whether one of the packages' own scripts, which are
 * the other arguments, is AutoUpdater's. As NAME=VALUE lines, like install.sh.
 */
export const LOOK_FOR_SCRIPTS = `root=$1
shift
for link in current previous; do
  target=$(readlink -- "$root/$link") && [ -f "$root/$target/es-backup-manage.sh" ] && printf '%s=%s\\n' "$link" "\${target##*/}"
done
[ ! -e "\${HOLDFAST_SYSTEMD_UNITS:-/etc/systemd/system}/holdfast-recover.service" ] || echo boot=enabled
for own; do
  [ -d "\${own%/*}/lib" ] && continue
  grep -q -e --format=json -- "$own" 2>/dev/null && continue
  { grep -q -e es-backup-full -e es-restore -- "$own" 2>/dev/null || [ -f "\${own%/*}/backup.sh" ]; } && echo foreign=yes
done
exit 0`;

/** The arguments of `LOOK_FOR_SCRIPTS` for a host. */
export function lookForScripts(host: Host): [string, ...string[]] {
  return ['bash', '-c', LOOK_FOR_SCRIPTS, 'holdfast', host.scriptsDirectory, ...packagesOf(host).map(ownScript)];
}

/** NAME=VALUE lines, each name with its values in order. */
export function readLines(text: string): Map<string, string[]> {
  const lines = new Map<string, string[]>();
  for (const [, name = '', value = ''] of text.matchAll(/^(\w+)=(.*)$/gm)) {
    lines.set(name, [...(lines.get(name) ?? []), value]);
  }
  return lines;
}

/** What NAME=VALUE lines of a host say of its scripts. */
export function describeScripts(host: Host, lines: Map<string, string[]>, local: LocalScripts): HostScripts {
  const installedVersion = versionOf(lines.get('current')?.[0]);
  const state = stateOf(installedVersion, lines.has('foreign'), local);
  return {
    host: host.name,
    state,
    installedVersion,
    availableVersion: local.version,
    previousVersion: versionOf(lines.get('previous')?.[0]),
    directory: host.scriptsDirectory,
    recoversAtBoot: lines.get('boot')?.[0] === 'enabled',
    message: MESSAGES[state],
  };
}

const MESSAGES: Record<HostScriptsState, string> = {
  current: 'The scripts on the host are the ones of this Holdfast.',
  outdated: 'The scripts on the host are not the ones of this Holdfast: install them anew.',
  newer: 'The scripts on the host are newer than this Holdfast: update Holdfast here.',
  missing: "Holdfast's scripts are not installed on the host.",
  foreign:
    "The host has AutoUpdater's scripts only, which can create and list backups and nothing else: install Holdfast's.",
};

function stateOf(installed: string | null, foreign: boolean, local: LocalScripts): HostScriptsState {
  if (installed === null) return foreign ? 'foreign' : 'missing';
  if (installed === local.version) return 'current';
  const tool = semver.valid(installed.replace(/-[0-9a-f]{12}$/, ''));
  return tool !== null && semver.gt(tool, local.toolVersion) ? 'newer' : 'outdated';
}

/** A folder's name without the number that a repaired version has. */
function versionOf(folder: string | undefined): string | null {
  return folder ? folder.replace(/_\d+$/, '') : null;
}
