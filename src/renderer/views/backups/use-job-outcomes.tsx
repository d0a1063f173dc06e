import { App } from 'antd';
import { useEffect, useEffectEvent } from 'react';
import type { VerifyAllResponse } from '../../../contract/backups';
import { useAnnounce } from '../../components/announcer';
import { useOutcomes } from '../../components/use-outcome';
import { describeErrorBody, type Failure } from '../../errors/describe-error';
import type { Translate } from '../../i18n/i18n';
import { useTranslate } from '../../i18n/use-translate';
import type { JobView } from '../../jobs/job-view';
import { useJobs } from '../../jobs/jobs-context';
import { operationKey } from '../jobs/job-words';
import { nameOf } from '../packages/host-package';
import { JobResult, needsReading } from './job-result';
import { operationKey as keyOf } from './package-operations';
import { useInvalidatePackages } from './use-backups';

/** Says how a job ended, and reads again what it may have changed. */
export function useAnnounceEnd(): (job: JobView) => void {
  const t = useTranslate();
  const outcomes = useOutcomes();
  const announce = useAnnounce();
  const { message } = App.useApp();
  const invalidate = useInvalidatePackages();
  return (job) => {
    const { end } = job;
    if (!end) return;
    const operation = operationKey(job.operation);
    const key = [...keyOf(job), job.operation].join('/');
    const where = nameOf(job, t);
    const outcome = outcomes(key);
    message.destroy(key);
    announce('');
    // Not awaited: a slow list does not make the end come later.
    void invalidate(job);
    const texts = {
      done: t(`jobs:ended.${operation}.done`),
      failed: t(`jobs:ended.${operation}.failed`),
      cancelled: t(`jobs:ended.${operation}.cancelled`),
    };
    if (end.state === 'done') {
      const description = <JobResult job={job} where={where} />;
      if (needsReading(job)) outcome.completed(texts.done, description, hasWarnings(end.result));
      else outcome.succeeded(texts.done, description);
    } else if (end.state === 'cancelled') {
      outcome.stopped(texts.cancelled, <CancelledText where={where} failure={failureOf(job, t)} t={t} />);
    } else if (damagedBy(end.result)) {
      const names = damagedBy(end.result)?.join(', ');
      const text = `${where}. ${t('verification:damagedNames', { names })}`;
      outcome.completed(t('verification:summary.damaged'), text, true);
    } else {
      outcome.failed(texts.failed, failureOf(job, t), where);
    }
  };
}

/** The damaged backups that the verification of all has found; undefined for any other result. */
function damagedBy(result: Record<string, unknown> | null): string[] | undefined {
  if (!Array.isArray(result?.results)) return undefined;
  const { results } = result as unknown as VerifyAllResponse;
  return results.filter(({ valid }) => !valid).map(({ filename }) => filename);
}

/** Announces the end of every job that is followed. Used once, above all views. */
export function useJobOutcomes(): void {
  const jobs = useJobs();
  const announceEnd = useAnnounceEnd();
  const onEnd = useEffectEvent((job: JobView) => announceEnd(job));
  useEffect(() => jobs.onEnd((job) => job.quiet || onEnd(job)), [jobs]);
}

function CancelledText({ where, failure, t }: { where: string; failure: Failure; t: Translate }) {
  const undone = failure.undone ?? [];
  return (
    <div className="long-text">
      <div>{where}</div>
      <div>{undone.length > 0 ? t('jobs:undone', { what: undone.join(', ') }) : t('jobs:nothingChanged')}</div>
    </div>
  );
}

function failureOf({ end }: JobView, t: Translate): Failure {
  if (end?.error) return describeErrorBody(end.error, t);
  return { code: 'INTERNAL', message: end?.state === 'lost' ? t('jobs:lostJob') : t('errors:internal'), issues: [] };
}

function hasWarnings(result: Record<string, unknown> | null): boolean {
  return result?.success === false || (Array.isArray(result?.warnings) && result.warnings.length > 0);
}
