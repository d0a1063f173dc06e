import type { ActivityEntry } from '../../../contract/activity';
import type { Translate } from '../../i18n/i18n';

/** Such as "Backup created"; the operation's own name where the catalogue has none. */
export function operationText(operation: string, t: Translate): string {
  return t(`activity:operation.${operation as 'backup.create'}`, { defaultValue: operation });
}

/** Who did it: the user, and the token over HTTP. */
export function whoText({ user, token }: Pick<ActivityEntry, 'user' | 'token'>): string {
  return token === undefined ? user : `${user} (${token})`;
}

/** What it was about: host and package, or what there is of them. */
export function targetText({ host, packageName }: Pick<ActivityEntry, 'host' | 'packageName'>): string {
  return [host, packageName].filter(Boolean).join(' / ');
}

/** What was asked for, as lines of "name: value"; nothing that is empty. */
export function argumentLines(given: ActivityEntry['arguments']): [name: string, value: string][] {
  return Object.entries(given ?? {}).flatMap(([name, value]): [string, string][] => {
    if (value === undefined || value === null || value === '') return [];
    return [[name, typeof value === 'string' ? value : JSON.stringify(value)]];
  });
}
