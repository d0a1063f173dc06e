import { Button, Empty, Flex, Table } from 'antd';
import { useDeferredValue, useMemo } from 'react';
import { FailureAlert } from '../../components/failure-alert';
import { useTranslate } from '../../i18n/use-translate';
import { useNow } from '../../jobs/use-now';
import { useRemembered } from '../../preferences/remembered';
import { PageContent } from '../../shell/page-content';
import { PageHeader } from '../../shell/page-header';
import { useHosts } from '../packages/use-hosts';
import { activityColumns } from './activity-columns';
import { ActivityDetails } from './activity-details';
import { asksForEverything, EVERYTHING, filterOf, isActivityChoice } from './activity-filter';
import { ActivityToolbar } from './activity-toolbar';
import { ChainProof } from './chain-proof';
import { useActivity, useExportActivity, useVerifyActivity } from './use-activity';

/** Everything that changed something or was refused, newest first. */
export function Activity() {
  const t = useTranslate();
  const [choice, choose] = useRemembered('activity.filter', EVERYTHING, isActivityChoice);
  const wanted = useDeferredValue(choice);
  const now = useNow(60_000);
  const filter = useMemo(() => filterOf(wanted, now), [wanted, now]);
  const { entries, error, isFetching, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = useActivity(filter);
  const { hosts = [] } = useHosts();
  const verify = useVerifyActivity();
  const exported = useExportActivity();
  const columns = useMemo(() => activityColumns(t), [t]);
  const failure = error ?? verify.error ?? exported.error;
  return (
    <>
      <PageHeader title={t('shell:screen.activity')} />
      <PageContent>
        <ActivityToolbar
          choice={choice}
          onChoose={choose}
          hosts={hosts.map(({ name }) => name)}
          onExport={(format) => exported.mutate({ filter, format })}
          exporting={exported.isPending}
          onVerify={() => verify.mutate()}
          verifying={verify.isPending}
        />
        {failure && <FailureAlert titled error={failure} onRetry={() => refetch()} retrying={isFetching} />}
        {verify.data && <ChainProof proof={verify.data} onClose={verify.reset} />}
        <Table
          aria-label={t('shell:screen.activity')}
          size="small"
          rowKey="seq"
          columns={columns}
          dataSource={entries ?? []}
          loading={entries === undefined && !error}
          pagination={false}
          scroll={{ x: 900 }}
          expandable={{
            expandedRowRender: (entry) => <ActivityDetails entry={entry} />,
            expandRowByClick: true,
            columnWidth: 40,
          }}
          locale={{
            emptyText: (
              <Empty
                image={Empty.PRESENTED_IMAGE_SIMPLE}
                description={t(asksForEverything(choice) ? 'activity:none' : 'activity:noMatch')}
              />
            ),
          }}
        />
        {hasNextPage && (
          <Flex justify="center">
            <Button loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
              {t('activity:older')}
            </Button>
          </Flex>
        )}
      </PageContent>
    </>
  );
}
