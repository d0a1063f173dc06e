import { Button } from 'antd';
import { type CSSProperties, useRef, useState } from 'react';
import type { Host } from '../../../contract/inventory';
import { FailureAlert } from '../../components/failure-alert';
import { describeError } from '../../errors/describe-error';
import { useTranslate } from '../../i18n/use-translate';
import { SecretDialog } from './secret-dialog';
import { TrustHostKeyDialog } from './trust-host-key-dialog';

interface HostFailureAlertProps {
  /** The host that was asked. The error may be about another one: its jump host. */
  host: string;
  /** The host as a form has it that is not saved yet. */
  draft?: Host | undefined;
  error: unknown;
  onRetry: () => void;
  retrying: boolean;
  titled?: boolean;
  style?: CSSProperties;
}

/** An error from a host, with the ways out that only the operator can take: trust a key, give a secret. */
export function HostFailureAlert({ host, draft, error, onRetry, ...alert }: HostFailureAlertProps) {
  const t = useTranslate();
  const { code, host: concerned = host, fingerprint, keyType, secretKind } = describeError(error, t);
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const dialog = {
    host: concerned,
    open,
    onDone: () => {
      setOpen(false);
      onRetry();
    },
    onCancel: () => setOpen(false),
    afterClose: () => opener.current?.focus(),
  };
  const action = (label: string) => (
    <Button ref={opener} size="small" type="primary" onClick={() => setOpen(true)}>
      {label}
    </Button>
  );
  // A changed key is never offered for trust: the operator has to find out why first.
  const trustable = code === 'HOST_KEY_UNKNOWN' && fingerprint !== undefined;
  return (
    <>
      <FailureAlert
        {...alert}
        error={error}
        onRetry={onRetry}
        actions={
          trustable ? action(t('hosts:trust.action')) : secretKind && action(t(`hosts:secret.${secretKind}.action`))
        }
      />
      {trustable && (
        <TrustHostKeyDialog
          {...dialog}
          // The error may be about the jump host, which is saved.
          draft={draft?.name === concerned ? draft : undefined}
          fingerprint={fingerprint}
          keyType={keyType}
        />
      )}
      {secretKind && <SecretDialog {...dialog} kind={secretKind} />}
    </>
  );
}
