import { Typography } from 'antd';
import { useEffect, useRef } from 'react';
import { ScrollBox } from '../../components/scroll-box';
import { formatLocalTime } from '../../format/time';
import { useTranslate } from '../../i18n/use-translate';
import type { LogLine } from '../../jobs/job-view';

/** What a job has said so far, the newest in sight. */
export function JobLog({ lines }: { lines: readonly LogLine[] }) {
  const t = useTranslate();
  const box = useRef<HTMLElement>(null);
  const newest = lines.at(-1)?.index;
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows each new line
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [newest]);
  return (
    <ScrollBox ref={box} label={t('jobs:log')}>
      {lines.length === 0 && <Typography.Text type="secondary">{t('jobs:logEmpty')}</Typography.Text>}
      {lines.map(({ index, time, level, message }) => (
        <div key={index}>
          <Typography.Text type="secondary">{formatLocalTime(time).slice(11)}</Typography.Text>{' '}
          <Typography.Text type={level === 'warning' ? 'warning' : undefined}>{message}</Typography.Text>
        </div>
      ))}
    </ScrollBox>
  );
}
