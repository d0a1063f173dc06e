import type { BackupInfo } from '../../../contract/backups';
import { compareVersions, type VersionKey, versionKey } from './version-order';

/** A backup as the table shows it, with what sorting and searching need worked out once. */
export interface BackupRow {
  backup: BackupInfo;
  /** The file name without its extension. */
  name: string;
  /** It has the highest version of all backups in the list. */
  isLatest: boolean;
  version: VersionKey;
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
      createdAt: Number.isNaN(createdAt) ? Number.NEGATIVE_INFINITY : createdAt,
      searchText: `${backup.filename}\n${backup.version}`.toLowerCase(),
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

/** The rows whose file name or version has the text. */
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
