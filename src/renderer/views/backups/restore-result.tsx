import { Flex } from 'antd';
import type { BackupRestoreResponse } from '../../../contract/backups';
import { formatDuration } from '../../format/time';
import { useTranslate } from '../../i18n/use-translate';

/** What a restore changed, what it could not, and where the data from before is. */
export function RestoreResult({ where, result }: { where: string; result: BackupRestoreResponse }) {
  const t = useTranslate();
  const { restoredBackup, restoredVersion, codeVersionRestored, warnings, keptData, downtimeMs } = result;
  return (
    <Flex vertical gap={8} className="long-text">
      <span>{t('restore:result.data', { where, filename: restoredBackup, version: restoredVersion })}</span>
      <span>
        {codeVersionRestored
          ? t('restore:result.codeRestored', { version: restoredVersion })
          : t('restore:result.codeKept')}
        {downtimeMs != null && ` ${t('restore:result.downtime', { duration: formatDuration(downtimeMs) })}`}
      </span>
      {warnings.length > 0 && (
        <ul aria-label={t('restore:result.warnings')} style={{ margin: 0, paddingInlineStart: 20 }}>
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      {keptData && <span>{t('restore:result.keptData', { folder: keptData })}</span>}
    </Flex>
  );
}
