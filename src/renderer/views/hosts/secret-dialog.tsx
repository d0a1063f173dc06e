import { Checkbox, Form, Input, Modal } from 'antd';
import { useId } from 'react';
import { FailureAlert } from '../../components/failure-alert';
import { useTranslate } from '../../i18n/use-translate';
import { useSetSecret } from './use-host-access';

interface SecretDialogProps {
  host: string;
  kind: 'password' | 'passphrase';
  open: boolean;
  onDone: () => void;
  onCancel: () => void;
  afterClose: () => void;
}

/** Asks for the password of a host, or for the passphrase of the key that it wants. */
export function SecretDialog({ host, kind, open, onDone, onCancel, afterClose }: SecretDialogProps) {
  const t = useTranslate();
  const formId = useId();
  const { mutate, isPending, error } = useSetSecret(host, kind, onDone);
  return (
    <Modal
      title={t(`hosts:secret.${kind}.title`, { host })}
      open={open}
      destroyOnHidden
      width={440}
      closable={false}
      okText={t('hosts:secret.connect')}
      cancelText={t('common:cancel')}
      okButtonProps={{ htmlType: 'submit', form: formId }}
      confirmLoading={isPending}
      onCancel={onCancel}
      afterClose={afterClose}
    >
      <Form id={formId} layout="vertical" requiredMark={false} initialValues={{ remember: false }} onFinish={mutate}>
        <Form.Item
          name="secret"
          label={t(`hosts:secret.${kind}.label`)}
          rules={[{ required: true, message: t(`hosts:secret.${kind}.required`) }]}
        >
          <Input.Password autoFocus autoComplete="off" />
        </Form.Item>
        <Form.Item name="remember" valuePropName="checked" extra={t('hosts:secret.rememberHint')}>
          <Checkbox>{t('hosts:secret.remember')}</Checkbox>
        </Form.Item>
        {error && <FailureAlert error={error} />}
      </Form>
    </Modal>
  );
}
