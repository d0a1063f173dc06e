import type { BackupInfo } from '../../../contract/backups';

/** Whether a restore can bring the code back: as the host knows now, else as it knew when it backed up. */
export function isTagAvailable({ gitTagAvailable, gitTagExists }: BackupInfo): boolean {
  return gitTagAvailable ?? gitTagExists;
}

/** The specification's sentence on what becomes of the code. */
export function codeSentence(backup: BackupInfo): string {
  return isTagAvailable(backup)
    ? `✓ Code will be restored to tag v${backup.version.replace(/^v/, '')}`
    : '⚠ Code version tag not found - will keep current code';
}
