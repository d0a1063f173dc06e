import { Alert } from 'antd';
import type { ActivityProof } from '../../../contract/activity';
import { useFormat } from '../../format/use-format';
import { useTranslate } from '../../i18n/use-translate';

/** Says whether the record is as it was written, or which line is the first that is not. */
export function ChainProof({ proof, onClose }: { proof: ActivityProof; onClose: () => void }) {
  const t = useTranslate();
  const format = useFormat();
  const { valid, entries, last, problem } = proof;
  return (
    <Alert
      type={valid ? 'success' : 'error'}
      role={valid ? 'status' : 'alert'}
      showIcon
      closable={{ 'aria-label': t('common:close'), onClose }}
      title={
        valid
          ? t('activity:proof.holds', { count: entries, number: format.number(entries) })
          : t('activity:proof.broken', { file: problem?.file, line: problem?.line })
      }
      description={
        <span className="long-text">
          {valid ? last && t('activity:proof.hash', { seq: last.seq, hash: last.hash }) : problem?.reason}
        </span>
      }
    />
  );
}
