import { Descriptions, Flex, Typography } from 'antd';
import type { ActivityEntry } from '../../../contract/activity';
import { useTranslate } from '../../i18n/use-translate';
import { argumentLines } from './activity-words';
import { JobLogButton } from './job-log-button';

/** What a row has no column for: what was asked for, the error's meaning, the ids, the log. */
export function ActivityDetails({ entry }: { entry: ActivityEntry }) {
  const t = useTranslate();
  const { code, correlationId, seq, hash } = entry;
  const given = argumentLines(entry.arguments);
  const items = [
    ...given.map(([name, value]) => ({
      key: `argument ${name}`,
      label: name,
      children: <span className="long-text">{value}</span>,
    })),
    ...(code
      ? [
          {
            key: 'code',
            label: t('activity:details.meaning'),
            children: t(`errors:code.${code as 'BUSY'}`, { defaultValue: code }),
          },
        ]
      : []),
    {
      key: 'correlation',
      label: t('activity:details.correlationId'),
      children: <Typography.Text copyable={{ text: correlationId }}>{correlationId}</Typography.Text>,
    },
    {
      key: 'hash',
      label: t('activity:details.line', { seq }),
      children: (
        <Typography.Text type="secondary" className="long-text">
          {hash}
        </Typography.Text>
      ),
    },
  ];
  return (
    <Flex vertical gap={12}>
      <Descriptions size="small" column={1} items={items} />
      <JobLogButton entry={entry} />
    </Flex>
  );
}
