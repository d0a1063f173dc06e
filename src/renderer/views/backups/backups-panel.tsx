import { Alert, Empty, Flex, Skeleton } from 'antd';
import { useCallback, useRef, useState } from 'react';
import { formatLocalTime } from '../../format/time';
import { useTranslate } from '../../i18n/use-translate';
import { HostFailureAlert } from '../hosts/host-failure-alert';
import type { HostPackage } from '../packages/host-package';
import { BackupDialogs, type OpenDialog } from './backup-dialogs';
import { type BackupRow, searchRows } from './backup-rows';
import { BackupTable } from './backup-table';
import { BackupsNotices } from './backups-notices';
import { BackupsToolbar } from './backups-toolbar';
import { useFollowHolder, usePackageOperation } from './package-operations';
import type { RowAction } from './row-actions';
import { SelectionBar } from './selection-bar';
import { ShownCount } from './shown-count';
import { SizeChart } from './size-chart';
import { useVerifyAll } from './use-backup-jobs';
import { usePin } from './use-backup-upkeep';
import { useBackups } from './use-backups';
import { useVerifySelected } from './use-verify-selected';

interface BackupsPanelProps {
  target: HostPackage;
  onCreate: () => void;
}

/** The list of a package's backups with its tools: what the dialog "Backup Management" holds. */
export function BackupsPanel({ target, onCreate }: BackupsPanelProps) {
  const t = useTranslate();
  const { rows, data, error, isFetching, dataUpdatedAt, refresh } = useBackups(target, true);
  const { job, ...running } = usePackageOperation(target);
  useFollowHolder(target, data?.operation);
  const busy = running.busy || data?.operation != null;
  const { verify, progress } = useVerifySelected(target);
  const { mutate: verifyAll } = useVerifyAll(target);
  const pin = usePin(target);
  const [search, setSearch] = useState('');
  const [selected, setSelected] = useState<string[]>([]);
  const [dialog, setDialog] = useState<OpenDialog>();
  const panel = useRef<HTMLDivElement>(null);
  const readAt = formatLocalTime(new Date(dataUpdatedAt).toISOString());

  // Stable, so that the table's columns are made once.
  const act = useRef((_action: RowAction, _row: BackupRow) => {});
  act.current = (action, row) => {
    const { filename, pinned } = row.backup;
    if (action === 'verify') verify([filename]);
    else if (action === 'pin') pin({ filename, pinned: !pinned });
    else if (action === 'delete') setDialog({ kind: 'delete', names: [row.name] });
    else setDialog({ kind: action, backup: row.backup });
  };
  const onAction = useCallback((action: RowAction, row: BackupRow) => act.current(action, row), []);

  const chosen = rows?.filter(({ name }) => selected.includes(name)) ?? [];
  const verifySelected = () => {
    if (chosen.length === rows?.length && chosen.length > 1) verifyAll(undefined);
    else verify(chosen.map(({ backup }) => backup.filename));
  };
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
      <BackupsNotices target={target} data={data} job={job} busy={busy} refreshing={isFetching} verifying={progress} />
      {error && <HostFailureAlert titled host={target.host} error={error} onRetry={refresh} retrying={isFetching} />}
      {error && rows && <Alert type="info" role="note" title={t('backups:readAt', { time: readAt })} />}
      {!rows && !error && (
        <div role="status" aria-busy="true" aria-label={t('backups:loading')}>
          <Skeleton active title={false} paragraph={{ rows: 8, width: '100%' }} />
        </div>
      )}
      {rows?.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('backups:none')} />}
      {rows && rows.length > 0 && (
        <>
          <SizeChart rows={rows} />
          {chosen.length > 0 ? (
            <SelectionBar
              count={chosen.length}
              busy={busy}
              onVerify={verifySelected}
              onDelete={() => setDialog({ kind: 'delete', names: chosen.map(({ name }) => name) })}
              onClear={() => setSelected([])}
            />
          ) : (
            <ShownCount shown={searchRows(rows, search).length} total={rows.length} />
          )}
          <BackupTable
            rows={rows}
            search={search}
            busy={busy}
            refreshing={isFetching}
            selected={selected}
            onSelect={setSelected}
            onAction={onAction}
          />
        </>
      )}
      {dialog && rows && (
        <BackupDialogs
          target={target}
          rows={rows}
          dialog={dialog}
          onDeleted={() => setSelected([])}
          afterClose={() => {
            setDialog(undefined);
            // The row that the dialog was opened from may be gone after a restore.
            if (document.activeElement === document.body) panel.current?.querySelector('input')?.focus();
          }}
        />
      )}
    </Flex>
  );
}
