import { useState } from 'react';
import type { BackupInfo } from '../../../contract/backups';
import type { HostPackage } from '../packages/host-package';
import type { BackupRow } from './backup-rows';
import { DeleteDialog } from './delete-dialog';
import { planDeletion } from './deletion';
import { NotesDialog } from './notes-dialog';
import { RestoreDialog } from './restore-dialog';

export type OpenDialog =
  | { kind: 'restore'; backup: BackupInfo }
  | { kind: 'notes'; backup: BackupInfo }
  | { kind: 'delete'; names: string[] };

interface BackupDialogsProps {
  target: HostPackage;
  rows: readonly BackupRow[];
  dialog: OpenDialog;
  onDeleted: () => void;
  afterClose: () => void;
}

/** The dialog that is open over the list, one at a time. */
export function BackupDialogs({ target, rows, dialog, onDeleted, afterClose }: BackupDialogsProps) {
  // As it was asked for: a list that is read again meanwhile changes nothing of what the operator agrees to.
  const [deletion] = useState(() => planDeletion(rows, new Set(dialog.kind === 'delete' ? dialog.names : [])));
  if (dialog.kind === 'restore')
    return <RestoreDialog target={target} backup={dialog.backup} afterClose={afterClose} />;
  if (dialog.kind === 'notes') return <NotesDialog target={target} backup={dialog.backup} afterClose={afterClose} />;
  return <DeleteDialog target={target} deletion={deletion} onDeleted={onDeleted} afterClose={afterClose} />;
}
