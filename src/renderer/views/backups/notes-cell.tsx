import { PushpinFilled } from '@ant-design/icons';
import { Flex, Tooltip, Typography, theme } from 'antd';
import type { BackupInfo } from '../../../contract/backups';
import { useTranslate } from '../../i18n/use-translate';

/** A backup's pin and the beginning of its notes. */
export function NotesCell({ backup: { notes, pinned } }: { backup: BackupInfo }) {
  const t = useTranslate();
  const { token } = theme.useToken();
  return (
    <Flex gap={6} align="center">
      {pinned && (
        <Tooltip title={t('upkeep:pinned')}>
          <PushpinFilled role="img" aria-label={t('upkeep:pinned')} style={{ color: token.colorPrimary }} />
        </Tooltip>
      )}
      {notes && (
        <Typography.Text type="secondary" ellipsis={{ tooltip: notes }} style={{ minWidth: 0 }}>
          {notes}
        </Typography.Text>
      )}
    </Flex>
  );
}
