import type { Translate } from '../../renderer/i18n/i18n';
import type { RunningOperation } from '../services/jobs/running-operations';

/** Such as "Create backup: rocket-welder on press-line-1". */
export function operationWords({ operation, host, packageName }: RunningOperation, t: Translate): string {
  const what = t(`activity:operation.${operation as 'backup.create'}`, { defaultValue: operation });
  return `${what}: ${t('common:packageOnHost', { host, packageName })}`;
}
