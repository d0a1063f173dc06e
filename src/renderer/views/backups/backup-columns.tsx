import type { TableColumnsType } from 'antd';
import { Button, Flex, Tag, Tooltip } from 'antd';
import type { BackupInfo } from '../../../contract/backups';
import { Note } from '../../components/note';
import { formatExactSize, formatSize } from '../../format/size';
import { formatLocalTime, formatUtcTime } from '../../format/time';
import { type BackupRow, byCreated, byVersion } from './backup-rows';

interface RowActions {
  onRestore: (backup: BackupInfo) => void;
  restoreDisabled: boolean;
}

/** The specification's columns. */
export function backupColumns({ onRestore, restoreDisabled }: RowActions): TableColumnsType<BackupRow> {
  return [
    { key: 'version', title: 'Version', width: 200, sorter: byVersion, render: (_, row) => <VersionCell row={row} /> },
    { key: 'name', title: 'Backup Name', render: (_, { name }) => <span id={nameId(name)}>{name}</span> },
    {
      key: 'size',
      title: 'Size',
      align: 'right',
      width: 110,
      render: (_, { backup: { sizeBytes } }) => (
        <Tooltip title={formatExactSize(sizeBytes)}>
          <span>{formatSize(sizeBytes)}</span>
        </Tooltip>
      ),
    },
    {
      key: 'created',
      title: 'Date Created',
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
      title: 'Actions',
      width: 110,
      render: (_, { backup, name }) => (
        <Button
          size="small"
          disabled={restoreDisabled}
          aria-describedby={nameId(name)}
          onClick={() => onRestore(backup)}
        >
          Restore
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
