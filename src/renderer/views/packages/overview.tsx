import { Empty, Skeleton } from 'antd';
import { useState } from 'react';
import { FailureAlert } from '../../components/failure-alert';
import { useTranslate } from '../../i18n/use-translate';
import { PageContent } from '../../shell/page-content';
import { filterHosts, isWorthSearching, MANY } from './filter-hosts';
import { HostSection } from './host-section';
import { NoHosts } from './no-hosts';
import { OverviewHeader } from './overview-header';
import { useHosts } from './use-hosts';

/** All packages as cards, grouped by host. */
export function Overview() {
  const t = useTranslate();
  const { hosts, error, refetch, isFetching } = useHosts();
  const [search, setSearch] = useState('');
  const searchable = hosts !== undefined && isWorthSearching(hosts);
  const shown = hosts && searchable ? filterHosts(hosts, search) : hosts;
  return (
    <>
      <OverviewHeader
        empty={hosts?.length === 0}
        search={searchable ? { text: search, onChange: setSearch } : undefined}
      />
      <PageContent gap={32}>
        {error && <FailureAlert titled error={error} onRetry={() => refetch()} retrying={isFetching} />}
        {!hosts && !error && (
          <div role="status" aria-busy="true" aria-label={t('overview:loadingHosts')}>
            <Skeleton active />
          </div>
        )}
        {hosts?.length === 0 && <NoHosts />}
        {shown && (
          <div className={hosts && hosts.length > MANY ? 'hosts hosts-many' : 'hosts'}>
            {shown.map((host) => (
              <HostSection key={host.name} host={host} />
            ))}
          </div>
        )}
        {hosts && hosts.length > 0 && shown?.length === 0 && (
          <div role="status">
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('overview:noMatch', { text: search.trim() })} />
          </div>
        )}
      </PageContent>
    </>
  );
}
