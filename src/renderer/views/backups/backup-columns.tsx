import type { TableColumnsType } from 'antd';
import { Button, Flex, Tag, Tooltip } from 'antd';
import { Note } from '../../components/note';
import { formatLocalTime, formatUtcTime } from '../../format/time';
import type { Format } from '../../format/use-format';
import type { Translate } from '../../i18n/i18n';
import { type BackupRow, byCreated, bySize, byVerification, byVersion } from './backup-rows';
import { NotesCell } from './notes-cell';
import { type RowAction, VERIFICATION_STATES } from './row-actions';
import { RowMenu } from './row-menu';
import { VerificationBadge } from './verification-badge';

interface ColumnSettings {
  t: Translate;
  format: Format;
  onAction: (action: RowAction, row: BackupRow) => void;
  /** Another operation runs on the package. */
  busy: boolean;
}

/** The specification's columns, and what is known of each backup beyond it. Widths in pixels, for virtual rows. */
export function backupColumns({ t, format, onAction, busy }: ColumnSettings): TableColumnsType<BackupRow> {
  return [
    {
      key: 'version',
      title: t('backups:columns.version'),
      width: 150,
      sorter: byVersion,
      render: (_, row) => <VersionCell row={row} />,
    },
    {
      key: 'name',
      title: t('backups:columns.name'),
      width: 210,
      render: (_, { name }) => <span id={nameId(name)}>{name}</span>,
    },
    {
      key: 'verification',
      title: t('verification:column'),
      width: 170,
      sorter: byVerification,
      filters: VERIFICATION_STATES.map((state) => ({ value: state, text: t(`verification:state.${state}`) })),
      onFilter: (state, row) => row.verification === state,
      render: (_, { backup: { verification } }) => <VerificationBadge verification={verification} />,
    },
    {
      key: 'size',
      title: t('backups:columns.size'),
      align: 'right',
      width: 100,
      sorter: bySize,
      render: (_, { backup: { sizeBytes } }) => (
        <Tooltip title={format.exactSize(sizeBytes)}>
          <span>{format.size(sizeBytes)}</span>
        </Tooltip>
      ),
    },
    {
      key: 'created',
      title: t('backups:columns.created'),
      width: 170,
      sorter: byCreated,
      defaultSortOrder: 'descend',
      render: (_, { backup: { createdDate } }) => (
        <Tooltip title={formatUtcTime(createdDate)}>
          <time dateTime={createdDate}>{formatLocalTime(createdDate)}</time>
        </Tooltip>
      ),
    },
    {
      key: 'notes',
      title: t('upkeep:notes'),
      width: 160,
      render: (_, { backup }) => <NotesCell backup={backup} />,
    },
    {
      key: 'actions',
      title: t('backups:columns.actions'),
      width: 130,
      render: (_, row) => (
        <Flex gap={4}>
          <Button
            size="small"
            disabled={busy}
            aria-describedby={nameId(row.name)}
            onClick={() => onAction('restore', row)}
          >
            {t('backups:restore')}
          </Button>
          <RowMenu row={row} busy={busy} describedBy={nameId(row.name)} onAction={onAction} />
        </Flex>
      ),
    },
  ];
}

function VersionCell({ row: { backup, isLatest } }: { row: BackupRow }) {
  return (
    <Flex align="center">
      <Tag color={isLatest ? 'success' : 'default'} className="short-tag" title={backup.version}>
        {backup.version}
      </Tag>
      {backup.note && <Note text={backup.note} />}
    </Flex>
  );
}

function nameId(name: string): string {
  return `backup-name-${name}`;
}
