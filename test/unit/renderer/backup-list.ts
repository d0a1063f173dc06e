import type { BackupInfo } from '../../../src/contract/backups';

/** A backup as hosts list it. */
export function backup(filename: string, version: string, more: Partial<BackupInfo> = {}): BackupInfo {
  return {
    filename: `${filename}.tar.gz`,
    displayName: filename,
    version,
    gitTagExists: true,
    size: '584K',
    sizeBytes: 597504,
    createdDate: '2025-11-26T21:45:11Z',
    fullPath: `/var/docker/data/backups/${filename}.tar.gz`,
    ...more,
  };
}
