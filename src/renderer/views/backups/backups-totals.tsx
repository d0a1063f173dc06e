import { Typography } from 'antd';
import { formatExactSize, formatSize } from '../../format/size';
import type { HostPackage } from '../packages/host-package';
import { useBackups } from './use-backups';

/** How many backups there are, and how much room they take. */
export function BackupsTotals({ target }: { target: HostPackage }) {
  const { data } = useBackups(target, true);
  if (!data) return <span />;
  const count = data.totalCount === 1 ? '1 backup' : `${data.totalCount.toLocaleString('en')} backups`;
  return (
    <Typography.Text type="secondary" title={formatExactSize(data.totalSizeBytes)}>
      {count}, {formatSize(data.totalSizeBytes)} in total
    </Typography.Text>
  );
}
