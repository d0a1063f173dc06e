import { Alert, Descriptions, Flex, Modal, Typography } from 'antd';
import type { Host } from '../../../contract/inventory';
import { FailureAlert } from '../../components/failure-alert';
import { useTranslate } from '../../i18n/use-translate';
import { hostKeyCommand } from './host-key-command';
import { useTrustHostKey } from './use-host-access';

interface TrustHostKeyDialogProps {
  host: string;
  /** The host as a form has it that is not saved yet. */
  draft?: Host | undefined;
  /** As `SHA256:…`. */
  fingerprint: string;
  keyType: string | undefined;
  open: boolean;
  onDone: () => void;
  onCancel: () => void;
  afterClose: () => void;
}

/** Shows the key of an unknown host, to be compared before it is trusted. */
export function TrustHostKeyDialog(props: TrustHostKeyDialogProps) {
  const t = useTranslate();
  const { host, draft, fingerprint, keyType, open, onDone, onCancel, afterClose } = props;
  const { mutate, isPending, error } = useTrustHostKey(host, draft, onDone);
  return (
    <Modal
      title={t('hosts:trust.title')}
      open={open}
      destroyOnHidden
      width={640}
      closable={false}
      okText={t('hosts:trust.confirm')}
      cancelText={t('common:cancel')}
      confirmLoading={isPending}
      onOk={() => mutate(fingerprint)}
      onCancel={onCancel}
      cancelButtonProps={{ autoFocus: true }}
      afterClose={afterClose}
    >
      <Flex vertical gap={16}>
        <Typography.Text>{t('hosts:trust.explanation')}</Typography.Text>
        <Descriptions
          bordered
          size="small"
          column={1}
          items={[
            { key: 'host', label: t('hosts:trust.host'), children: <span className="long-text">{host}</span> },
            { key: 'type', label: t('hosts:trust.keyType'), children: keyType ?? t('hosts:trust.keyTypeNotKnown') },
            {
              key: 'fingerprint',
              label: t('hosts:trust.fingerprint'),
              children: <Typography.Text code>{fingerprint}</Typography.Text>,
            },
          ]}
        />
        <Alert
          type="info"
          role="note"
          title={t('hosts:trust.command')}
          description={<Typography.Text code>{hostKeyCommand(keyType)}</Typography.Text>}
        />
        {error && <FailureAlert error={error} />}
      </Flex>
    </Modal>
  );
}
