import { UndoOutlined } from '@ant-design/icons';
import { Alert, Button, Flex } from 'antd';
import type { UndoInfo } from '../../../contract/backups';
import { formatLocalTime } from '../../format/time';
import { useFormat } from '../../format/use-format';
import { useTranslate } from '../../i18n/use-translate';
import { useNow } from '../../jobs/use-now';
import type { HostPackage } from '../packages/host-package';
import { useConfirmUndo } from './use-confirm-undo';
import { useDiscardUndo } from './use-discard-undo';

interface UndoAlertProps {
  target: HostPackage;
  undo: UndoInfo;
  busy: boolean;
}

/** The last restore can be taken back: until when, and what that costs on the disk. */
export function UndoAlert({ target, undo, busy }: UndoAlertProps) {
  const t = useTranslate();
  const format = useFormat();
  const now = useNow(60_000);
  const confirmUndo = useConfirmUndo(target);
  const discard = useDiscardUndo(target);
  const { restoredBackup, restoredAt, expiresAt, sizeBytes } = undo;
  const when = formatLocalTime(restoredAt);
  return (
    <Alert
      type="info"
      role="note"
      title={
        <Flex justify="space-between" align="center" gap={12} wrap>
          <span className="long-text">
            {restoredBackup ? t('undo:offer', { filename: restoredBackup, when }) : t('undo:offerRedo', { when })}{' '}
            {expiresAt && t('undo:until', { left: format.relative(expiresAt, now) })}{' '}
            {sizeBytes != null && t('undo:size', { size: format.size(sizeBytes) })}
          </span>
          <Flex gap={8}>
            <Button size="small" icon={<UndoOutlined aria-hidden />} disabled={busy} onClick={() => confirmUndo(undo)}>
              {t('undo:action')}
            </Button>
            <Button size="small" disabled={busy} loading={discard.pending} onClick={() => discard.confirm(undo)}>
              {t('undo:discard.action')}
            </Button>
          </Flex>
        </Flex>
      }
    />
  );
}
