import { Alert } from 'antd';
import { useFormat } from '../../format/use-format';
import { useTranslate } from '../../i18n/use-translate';
import { useNow } from '../../jobs/use-now';
import { type Holder, holderSentence } from './job-sentence';

/** An operation that holds the package and cannot be followed: it was started on the host by hand. */
export function HolderAlert({ holder }: { holder: Holder }) {
  const t = useTranslate();
  const format = useFormat();
  const now = useNow(10_000);
  return (
    <Alert
      type="info"
      role="status"
      showIcon
      title={holderSentence(holder, t, format, now)}
      description={holder.jobId ? undefined : t('jobs:byHand')}
    />
  );
}
