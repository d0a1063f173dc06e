import { Card, Flex, Typography } from 'antd';
import type { PackageState, PackageSummary } from '../../../contract/hosts';
import { NotAvailableYet } from '../../components/not-available-yet';
import { useTranslate } from '../../i18n/use-translate';
import { BackupMenu } from '../backups/backup-menu';
import { PackageJobLine } from '../jobs/package-job-line';
import { nameOf } from './host-package';
import { PackageFacts } from './package-facts';
import { PackageNotices } from './package-notices';
import { PackageVersion } from './package-version';

interface PackageCardProps {
  host: string;
  item: PackageSummary;
  /** What the host says of the package; absent until it answers. */
  state: PackageState | undefined;
  loading: boolean;
}

/** One package on one host: its name, its version and what can be done with it. */
export function PackageCard({ host, item, state, loading }: PackageCardProps) {
  const t = useTranslate();
  const target = { host, packageName: item.name };
  return (
    <Card
      role="article"
      data-package={item.name}
      aria-label={nameOf(target, t)}
      size="small"
      title={
        <Typography.Title
          level={3}
          ellipsis={{ tooltip: item.name }}
          style={{ fontSize: 15, margin: 0, paddingInlineEnd: 8 }}
        >
          {item.name}
        </Typography.Title>
      }
      extra={<PackageVersion state={state} loading={loading} />}
    >
      {state && <PackageFacts item={item} state={state} />}
      {state && <PackageNotices target={target} state={state} />}
      <Flex gap={8} wrap>
        <NotAvailableYet label={t('overview:package.checkForUpdates')} />
        <NotAvailableYet label={t('overview:package.update')} />
        {item.backupEnabled && <BackupMenu target={target} />}
      </Flex>
      <PackageJobLine target={target} />
    </Card>
  );
}
