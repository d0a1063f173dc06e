import { Typography } from 'antd';
import { useId } from 'react';
import type { Translate } from '../../i18n/i18n';
import { useTranslate } from '../../i18n/use-translate';
import type { HostGroup } from './arrange-hosts';
import { HostSection } from './host-section';
import type { Concern } from './host-view';
import type { Grouping } from './overview-choice';

interface HostGroupSectionProps {
  group: HostGroup;
  grouping: Grouping;
  /** Many hosts are side by side, few below each other. */
  many: boolean;
}

/** Hosts below one heading, or all of them without. */
export function HostGroupSection({ group: { key, views }, grouping, many }: HostGroupSectionProps) {
  const t = useTranslate();
  const headingId = useId();
  const list = (
    <div className={many ? 'hosts hosts-many' : 'hosts'}>
      {views.map((view) => (
        <HostSection key={view.host.name} view={view} level={key === undefined ? 2 : 3} />
      ))}
    </div>
  );
  if (key === undefined) return list;
  return (
    <section aria-labelledby={headingId}>
      <Typography.Title id={headingId} level={2} className="long-text" style={{ fontSize: 20, marginBlockStart: 0 }}>
        {headingOf(key, grouping, t)}
      </Typography.Title>
      {list}
    </section>
  );
}

function headingOf(key: string, grouping: Grouping, t: Translate): string {
  if (grouping === 'package') return key === '' ? t('overview:noPackages') : key;
  return t(`overview:group.${key as Concern | 'fine'}`);
}
