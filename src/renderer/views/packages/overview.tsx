import { Empty, Skeleton } from 'antd';
import { useDeferredValue, useState } from 'react';
import { FailureAlert } from '../../components/failure-alert';
import { useTranslate } from '../../i18n/use-translate';
import { useNow } from '../../jobs/use-now';
import { useRemembered } from '../../preferences/remembered';
import { PageContent } from '../../shell/page-content';
import { chooseHosts, countConcerns, groupHosts } from './arrange-hosts';
import { isWorthSearching, MANY } from './filter-hosts';
import { HostGroupSection } from './host-group-section';
import { NoHosts } from './no-hosts';
import { isOverviewChoice, SHOW_ALL } from './overview-choice';
import { OverviewFilters } from './overview-filters';
import { OverviewHeader } from './overview-header';
import { useHosts, useHostViews } from './use-hosts';
import { useReveal } from './use-reveal';

/** All packages as cards, grouped by host. */
export function Overview() {
  const t = useTranslate();
  const { hosts, error, refetch, isFetching } = useHosts();
  const views = useHostViews(hosts);
  const now = useNow(60_000);
  const [search, setSearch] = useState('');
  const [choice, choose] = useRemembered('overview.filter', SHOW_ALL, isOverviewChoice);
  useReveal(hosts !== undefined, () => {
    setSearch('');
    choose(SHOW_ALL);
  });
  const searchable = hosts !== undefined && isWorthSearching(hosts);
  const text = useDeferredValue(searchable ? search : '');
  const shown = views && chooseHosts(views, choice, text, now);
  const many = hosts !== undefined && hosts.length > MANY;
  return (
    <>
      <OverviewHeader
        empty={hosts?.length === 0}
        search={searchable ? { text: search, onChange: setSearch } : undefined}
      />
      <PageContent gap={24}>
        {error && <FailureAlert titled error={error} onRetry={() => refetch()} retrying={isFetching} />}
        {!hosts && !error && (
          <div role="status" aria-busy="true" aria-label={t('overview:loadingHosts')}>
            <Skeleton active />
          </div>
        )}
        {hosts?.length === 0 && <NoHosts />}
        {views && views.length > 0 && (
          <OverviewFilters choice={choice} onChoose={choose} hosts={views.length} counts={countConcerns(views, now)} />
        )}
        {shown &&
          groupHosts(shown, choice, now).map((group) => (
            <HostGroupSection key={group.key ?? 'all'} group={group} grouping={choice.grouping} many={many} />
          ))}
        {views && views.length > 0 && shown?.length === 0 && (
          <div role="status">
            <Empty
              image={Empty.PRESENTED_IMAGE_SIMPLE}
              description={
                text.trim() === ''
                  ? t(`overview:nothing.${choice.concern}`)
                  : t('overview:noMatch', { text: text.trim() })
              }
            />
          </div>
        )}
      </PageContent>
    </>
  );
}
