import { Descriptions, type DescriptionsProps, Typography } from 'antd';
import type { BackupInfo, RestorePlan } from '../../../contract/backups';
import { formatDuration } from '../../format/time';
import { useFormat } from '../../format/use-format';
import { useTranslate } from '../../i18n/use-translate';
import { dataAge } from './plan-judgement';

/** Two where the window is wide enough. */
const COLUMNS = { xs: 1, sm: 1, md: 2 };

/** Characters of a commit that tell it apart. */
const COMMIT = 10;

/** What the restore would do, as the host planned it. */
export function PlanDetails({ plan, backup }: { plan: RestorePlan; backup: BackupInfo }) {
  const t = useTranslate();
  const format = useFormat();
  const { from, to, spaceNeededBytes, spaceFreeBytes, servicesToStop, expectedDowntimeMs } = plan;
  const version = (side: RestorePlan['from']) => (
    <span className="long-text">
      {side.version ?? t('plan:notKnown')}{' '}
      {side.commit && <Typography.Text code>{side.commit.slice(0, COMMIT)}</Typography.Text>}
    </span>
  );
  const age = dataAge(backup, plan, Date.now());
  const items: DescriptionsProps['items'] = [
    { key: 'from', label: t('plan:from'), children: version(from) },
    {
      key: 'to',
      label: t('plan:to'),
      children: plan.codeWillChange ? version(to) : t('plan:codeStays', { version: to.version ?? t('plan:notKnown') }),
    },
    {
      key: 'age',
      label: t('plan:age'),
      children: age === undefined ? t('plan:notKnown') : t('plan:ageLost', { span: format.span(age) }),
    },
    {
      key: 'space',
      label: t('plan:space'),
      children:
        spaceNeededBytes == null
          ? t('plan:notKnown')
          : t('plan:spaceOf', {
              needed: format.size(spaceNeededBytes),
              free: spaceFreeBytes == null ? t('plan:notKnown') : format.size(spaceFreeBytes),
            }),
    },
    {
      key: 'services',
      label: t('plan:services'),
      children: <span className="long-text">{servicesToStop.join(', ') || t('plan:noServices')}</span>,
    },
    {
      key: 'downtime',
      label: t('plan:downtime'),
      children:
        expectedDowntimeMs == null
          ? t('plan:downtimeNotKnown')
          : t('plan:downtimeOf', { duration: formatDuration(expectedDowntimeMs) }),
    },
  ];
  return <Descriptions bordered size="small" column={COLUMNS} styles={{ label: { width: 130 } }} items={items} />;
}
