import { Flex, type TableColumnsType, Typography } from 'antd';
import type { ActivityEntry } from '../../../contract/activity';
import { Moment } from '../../components/moment';
import { formatDuration } from '../../format/time';
import type { Translate } from '../../i18n/i18n';
import { operationText, targetText, whoText } from './activity-words';
import { OutcomeTag } from './outcome-tag';

/** The activity's columns. Times, names and outcomes; everything else is in the row's details. */
export function activityColumns(t: Translate): TableColumnsType<ActivityEntry> {
  return [
    {
      key: 'time',
      title: t('activity:columns.time'),
      width: 170,
      render: (_, { time }) => <Moment iso={time} />,
    },
    {
      key: 'operation',
      title: t('activity:columns.operation'),
      render: (_, { operation }) => <span className="long-text">{operationText(operation, t)}</span>,
    },
    {
      key: 'target',
      title: t('activity:columns.target'),
      render: (_, entry) => <span className="long-text">{targetText(entry)}</span>,
    },
    {
      key: 'who',
      title: t('activity:columns.who'),
      width: 150,
      render: (_, entry) => (
        <Flex vertical>
          <span className="long-text">{whoText(entry)}</span>
          <Typography.Text type="secondary">{t(`activity:via.${entry.via}`)}</Typography.Text>
        </Flex>
      ),
    },
    {
      key: 'outcome',
      title: t('activity:columns.outcome'),
      width: 170,
      render: (_, { outcome, code }) => (
        <Flex vertical gap={2} align="flex-start">
          <OutcomeTag outcome={outcome} />
          {code && (
            <Typography.Text type="secondary" className="long-text" style={{ fontSize: 12 }}>
              {code}
            </Typography.Text>
          )}
        </Flex>
      ),
    },
    {
      key: 'duration',
      title: t('activity:columns.duration'),
      width: 110,
      align: 'end',
      render: (_, { durationMs }) => (durationMs < 1000 ? t('activity:underASecond') : formatDuration(durationMs)),
    },
  ];
}
