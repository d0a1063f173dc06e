import type { BackupInfo } from '../../../contract/backups';
import type { Translate } from '../../i18n/i18n';

/** Whether a restore can bring the code back: as the host knows now, else as it knew when it backed up. */
export function isTagAvailable({ gitTagAvailable, gitTagExists }: BackupInfo): boolean {
  return gitTagAvailable ?? gitTagExists;
}

/** The specification's sentence on what becomes of the code. */
export function codeSentence(backup: BackupInfo, t: Translate): string {
  return isTagAvailable(backup)
    ? t('restore:code.restored', { version: backup.version.replace(/^v/, '') })
    : t('restore:code.kept');
}
