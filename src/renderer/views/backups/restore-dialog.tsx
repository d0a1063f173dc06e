import { ExclamationCircleFilled } from '@ant-design/icons';
import { Alert, Flex, Modal, Spin, theme } from 'antd';
import { useState } from 'react';
import type { BackupInfo } from '../../../contract/backups';
import { useTranslate } from '../../i18n/use-translate';
import type { HostPackage } from '../packages/host-package';
import { codeSentence, isTagAvailable } from './code-tag';
import { RestoreDetails } from './restore-details';
import { useRestoreBackup } from './use-restore-backup';

interface RestoreDialogProps {
  target: HostPackage;
  backup: BackupInfo;
  afterClose: () => void;
}

/** Says what a restore will do and asks for consent; stays open while it runs. */
export function RestoreDialog({ target, backup, afterClose }: RestoreDialogProps) {
  const t = useTranslate();
  const { token } = theme.useToken();
  const [open, setOpen] = useState(true);
  const close = () => setOpen(false);
  const { mutate: restore, isPending } = useRestoreBackup(target, close);
  return (
    <Modal
      title={
        <Flex component="span" gap={8}>
          <ExclamationCircleFilled aria-hidden style={{ color: token.colorWarning }} />
          {t('restore:confirm.title')}
        </Flex>
      }
      open={open}
      width={620}
      closable={false}
      keyboard={!isPending}
      mask={{ closable: !isPending }}
      okText={t('restore:confirm.ok')}
      cancelText={t('common:cancel')}
      okButtonProps={{ danger: true }}
      // Loading, not disabled: it keeps the focus.
      confirmLoading={isPending}
      onOk={() => restore(backup)}
      cancelButtonProps={{ autoFocus: true, disabled: isPending }}
      onCancel={close}
      afterClose={afterClose}
    >
      <Flex vertical gap={16}>
        <Alert
          type="warning"
          showIcon
          title={
            <span className="long-text">
              {t('restore:confirm.warning', { packageName: target.packageName, version: backup.version })}
            </span>
          }
        />
        <RestoreDetails backup={backup} />
        <Alert type={isTagAvailable(backup) ? 'success' : 'warning'} role="note" title={codeSentence(backup, t)} />
        {isPending && (
          <Alert
            type="info"
            role="status"
            showIcon
            icon={<Spin size="small" />}
            title={t('restore:running')}
            description={t('restore:runningHint', { host: target.host })}
          />
        )}
      </Flex>
    </Modal>
  );
}
