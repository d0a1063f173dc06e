import type { Format } from '../../format/use-format';
import type { Translate } from '../../i18n/i18n';
import { operationKey, phaseText } from './job-words';

/** What holds a package, as hosts say it. */
export interface Holder {
  operation: string;
  startedAt?: string | null | undefined;
  phase?: string | null | undefined;
  operator?: string | null | undefined;
  jobId?: string | null | undefined;
}

/** Who runs what on a package, since when, and where it is: "Restore by anna, started 5 minutes ago. Now: …". */
export function holderSentence(holder: Holder, t: Translate, format: Format, now: number): string {
  const { operation, startedAt, phase, operator } = holder;
  const words = {
    operation: t(`jobs:operation.${operationKey(operation)}`),
    operator: operator ?? t('jobs:unknownOperator'),
    when: startedAt ? format.relative(startedAt, now) : t('jobs:unknownTime'),
  };
  return phase ? t('jobs:busyPhase', { ...words, phase: phaseText(phase, t) }) : t('jobs:busy', words);
}
