import { Alert, Flex } from 'antd';
import type { PackageState } from '../../../contract/hosts';
import { Moment } from '../../components/moment';
import { useTranslate } from '../../i18n/use-translate';

/** What cannot wait on a package: an unfinished restore, and what runs there by hand. Jobs have a line of their own. */
export function PackageNotices({ state: { attention, operation } }: { state: PackageState }) {
  const t = useTranslate();
  const byHand = operation && !operation.jobId ? operation : null;
  if (!attention && !byHand) return null;
  return (
    <Flex vertical gap={8} style={{ marginBlockEnd: 12 }}>
      {attention && (
        <Alert
          type="error"
          showIcon
          title={t('overview:attention')}
          description={<span className="long-text">{attention.message}</span>}
        />
      )}
      {byHand && (
        <Alert
          type="info"
          role="status"
          showIcon
          title={
            <span className="long-text">
              {t('overview:running.what', { operation: byHand.operation })}
              {byHand.operator && ` ${t('overview:running.by', { operator: byHand.operator })}`}
              {byHand.startedAt && (
                <>
                  {', '}
                  <Moment relative iso={byHand.startedAt} />
                </>
              )}
            </span>
          }
        />
      )}
    </Flex>
  );
}
