import { Progress, Typography } from 'antd';
import { useTranslate } from '../../i18n/use-translate';
import { usePackageJob } from '../../jobs/jobs-context';
import type { HostPackage } from '../packages/host-package';
import { operationKey } from './job-words';
import { percentOf, stepText } from './progress-words';

/** One line on what runs on a package now; nothing where nothing does. */
export function PackageJobLine({ target }: { target: HostPackage }) {
  const t = useTranslate();
  const job = usePackageJob(target);
  if (!job) return null;
  const what = t(`jobs:running.${operationKey(job.operation)}`);
  const percent = percentOf(job);
  return (
    <div style={{ marginBlockStart: 12 }}>
      <Typography.Text>{what}</Typography.Text> <Typography.Text type="secondary">{stepText(job, t)}</Typography.Text>
      {percent !== undefined && (
        <Progress
          percent={percent}
          size="small"
          status="active"
          aria-label={t('jobs:progress')}
          format={(value) => t('jobs:percent', { percent: value })}
        />
      )}
    </div>
  );
}
