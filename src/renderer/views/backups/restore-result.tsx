import { Flex } from 'antd';
import type { BackupRestoreResponse, UndoResponse } from '../../../contract/backups';
import { formatDuration } from '../../format/time';
import { useTranslate } from '../../i18n/use-translate';
import { Warnings } from './warnings';

/** What a restore or its undo changed, what it could not, and where the data from before is. */
export function RestoreResult({ where, result }: { where: string; result: BackupRestoreResponse | UndoResponse }) {
  const t = useTranslate();
  const { restoredBackup, restoredVersion, codeVersionRestored, warnings, keptData, downtimeMs } = result;
  const version = restoredVersion ?? t('restore:result.versionNotKnown');
  return (
    <Flex vertical gap={8} className="long-text">
      <span>
        {restoredBackup
          ? t('restore:result.data', { where, filename: restoredBackup, version })
          : t('restore:result.undone', { where, version })}
      </span>
      <span>
        {codeVersionRestored ? t('restore:result.codeRestored', { version }) : t('restore:result.codeKept')}
        {downtimeMs != null && ` ${t('restore:result.downtime', { duration: formatDuration(downtimeMs) })}`}
      </span>
      <Warnings warnings={warnings} />
      {keptData && <span>{t('restore:result.keptData', { folder: keptData })}</span>}
    </Flex>
  );
}
