import { Alert, Descriptions, Flex, Modal, Typography } from 'antd';
import { FailureAlert } from '../../components/failure-alert';
import { hostKeyCommand } from './host-key-command';
import { useTrustHostKey } from './use-host-access';

interface TrustHostKeyDialogProps {
  host: string;
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
  const { host, fingerprint, keyType, open, onDone, onCancel, afterClose } = props;
  const { mutate, isPending, error } = useTrustHostKey(host, onDone);
  return (
    <Modal
      title="Trust host key"
      open={open}
      destroyOnHidden
      width={640}
      closable={false}
      okText="Trust and connect"
      confirmLoading={isPending}
      onOk={() => mutate(fingerprint)}
      onCancel={onCancel}
      cancelButtonProps={{ autoFocus: true }}
      afterClose={afterClose}
    >
      <Flex vertical gap={16}>
        <Typography.Text>
          Holdfast does not know this host yet. Compare the fingerprint with the one of the real host: if they differ,
          somebody may be in between, and you should not connect.
        </Typography.Text>
        <Descriptions
          bordered
          size="small"
          column={1}
          items={[
            { key: 'host', label: 'Host', children: <span className="long-text">{host}</span> },
            { key: 'type', label: 'Key type', children: keyType ?? 'not known' },
            {
              key: 'fingerprint',
              label: 'Fingerprint',
              children: <Typography.Text code>{fingerprint}</Typography.Text>,
            },
          ]}
        />
        <Alert
          type="info"
          role="note"
          title="To see the fingerprint on the host itself, run there:"
          description={<Typography.Text code>{hostKeyCommand(keyType)}</Typography.Text>}
        />
        {error && <FailureAlert error={error} />}
      </Flex>
    </Modal>
  );
}
