import { ExclamationCircleFilled } from '@ant-design/icons';
import { Alert, Flex, Modal, Spin, theme } from 'antd';
import { useState } from 'react';
import type { BackupInfo } from '../../../contract/backups';
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
  const { token } = theme.useToken();
  const [open, setOpen] = useState(true);
  const close = () => setOpen(false);
  const { mutate: restore, isPending } = useRestoreBackup(target, close);
  return (
    <Modal
      title={
        <Flex component="span" gap={8}>
          <ExclamationCircleFilled aria-hidden style={{ color: token.colorWarning }} />
          Confirm Restore
        </Flex>
      }
      open={open}
      width={620}
      closable={false}
      keyboard={!isPending}
      mask={{ closable: !isPending }}
      okText="Yes, Restore"
      okButtonProps={{ danger: true }}
      // Loading, not disabled: it keeps the focus.
      confirmLoading={isPending}
      onOk={() => restore(backup)}
      cancelButtonProps={{ autoFocus: true, disabled: isPending }}
      onCancel={close}
      afterClose={afterClose}
    >
      <Flex vertical gap={16}>
        <Alert type="warning" showIcon title={<span className="long-text">{warningSentence(target, backup)}</span>} />
        <RestoreDetails backup={backup} />
        <Alert type={isTagAvailable(backup) ? 'success' : 'warning'} role="note" title={codeSentence(backup)} />
        {isPending && (
          <Alert
            type="info"
            role="status"
            showIcon
            icon={<Spin size="small" />}
            title="Restoring from backup..."
            description={`Leave this window open to see the result. If the connection to ${target.host} is lost, the restore goes on on the host.`}
          />
        )}
      </Flex>
    </Modal>
  );
}

/** As the specification words it. */
function warningSentence({ packageName }: HostPackage, { version }: BackupInfo): string {
  return `This will stop ${packageName}, restore data from backup, and checkout to version ${version}!`;
}
