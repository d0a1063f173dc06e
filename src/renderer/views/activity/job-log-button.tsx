import { FileTextOutlined } from '@ant-design/icons';
import { Button, Drawer, Empty, Flex, Spin, Typography } from 'antd';
import { useRef, useState } from 'react';
import type { ActivityEntry } from '../../../contract/activity';
import type { JobEvent } from '../../../contract/jobs';
import { FailureAlert } from '../../components/failure-alert';
import { formatLocalTime } from '../../format/time';
import { useTranslate } from '../../i18n/use-translate';
import { operationText, targetText } from './activity-words';
import { jobOperationOf } from './job-of-entry';
import { useJobLog } from './use-job-log';

/** Opens the log of the job that an entry started. Nothing for an entry that started none. */
export function JobLogButton({ entry }: { entry: ActivityEntry }) {
  const t = useTranslate();
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const { data, error, isFetching, refetch } = useJobLog(entry, open);
  if (jobOperationOf(entry) === undefined || entry.outcome === 'refused') return null;
  return (
    <div>
      <Button ref={opener} size="small" icon={<FileTextOutlined aria-hidden />} onClick={() => setOpen(true)}>
        {t('activity:log.show')}
      </Button>
      <Drawer
        title={`${operationText(entry.operation, t)} – ${targetText(entry)}`}
        size="large"
        open={open}
        onClose={() => setOpen(false)}
        afterOpenChange={(shown) => !shown && opener.current?.focus()}
        closable={{ 'aria-label': t('common:close') }}
      >
        {isFetching && <Spin />}
        {error && <FailureAlert titled error={error} onRetry={() => refetch()} retrying={isFetching} />}
        {data === null && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('activity:log.gone')} />}
        {data?.job.state === 'running' && <Typography.Text>{t('activity:log.running')}</Typography.Text>}
        {data && (
          <Flex vertical gap={4}>
            {data.events.map((event) => (
              <LogLine key={event.index} event={event} />
            ))}
          </Flex>
        )}
      </Drawer>
    </div>
  );
}

/** Progress is told by its phases alone: the bytes of a job that has ended say nothing. */
function LogLine({ event }: { event: JobEvent }) {
  const t = useTranslate();
  const text = event.type === 'log' ? event.message : event.type === 'progress' ? event.phase : undefined;
  const result = event.type === 'result' ? (event.error?.message ?? t(`activity:log.state.${event.state}`)) : undefined;
  return (
    <div className="long-text">
      <Typography.Text type="secondary">{formatLocalTime(event.time).slice(11)}</Typography.Text>{' '}
      <Typography.Text
        type={event.type === 'log' && event.level === 'warning' ? 'warning' : undefined}
        strong={event.type === 'result'}
      >
        {text ?? result}
      </Typography.Text>
    </div>
  );
}
