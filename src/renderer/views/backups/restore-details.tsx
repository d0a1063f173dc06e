import { TagOutlined } from '@ant-design/icons';
import { Descriptions, Flex, Tag, Typography } from 'antd';
import type { BackupInfo } from '../../../contract/backups';
import { formatExactSize, formatSize } from '../../format/size';
import { formatLocalTime, formatUtcTime } from '../../format/time';
import { isTagAvailable } from './code-tag';

/** What will be restored. */
export function RestoreDetails({ backup }: { backup: BackupInfo }) {
  const { version, filename, sizeBytes, createdDate, note } = backup;
  return (
    <Descriptions
      bordered
      size="small"
      column={1}
      styles={{ label: { width: 130 } }}
      items={[
        {
          key: 'version',
          label: 'Version',
          children: (
            <Flex gap={8} wrap className="long-text">
              <span>{version}</span>
              {isTagAvailable(backup) && (
                <Tag color="success" icon={<TagOutlined aria-hidden />}>
                  git tag
                </Tag>
              )}
            </Flex>
          ),
        },
        { key: 'file', label: 'Backup file', children: filename },
        { key: 'size', label: 'Size', children: withExact(formatSize(sizeBytes), formatExactSize(sizeBytes)) },
        {
          key: 'created',
          label: 'Created',
          children: withExact(formatLocalTime(createdDate), formatUtcTime(createdDate)),
        },
        ...(note ? [{ key: 'note', label: 'Note', children: note }] : []),
      ]}
    />
  );
}

function withExact(text: string, exact: string) {
  return (
    <>
      {text} <Typography.Text type="secondary">({exact})</Typography.Text>
    </>
  );
}
