import { Typography } from 'antd';
import { useFormat } from '../../format/use-format';
import { useTranslate } from '../../i18n/use-translate';
import type { HostPackage } from '../packages/host-package';
import { useBackups } from './use-backups';

/** How many backups there are, and how much room they take. */
export function BackupsTotals({ target }: { target: HostPackage }) {
  const t = useTranslate();
  const format = useFormat();
  const { data } = useBackups(target, true);
  if (!data) return <span />;
  const { totalCount, totalSizeBytes } = data;
  return (
    <Typography.Text type="secondary" title={format.exactSize(totalSizeBytes)}>
      {t('backups:totals', { count: totalCount, size: format.size(totalSizeBytes) })}
    </Typography.Text>
  );
}
