import type { BackupRow } from './backup-rows';
import { verificationState } from './verification-state';

/** What a deletion of the chosen backups would take. */
export interface Deletion {
  /** Newest first. Without pinned ones. */
  going: BackupRow[];
  pinned: BackupRow[];
  freedBytes: number;
  /** The newest verified backup, when it is among those that go. */
  newestVerified: BackupRow | undefined;
  /** No backup would be left. */
  isAll: boolean;
}

/** Looks at all backups, because what is the newest verified one depends on the others. */
export function planDeletion(rows: readonly BackupRow[], chosen: ReadonlySet<string>): Deletion {
  const selected = rows.filter(({ name }) => chosen.has(name));
  const going = selected
    .filter(({ backup }) => !backup.pinned)
    .toSorted((left, right) => right.createdAt - left.createdAt);
  const newest = newestVerified(rows);
  return {
    going,
    pinned: selected.filter(({ backup }) => backup.pinned),
    freedBytes: going.reduce((sum, { backup }) => sum + backup.sizeBytes, 0),
    newestVerified: newest && going.includes(newest) ? newest : undefined,
    isAll: going.length > 0 && going.length === rows.length,
  };
}

/** The newest backup that is known to hold. */
export function newestVerified(rows: readonly BackupRow[]): BackupRow | undefined {
  let newest: BackupRow | undefined;
  for (const row of rows) {
    const state = verificationState(row.backup.verification);
    const holds = state === 'archive' || state === 'structure';
    if (holds && (!newest || row.createdAt > newest.createdAt)) newest = row;
  }
  return newest;
}
