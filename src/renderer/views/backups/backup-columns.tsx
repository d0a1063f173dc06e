import type { TableColumnsType } from 'antd';
import { Button, Flex, Tag, Tooltip } from 'antd';
import type { BackupInfo } from '../../../contract/backups';
import { Note } from '../../components/note';
import { formatLocalTime, formatUtcTime } from '../../format/time';
import type { Format } from '../../format/use-format';
import type { Translate } from '../../i18n/i18n';
import { type BackupRow, byCreated, byVersion } from './backup-rows';

interface RowActions {
  t: Translate;
  format: Format;
  onRestore: (backup: BackupInfo) => void;
  restoreDisabled: boolean;
}

/** The specification's columns. */
export function backupColumns({ t, format, onRestore, restoreDisabled }: RowActions): TableColumnsType<BackupRow> {
  return [
    {
      key: 'version',
      title: t('backups:columns.version'),
      width: 200,
      sorter: byVersion,
      render: (_, row) => <VersionCell row={row} />,
    },
    { key: 'name', title: t('backups:columns.name'), render: (_, { name }) => <span id={nameId(name)}>{name}</span> },
    {
      key: 'size',
      title: t('backups:columns.size'),
      align: 'right',
      width: 110,
      render: (_, { backup: { sizeBytes } }) => (
        <Tooltip title={format.exactSize(sizeBytes)}>
          <span>{format.size(sizeBytes)}</span>
        </Tooltip>
      ),
    },
    {
      key: 'created',
      title: t('backups:columns.created'),
      width: 200,
      sorter: byCreated,
      defaultSortOrder: 'descend',
      render: (_, { backup: { createdDate } }) => (
        <Tooltip title={formatUtcTime(createdDate)}>
          <time dateTime={createdDate}>{formatLocalTime(createdDate)}</time>
        </Tooltip>
      ),
    },
    {
      key: 'actions',
      title: t('backups:columns.actions'),
      width: 110,
      render: (_, { backup, name }) => (
        <Button
          size="small"
          disabled={restoreDisabled}
          aria-describedby={nameId(name)}
          onClick={() => onRestore(backup)}
        >
          {t('backups:restore')}
        </Button>
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
