import type { BackupInfo } from '../../../contract/backups';
import { VERIFICATION_STATES } from './row-actions';
import { type VerificationState, verificationState } from './verification-state';
import { compareVersions, type VersionKey, versionKey } from './version-order';

/** A backup as the table shows it, with what sorting and searching need worked out once. */
export interface BackupRow {
  backup: BackupInfo;
  /** The file name without its extension. */
  name: string;
  /** It has the highest version of all backups in the list. */
  isLatest: boolean;
  version: VersionKey;
  verification: VerificationState;
  /** Milliseconds; backups without a readable time are the oldest. */
  createdAt: number;
  /** What a search looks at, in lower case. */
  searchText: string;
}

export function toRows(backups: BackupInfo[]): BackupRow[] {
  const rows = backups.map((backup): BackupRow => {
    const createdAt = Date.parse(backup.createdDate);
    return {
      backup,
      name: backup.filename.replace(/\.tar\.gz$/, ''),
      isLatest: false,
      version: versionKey(backup.version),
      verification: verificationState(backup.verification),
      createdAt: Number.isNaN(createdAt) ? Number.NEGATIVE_INFINITY : createdAt,
      searchText: `${backup.filename}\n${backup.version}\n${backup.notes ?? ''}`.toLowerCase(),
    };
  });
  const latest = rows.reduce<VersionKey>(
    (highest, { version }) => (compareVersions(version, highest) > 0 ? version : highest),
    { kind: 'unknown' },
  );
  return rows.map((row) => ({
    ...row,
    isLatest: latest.kind !== 'unknown' && compareVersions(row.version, latest) === 0,
  }));
}

/** The rows whose file name, version or notes have the text. */
export function searchRows(rows: BackupRow[], text: string): BackupRow[] {
  const wanted = text.trim().toLowerCase();
  return wanted === '' ? rows : rows.filter(({ searchText }) => searchText.includes(wanted));
}

/** Oldest first; of one moment, by name. */
export function byCreated(left: BackupRow, right: BackupRow): number {
  if (left.createdAt !== right.createdAt) return left.createdAt < right.createdAt ? -1 : 1;
  return left.name < right.name ? -1 : Number(left.name > right.name);
}

/** Lowest version first; of one version, oldest first. */
export function byVersion(left: BackupRow, right: BackupRow): number {
  return compareVersions(left.version, right.version) || byCreated(left, right);
}

/** Smallest first; of one size, oldest first. */
export function bySize(left: BackupRow, right: BackupRow): number {
  return left.backup.sizeBytes - right.backup.sizeBytes || byCreated(left, right);
}

/** Damaged first, then the least checked; of one state, oldest first. */
export function byVerification(left: BackupRow, right: BackupRow): number {
  const rank = ({ verification }: BackupRow) => VERIFICATION_STATES.indexOf(verification);
  return rank(left) - rank(right) || byCreated(left, right);
}
