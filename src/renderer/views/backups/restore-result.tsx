import { Flex } from 'antd';
import type { BackupRestoreResponse } from '../../../contract/backups';
import { formatDuration } from '../../format/time';

/** What a restore changed, what it could not, and where the data from before is. */
export function RestoreResult({ where, result }: { where: string; result: BackupRestoreResponse }) {
  const { restoredBackup, restoredVersion, codeVersionRestored, warnings, keptData, downtimeMs } = result;
  return (
    <Flex vertical gap={8} className="long-text">
      <span>
        {where} has the data of {restoredBackup}, version {restoredVersion}.
      </span>
      <span>
        {codeVersionRestored ? `The code was restored to version ${restoredVersion}.` : 'The current code was kept.'}
        {downtimeMs != null && ` It was down for ${formatDuration(downtimeMs)}.`}
      </span>
      {warnings.length > 0 && (
        <ul aria-label="Warnings" style={{ margin: 0, paddingInlineStart: 20 }}>
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      {keptData && <span>The data from before is kept on the host in {keptData}.</span>}
    </Flex>
  );
}
