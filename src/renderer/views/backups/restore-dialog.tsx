import { ExclamationCircleFilled } from '@ant-design/icons';
import { Alert, Flex, Modal, theme } from 'antd';
import { useEffect, useState } from 'react';
import type { BackupInfo } from '../../../contract/backups';
import { ScrollArea } from '../../components/scroll-area';
import { useTranslate } from '../../i18n/use-translate';
import { JobProgress } from '../jobs/job-progress';
import type { HostPackage } from '../packages/host-package';
import { codeSentence, isTagAvailable } from './code-tag';
import { RestoreDetails } from './restore-details';
import { RestorePlanView } from './restore-plan';
import { TypedName } from './typed-name';
import { useRestoreDialog } from './use-restore-dialog';

interface RestoreDialogProps {
  target: HostPackage;
  backup: BackupInfo;
  afterClose: () => void;
}

/** Says what a restore will do and asks for consent; shows its progress, and closes when it has ended. */
export function RestoreDialog({ target, backup, afterClose }: RestoreDialogProps) {
  const t = useTranslate();
  const { token } = theme.useToken();
  const [open, setOpen] = useState(true);
  const close = () => setOpen(false);
  const dialog = useRestoreDialog(target, backup);
  const { job, stage } = dialog;
  useEffect(() => {
    if (stage === 'ended') setOpen(false);
  }, [stage]);
  const asking = stage === 'asking';
  return (
    <Modal
      title={
        <Flex component="span" gap={8}>
          <ExclamationCircleFilled aria-hidden style={{ color: token.colorWarning }} />
          {asking ? t('restore:confirm.title') : t('restore:confirm.runningTitle')}
        </Flex>
      }
      open={open}
      width={860}
      style={{ top: 32 }}
      closable={false}
      mask={{ closable: stage !== 'starting' }}
      keyboard={stage !== 'starting'}
      okText={t('restore:confirm.ok')}
      okButtonProps={{
        danger: true,
        type: 'primary',
        disabled: asking && !dialog.allowed,
        hidden: stage === 'running',
      }}
      // Loading, not disabled: it keeps the focus.
      confirmLoading={stage === 'starting'}
      onOk={dialog.start}
      cancelText={stage === 'running' ? t('restore:background') : t('common:cancel')}
      cancelButtonProps={{ autoFocus: true, disabled: stage === 'starting' }}
      onCancel={close}
      afterClose={afterClose}
      footer={(buttons) => (
        <Flex vertical gap={12} style={{ marginBlockStart: 16 }}>
          {asking && dialog.nameNeeded && (
            <TypedName
              packageName={target.packageName}
              far={dialog.far}
              typed={dialog.typed}
              onType={dialog.setTyped}
              onEnter={dialog.start}
            />
          )}
          <Flex justify="end" gap={8} className="keep-buttons">
            {buttons}
          </Flex>
        </Flex>
      )}
    >
      {/* The buttons stay in sight, however long the plan is. */}
      <ScrollArea label={t('restore:confirm.title')} around={280}>
        {stage === 'running' && job ? (
          <>
            <JobProgress job={job} />
            <Alert type="info" role="note" title={t('restore:runningHint', { host: target.host })} />
            <RestoreDetails backup={backup} />
          </>
        ) : (
          <>
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
            <RestorePlanView
              target={target}
              backup={backup}
              planned={dialog.planned}
              discardLocalChanges={dialog.discardLocalChanges}
              onDiscardLocalChanges={dialog.setDiscardLocalChanges}
            />
          </>
        )}
      </ScrollArea>
    </Modal>
  );
}
