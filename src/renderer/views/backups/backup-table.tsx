import { Table } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import type { BackupInfo } from '../../../contract/backups';
import { useFormat } from '../../format/use-format';
import { useTranslate } from '../../i18n/use-translate';
import { backupColumns } from './backup-columns';
import { type BackupRow, searchRows } from './backup-rows';

interface BackupTableProps {
  rows: BackupRow[];
  search: string;
  restoreDisabled: boolean;
  refreshing: boolean;
  onRestore: (backup: BackupInfo) => void;
}

const PAGE_SIZES = [10, 20, 50];

/** The backups that match the search, a page at a time. */
export function BackupTable({ rows, search, restoreDisabled, refreshing, onRestore }: BackupTableProps) {
  const t = useTranslate();
  const format = useFormat();
  const wanted = useDeferredValue(search);
  const found = useMemo(() => searchRows(rows, wanted), [rows, wanted]);
  const columns = useMemo(
    () => backupColumns({ t, format, onRestore, restoreDisabled }),
    [t, format, onRestore, restoreDisabled],
  );
  const [page, setPage] = useState({ number: 1, size: 10, search });
  return (
    <Table<BackupRow>
      size="small"
      rowKey={({ name }) => name}
      columns={columns}
      dataSource={found}
      sortDirections={['descend', 'ascend', 'descend']}
      aria-label={t('backups:table')}
      aria-busy={refreshing}
      showSorterTooltip={{ target: 'sorter-icon' }}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: t('backups:noMatch', { text: wanted.trim() }) }}
      pagination={
        found.length > Math.min(...PAGE_SIZES) && {
          // A new search starts at its first page.
          current: page.search === wanted ? page.number : 1,
          pageSize: page.size,
          pageSizeOptions: PAGE_SIZES,
          showSizeChanger: true,
          showTotal: (total, [first, last]) => t('backups:range', { first, last, total: format.number(total) }),
          onChange: (number, size) => setPage({ number, size, search: wanted }),
        }
      }
    />
  );
}
