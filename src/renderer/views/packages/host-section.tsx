import { Flex, Typography } from 'antd';
import { useId } from 'react';
import type { HostSummary } from '../../../contract/hosts';
import { useTranslate } from '../../i18n/use-translate';
import { HostFailureAlert } from '../hosts/host-failure-alert';
import { hostAddress } from './filter-hosts';
import { PackageCard } from './package-card';
import { useHostState } from './use-hosts';

/** One host: whether it answers, and its packages. */
export function HostSection({ host }: { host: HostSummary }) {
  const t = useTranslate();
  const headingId = useId();
  const { data, error, isFetching, isPending, refetch } = useHostState(host.name);
  const stateOf = (name: string) => data?.packages.find((state) => state.name === name);
  return (
    <section aria-labelledby={headingId}>
      <Flex align="baseline" gap={12} wrap style={{ marginBlockEnd: 12 }}>
        <Typography.Title id={headingId} level={2} className="long-text" style={{ fontSize: 18, margin: 0 }}>
          {host.name}
        </Typography.Title>
        <Typography.Text type="secondary" className="long-text">
          {hostAddress(host)}
        </Typography.Text>
      </Flex>
      {error && (
        <HostFailureAlert
          host={host.name}
          error={error}
          onRetry={() => refetch()}
          retrying={isFetching}
          style={{ marginBlockEnd: 16 }}
        />
      )}
      {host.packages.length === 0 && <Typography.Text type="secondary">{t('overview:noPackages')}</Typography.Text>}
      <ul className="host-packages">
        {host.packages.map((item) => (
          <li key={item.name}>
            <PackageCard host={host.name} item={item} state={stateOf(item.name)} loading={isPending} />
          </li>
        ))}
      </ul>
    </section>
  );
}
