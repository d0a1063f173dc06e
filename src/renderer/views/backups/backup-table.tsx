import { Table, type TableProps } from 'antd';
import { useDeferredValue, useMemo } from 'react';
import { useFormat } from '../../format/use-format';
import { useTranslate } from '../../i18n/use-translate';
import { backupColumns } from './backup-columns';
import { type BackupRow, searchRows } from './backup-rows';
import type { RowAction } from './row-actions';
import { useViewportHeight } from './use-viewport-height';
import { VIRTUAL_PARTS } from './virtual-table-parts';

interface BackupTableProps {
  rows: BackupRow[];
  search: string;
  busy: boolean;
  refreshing: boolean;
  selected: readonly string[];
  onSelect: (names: string[]) => void;
  onAction: (action: RowAction, row: BackupRow) => void;
}

/** From so many rows on only those in sight are drawn. Below, the browser's own table serves keyboard and reader best. */
const VIRTUAL_FROM = 100;
/** Pixels. What is around the table in the dialog, and the least that is left for the table. */
const AROUND = 440;
const LEAST_HEIGHT = 240;
const SELECTION_WIDTH = 40;

/** The backups that match the search. */
export function BackupTable(props: BackupTableProps) {
  const { rows, search, busy, refreshing, selected, onSelect, onAction } = props;
  const t = useTranslate();
  const format = useFormat();
  const viewport = useViewportHeight();
  const wanted = useDeferredValue(search);
  const found = useMemo(() => searchRows(rows, wanted), [rows, wanted]);
  const columns = useMemo(() => backupColumns({ t, format, onAction, busy }), [t, format, onAction, busy]);
  const virtual = rows.length >= VIRTUAL_FROM;
  const width = columns.reduce((sum, column) => sum + Number(column.width), SELECTION_WIDTH);
  const table: TableProps<BackupRow> = {
    size: 'small',
    rowKey: ({ name }) => name,
    columns,
    dataSource: found,
    sortDirections: ['descend', 'ascend', 'descend'],
    showSorterTooltip: { target: 'sorter-icon' },
    // A height of its own would split the table in two, its head from its rows.
    scroll: { x: width, ...(virtual ? { y: Math.max(LEAST_HEIGHT, viewport - AROUND) } : {}) },
    locale: { emptyText: t('backups:noMatch', { text: wanted.trim() }) },
    pagination: false,
    rowSelection: {
      columnWidth: SELECTION_WIDTH,
      selectedRowKeys: [...selected],
      preserveSelectedRowKeys: true,
      onChange: (keys) => onSelect(keys.map(String)),
      getTitleCheckboxProps: () => ({ 'aria-label': t('upkeep:select') }),
      getCheckboxProps: ({ name }) => ({ 'aria-label': t('upkeep:selectOne', { name }) }),
    },
  };
  if (!virtual) return <Table<BackupRow> {...table} aria-label={t('backups:table')} aria-busy={refreshing} />;
  return (
    // biome-ignore lint/a11y/useSemanticElements: antd draws virtual rows as divs
    <div role="table" aria-label={t('backups:table')} aria-rowcount={found.length + 1} aria-busy={refreshing}>
      <Table<BackupRow> {...table} virtual components={VIRTUAL_PARTS} />
    </div>
  );
}
