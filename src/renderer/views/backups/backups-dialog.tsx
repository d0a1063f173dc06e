import { Button, Flex, Modal, Typography } from 'antd';
import { useTranslate } from '../../i18n/use-translate';
import type { HostPackage } from '../packages/host-package';
import { BackupsPanel } from './backups-panel';
import { BackupsTotals } from './backups-totals';

interface BackupsDialogProps {
  target: HostPackage;
  open: boolean;
  onCreate: () => void;
  onClose: () => void;
  afterClose: () => void;
}

/** "Manage Backups": all backups of a package. */
export function BackupsDialog({ target, open, onCreate, onClose, afterClose }: BackupsDialogProps) {
  const t = useTranslate();
  return (
    <Modal
      title={<span className="long-text">{t('backups:title', { packageName: target.packageName })}</span>}
      open={open}
      onCancel={onClose}
      afterClose={afterClose}
      destroyOnHidden
      width={1200}
      style={{ top: 32 }}
      // One "Close", in the footer; Escape and a click beside the dialog do the same.
      closable={false}
      footer={
        <Flex align="center" justify="space-between" gap={16}>
          <BackupsTotals target={target} />
          <Button onClick={onClose}>{t('common:close')}</Button>
        </Flex>
      }
    >
      <Typography.Paragraph type="secondary" className="long-text">
        {t('common:onHost', { host: target.host })}
      </Typography.Paragraph>
      <BackupsPanel target={target} onCreate={onCreate} />
    </Modal>
  );
}
