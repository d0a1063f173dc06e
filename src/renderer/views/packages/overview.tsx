import { Empty, Flex, Layout, Skeleton } from 'antd';
import { useState } from 'react';
import { FailureAlert } from '../../components/failure-alert';
import { useTranslate } from '../../i18n/use-translate';
import { filterHosts, isWorthSearching, MANY } from './filter-hosts';
import { HostSection } from './host-section';
import { NoHosts } from './no-hosts';
import { OverviewHeader } from './overview-header';
import { useHosts } from './use-hosts';

/** All packages as cards, grouped by host. */
export function Overview() {
  const t = useTranslate();
  const { hosts, demo, error, refetch, isFetching } = useHosts();
  const [search, setSearch] = useState('');
  const searchable = hosts !== undefined && isWorthSearching(hosts);
  const shown = hosts && searchable ? filterHosts(hosts, search) : hosts;
  return (
    <>
      <OverviewHeader
        demo={demo}
        empty={hosts?.length === 0}
        search={searchable ? { text: search, onChange: setSearch } : undefined}
      />
      <Layout.Content style={{ padding: 24 }}>
        <Flex vertical gap={32} style={{ maxWidth: 1680, marginInline: 'auto' }}>
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
              <Empty
                image={Empty.PRESENTED_IMAGE_SIMPLE}
                description={t('overview:noMatch', { text: search.trim() })}
              />
            </div>
          )}
        </Flex>
      </Layout.Content>
    </>
  );
}
