import { useState } from 'react';
import type { Host, Package } from '../../../contract/inventory';
import { useRestoreFocus } from '../../components/use-restore-focus';
import { HostForm } from './form/host-form';
import { PackageForm } from './form/package-form';
import { SecretDialog } from './secret-dialog';
import { type HostTool, HostToolsDrawer } from './tools/host-tools-drawer';

export type OpenHostDialog =
  | { kind: 'host'; host?: Host }
  | { kind: 'package'; host: string; item?: { name: string; value: Package } }
  | { kind: 'tool'; host: string; tool: HostTool }
  | { kind: 'secret'; host: string; secret: 'password' | 'passphrase' };

interface HostDialogsProps {
  dialog: OpenHostDialog;
  hosts: readonly Host[];
  onClose: () => void;
}

/** The dialog that is open over the hosts, one at a time. */
export function HostDialogs({ dialog, hosts, onClose }: HostDialogsProps) {
  const [open, setOpen] = useState(true);
  const restoreFocus = useRestoreFocus();
  const close = () => {
    onClose();
    restoreFocus();
  };
  if (dialog.kind === 'host') {
    return <HostForm host={dialog.host} names={hosts.map(({ name }) => name)} onClose={close} />;
  }
  if (dialog.kind === 'package') return <PackageForm host={dialog.host} item={dialog.item} onClose={close} />;
  if (dialog.kind === 'tool') return <HostToolsDrawer host={dialog.host} tool={dialog.tool} onClose={close} />;
  return (
    <SecretDialog
      host={dialog.host}
      kind={dialog.secret}
      open={open}
      onDone={() => setOpen(false)}
      onCancel={() => setOpen(false)}
      afterClose={close}
    />
  );
}
