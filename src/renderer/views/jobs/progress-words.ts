import { formatRoughDuration } from '../../format/time';
import type { Format } from '../../format/use-format';
import type { Translate } from '../../i18n/i18n';
import type { JobView } from '../../jobs/job-view';
import { stepOf } from '../../jobs/phases';
import { estimate } from '../../jobs/transfer-rate';
import { phaseText } from './job-words';

/** Percent of the step, whole; undefined where its size is not known. 100 is kept for what is done. */
export function percentOf({ bytesDone, bytesTotal }: Pick<JobView, 'bytesDone' | 'bytesTotal'>): number | undefined {
  if (bytesDone === null || !bytesTotal) return undefined;
  return Math.min(100, Math.floor((bytesDone * 100) / bytesTotal));
}

/** Such as "Step 2 of 4: Copying data". */
export function stepText({ operation, phase }: Pick<JobView, 'operation' | 'phase'>, t: Translate): string {
  if (phase === null) return t('jobs:starting');
  const step = stepOf(operation, phase);
  return step ? t('jobs:step', { ...step, phase: phaseText(phase, t) }) : phaseText(phase, t);
}

/** Such as "1.2 GB of 4 GB · 120 MB/s · about 25 s left in this step"; nothing where there are no bytes. */
export function transferText(job: JobView, now: number, t: Translate, format: Format): string {
  const { bytesDone, bytesTotal, rate, heardAt } = job;
  if (bytesDone === null) return '';
  const done = bytesTotal
    ? t('jobs:bytes', { done: format.size(bytesDone), total: format.size(bytesTotal) })
    : format.size(bytesDone);
  if (bytesTotal !== null && bytesDone >= bytesTotal) return done;
  const { speed, remainingMs } = rate
    ? estimate(rate, bytesDone, bytesTotal, now - heardAt)
    : { speed: undefined, remainingMs: undefined };
  if (speed === undefined) return [done, t('jobs:estimating')].join(' · ');
  const left = remainingMs !== undefined && t('jobs:remaining', { duration: formatRoughDuration(remainingMs) });
  return [done, t('jobs:speed', { speed: format.size(speed) }), left].filter(Boolean).join(' · ');
}
