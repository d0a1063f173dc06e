import { Alert, Empty, Flex, Skeleton } from 'antd';
import { useRef, useState } from 'react';
import type { BackupInfo } from '../../../contract/backups';
import { formatLocalTime } from '../../format/time';
import { useTranslate } from '../../i18n/use-translate';
import { HostFailureAlert } from '../hosts/host-failure-alert';
import type { HostPackage } from '../packages/host-package';
import { BackupTable } from './backup-table';
import { BackupsToolbar } from './backups-toolbar';
import { CreatingBackup } from './creating-backup';
import { useRunningOperations } from './package-operations';
import { RestoreDialog } from './restore-dialog';
import { useBackups } from './use-backups';

interface BackupsPanelProps {
  target: HostPackage;
  onCreate: () => void;
}

/** The list of a package's backups with its tools: what the dialog "Backup Management" holds. */
export function BackupsPanel({ target, onCreate }: BackupsPanelProps) {
  const t = useTranslate();
  const { rows, data, error, isFetching, dataUpdatedAt, refresh } = useBackups(target, true);
  const { creating, busy } = useRunningOperations(target);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<BackupInfo>();
  const panel = useRef<HTMLDivElement>(null);
  const readAt = formatLocalTime(new Date(dataUpdatedAt).toISOString());
  return (
    <Flex ref={panel} vertical gap={12}>
      <BackupsToolbar
        search={search}
        onSearch={setSearch}
        onCreate={onCreate}
        createDisabled={busy}
        onRefresh={refresh}
        refreshing={isFetching}
      />
      {creating && <CreatingBackup />}
      {error && <HostFailureAlert titled host={target.host} error={error} onRetry={refresh} retrying={isFetching} />}
      {error && rows && <Alert type="info" role="note" title={t('backups:readAt', { time: readAt })} />}
      {data?.error && <Alert type="warning" showIcon title={data.error} />}
      {!rows && !error && (
        <div role="status" aria-busy="true" aria-label={t('backups:loading')}>
          <Skeleton active title={false} paragraph={{ rows: 8, width: '100%' }} />
        </div>
      )}
      {rows?.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('backups:none')} />}
      {rows && rows.length > 0 && (
        <BackupTable rows={rows} search={search} restoreDisabled={busy} refreshing={isFetching} onRestore={setChosen} />
      )}
      {chosen && (
        <RestoreDialog
          target={target}
          backup={chosen}
          afterClose={() => {
            setChosen(undefined);
            // The row that the dialog was opened from may be gone after a restore.
            if (document.activeElement === document.body) panel.current?.querySelector('input')?.focus();
          }}
        />
      )}
    </Flex>
  );
}
