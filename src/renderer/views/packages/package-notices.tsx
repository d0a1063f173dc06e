import { Alert, Flex } from 'antd';
import type { PackageState } from '../../../contract/hosts';
import { Moment } from '../../components/moment';
import { useTranslate } from '../../i18n/use-translate';

/** What cannot wait on a package: an unfinished restore, and what runs there. */
export function PackageNotices({ state: { attention, operation } }: { state: PackageState }) {
  const t = useTranslate();
  if (!attention && !operation) return null;
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
      {operation && (
        <Alert
          type="info"
          role="status"
          showIcon
          title={
            <span className="long-text">
              {t('overview:running.what', { operation: operation.operation })}
              {operation.operator && ` ${t('overview:running.by', { operator: operation.operator })}`}
              {operation.startedAt && (
                <>
                  {', '}
                  <Moment relative iso={operation.startedAt} />
                </>
              )}
            </span>
          }
        />
      )}
    </Flex>
  );
}
