import { Typography } from 'antd';
import { useFormat } from '../../format/use-format';
import { useTranslate } from '../../i18n/use-translate';
import type { HostPackage } from '../packages/host-package';
import { useBackups } from './use-backups';

/** How many backups there are, how much room they take, and how much is free. */
export function BackupsTotals({ target }: { target: HostPackage }) {
  const t = useTranslate();
  const format = useFormat();
  const { data } = useBackups(target, true);
  if (!data) return <span />;
  const { totalCount, totalSizeBytes, freeBytes } = data;
  return (
    <Typography.Text type="secondary">
      <span title={format.exactSize(totalSizeBytes)}>
        {t('backups:totals', { count: totalCount, size: format.size(totalSizeBytes) })}
      </span>
      {freeBytes != null && (
        <span title={format.exactSize(freeBytes)}> · {t('upkeep:free', { size: format.size(freeBytes) })}</span>
      )}
    </Typography.Text>
  );
}
