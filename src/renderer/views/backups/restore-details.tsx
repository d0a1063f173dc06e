import { TagOutlined } from '@ant-design/icons';
import { Descriptions, Flex, Tag, Typography } from 'antd';
import type { BackupInfo } from '../../../contract/backups';
import { formatLocalTime, formatUtcTime } from '../../format/time';
import { useFormat } from '../../format/use-format';
import { useTranslate } from '../../i18n/use-translate';
import { isTagAvailable } from './code-tag';

/** What will be restored. */
export function RestoreDetails({ backup }: { backup: BackupInfo }) {
  const t = useTranslate();
  const format = useFormat();
  const { version, filename, sizeBytes, createdDate, note } = backup;
  return (
    <Descriptions
      bordered
      size="small"
      column={{ xs: 1, sm: 1, md: 2 }}
      styles={{ label: { width: 130 } }}
      items={[
        {
          key: 'version',
          label: t('restore:details.version'),
          children: (
            <Flex gap={8} wrap className="long-text">
              <span>{version}</span>
              {isTagAvailable(backup) && (
                <Tag color="success" icon={<TagOutlined aria-hidden />}>
                  {t('restore:details.gitTag')}
                </Tag>
              )}
            </Flex>
          ),
        },
        { key: 'file', label: t('restore:details.file'), children: filename },
        {
          key: 'size',
          label: t('restore:details.size'),
          children: withExact(format.size(sizeBytes), format.exactSize(sizeBytes)),
        },
        {
          key: 'created',
          label: t('restore:details.created'),
          children: withExact(formatLocalTime(createdDate), formatUtcTime(createdDate)),
        },
        ...(note ? [{ key: 'note', label: t('restore:details.note'), children: note }] : []),
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
