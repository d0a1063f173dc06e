import type { HostCheck } from '../../../../contract/host-check';
import type { Translate } from '../../../i18n/i18n';

/** A check as plain text, to be sent to whoever looks after the host. */
export function checkText({ host, checkedAt, checks }: HostCheck, t: Translate): string {
  const lines = checks.map(({ status, title, packageName, message, remedy }) =>
    [
      `[${t(`hostTools:check.status.${status}`)}] ${title}${packageName ? ` (${packageName})` : ''}: ${message}`,
      ...(remedy ? [`  → ${remedy}`] : []),
    ].join('\n'),
  );
  return `${host}, ${checkedAt}\n${lines.join('\n')}\n`;
}
