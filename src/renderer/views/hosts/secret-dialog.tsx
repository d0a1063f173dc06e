import { Checkbox, Form, Input, Modal } from 'antd';
import { useId } from 'react';
import { FailureAlert } from '../../components/failure-alert';
import { useSetSecret } from './use-host-access';

interface SecretDialogProps {
  host: string;
  kind: 'password' | 'passphrase';
  open: boolean;
  onDone: () => void;
  onCancel: () => void;
  afterClose: () => void;
}

const WORDS = {
  password: { title: 'Enter password', label: 'Password', required: 'Enter the password' },
  passphrase: { title: 'Enter passphrase', label: 'Passphrase', required: 'Enter the passphrase' },
} as const;

/** Asks for the password of a host, or for the passphrase of the key that it wants. */
export function SecretDialog({ host, kind, open, onDone, onCancel, afterClose }: SecretDialogProps) {
  const formId = useId();
  const { mutate, isPending, error } = useSetSecret(host, kind, onDone);
  const words = WORDS[kind];
  return (
    <Modal
      title={`${words.title} for ${host}`}
      open={open}
      destroyOnHidden
      width={440}
      closable={false}
      okText="Connect"
      okButtonProps={{ htmlType: 'submit', form: formId }}
      confirmLoading={isPending}
      onCancel={onCancel}
      afterClose={afterClose}
    >
      <Form id={formId} layout="vertical" requiredMark={false} initialValues={{ remember: false }} onFinish={mutate}>
        <Form.Item name="secret" label={words.label} rules={[{ required: true, message: words.required }]}>
          <Input.Password autoFocus autoComplete="off" />
        </Form.Item>
        <Form.Item name="remember" valuePropName="checked" extra="Otherwise it is forgotten when Holdfast is closed.">
          <Checkbox>Remember on this computer</Checkbox>
        </Form.Item>
        {error && <FailureAlert error={error} />}
      </Form>
    </Modal>
  );
}
