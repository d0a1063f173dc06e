import { ReloadOutlined } from '@ant-design/icons';
import { Button, Flex, Tooltip, Typography } from 'antd';
import { memo, useId } from 'react';
import { useTranslate } from '../../i18n/use-translate';
import { HostFailureAlert } from '../hosts/host-failure-alert';
import { ScriptsOffer } from '../hosts/tools/scripts-offer';
import { hostAddress } from './filter-hosts';
import { HostStatus } from './host-status';
import { type HostView, packageState } from './host-view';
import { PackageCard } from './package-card';
import { useAskAgain } from './use-hosts';

interface HostSectionProps {
  view: HostView;
  /** Level of the heading: 3 below a group's. */
  level: 2 | 3;
}

/** One host: whether it answers, and its packages. */
export const HostSection = memo(function HostSection({ view, level }: HostSectionProps) {
  const t = useTranslate();
  const headingId = useId();
  const { host, error, asking, state } = view;
  const ask = useAskAgain(host.name);
  return (
    <section data-host={host.name} aria-labelledby={headingId} style={{ minWidth: 0 }}>
      <Flex align="center" gap={8}>
        <Typography.Title id={headingId} level={level} className="long-text" style={{ fontSize: 18, margin: 0 }}>
          {host.name}
        </Typography.Title>
        <Tooltip title={t('overview:askAgain', { host: host.name })}>
          <Button
            type="text"
            size="small"
            aria-label={t('overview:askAgain', { host: host.name })}
            icon={<ReloadOutlined aria-hidden />}
            disabled={asking}
            onClick={ask}
          />
        </Tooltip>
      </Flex>
      <Flex align="center" gap={8} wrap style={{ marginBlockEnd: 12 }}>
        <Typography.Text type="secondary" className="long-text">
          {hostAddress(host)}
        </Typography.Text>
        <HostStatus view={view} />
        <ScriptsOffer host={host.name} state={state?.scripts ?? null} />
      </Flex>
      {error !== null && (
        <HostFailureAlert
          host={host.name}
          error={error}
          onRetry={ask}
          retrying={asking}
          style={{ marginBlockEnd: 16 }}
        />
      )}
      {host.packages.length === 0 && <Typography.Text type="secondary">{t('overview:noPackages')}</Typography.Text>}
      <ul className="host-packages">
        {host.packages.map((item) => (
          <li key={item.name}>
            <PackageCard
              host={host.name}
              item={item}
              state={packageState(view, item.name)}
              loading={!state && asking && error === null}
            />
          </li>
        ))}
      </ul>
    </section>
  );
});
