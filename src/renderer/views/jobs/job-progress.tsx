import { Alert, Button, Flex, Progress, Spin, Typography } from 'antd';
import { useState } from 'react';
import { useFormat } from '../../format/use-format';
import { useTranslate } from '../../i18n/use-translate';
import type { JobView } from '../../jobs/job-view';
import { useNow } from '../../jobs/use-now';
import { JobLog } from './job-log';
import { operationKey } from './job-words';
import { percentOf, stepText, transferText } from './progress-words';
import { useCancelJob } from './use-cancel-job';

/** A running job: what it does, how far it is, who started it; its log and "Cancel" one click away. */
export function JobProgress({ job }: { job: JobView }) {
  const t = useTranslate();
  const format = useFormat();
  const now = useNow(1000);
  const [logShown, setLogShown] = useState(false);
  const cancel = useCancelJob(job);
  const percent = percentOf(job);
  const when = job.startedAt ? format.relative(job.startedAt, now) : undefined;
  return (
    <Alert
      type={job.connected ? 'info' : 'warning'}
      role="group"
      aria-label={t(`jobs:running.${operationKey(job.operation)}`)}
      showIcon
      icon={<Spin size="small" />}
      title={
        <Flex justify="space-between" gap={16} wrap>
          <span>
            <Typography.Text strong>{t(`jobs:running.${operationKey(job.operation)}`)}</Typography.Text>{' '}
            {when && (
              <Typography.Text type="secondary" className="long-text">
                {job.operator ? t('jobs:by', { operator: job.operator, when }) : t('jobs:since', { when })}
              </Typography.Text>
            )}
          </span>
          <Flex gap={8}>
            <Button size="small" aria-expanded={logShown} onClick={() => setLogShown(!logShown)}>
              {logShown ? t('jobs:hideLog') : t('jobs:showLog')}
            </Button>
            {(job.cancellable || job.cancelling) && (
              <Button size="small" loading={job.cancelling} onClick={cancel}>
                {job.cancelling ? t('jobs:cancelling') : t('jobs:cancel')}
              </Button>
            )}
          </Flex>
        </Flex>
      }
      description={
        <Flex vertical gap={4}>
          <Flex justify="space-between" gap={16} wrap>
            <span>{stepText(job, t)}</span>
            <Typography.Text type="secondary">{transferText(job, now, t, format)}</Typography.Text>
          </Flex>
          {percent !== undefined && (
            <Progress
              percent={percent}
              status="active"
              aria-label={t('jobs:progress')}
              format={(value) => t('jobs:percent', { percent: value })}
            />
          )}
          {!job.connected && <Typography.Text strong>{t('jobs:lost', { host: job.host })}</Typography.Text>}
          {logShown && <JobLog lines={job.log} />}
        </Flex>
      }
      styles={{ root: { alignItems: 'flex-start' }, icon: { marginBlockStart: 4 } }}
    />
  );
}
