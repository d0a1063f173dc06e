import { Checkbox, Form, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import type { BackupInfo } from '../../../contract/backups';
import { FailureAlert } from '../../components/failure-alert';
import { useTranslate } from '../../i18n/use-translate';
import type { HostPackage } from '../packages/host-package';
import { useAnnotate } from './use-backup-upkeep';

interface NotesDialogProps {
  target: HostPackage;
  backup: BackupInfo;
  afterClose: () => void;
}

/** Characters; the contract's limit. */
const LONGEST = 2000;

/** The operator's own words on a backup, and its pin. */
export function NotesDialog({ target, backup, afterClose }: NotesDialogProps) {
  const t = useTranslate();
  const formId = useId();
  const [open, setOpen] = useState(true);
  const close = () => setOpen(false);
  const { mutate, isPending, error } = useAnnotate(target, close);
  const { filename, notes, pinned } = backup;
  return (
    <Modal
      title={<span className="long-text">{t('upkeep:notesDialog.title', { name: filename })}</span>}
      open={open}
      closable={false}
      okText={t('upkeep:notesDialog.save')}
      okButtonProps={{ htmlType: 'submit', form: formId }}
      confirmLoading={isPending}
      cancelText={t('common:cancel')}
      onCancel={close}
      afterClose={afterClose}
    >
      <Form
        id={formId}
        layout="vertical"
        initialValues={{ notes: notes ?? '', pinned: pinned === true }}
        onFinish={(values: { notes: string; pinned: boolean }) => mutate({ filename, ...values })}
      >
        <Form.Item name="notes" label={t('upkeep:notesDialog.label')}>
          <Input.TextArea autoFocus rows={4} maxLength={LONGEST} showCount />
        </Form.Item>
        <Form.Item name="pinned" valuePropName="checked">
          <Checkbox>{t('upkeep:notesDialog.pinned')}</Checkbox>
        </Form.Item>
        {error && <FailureAlert titled error={error} />}
      </Form>
    </Modal>
  );
}
