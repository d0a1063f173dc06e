import { Flex, Tag, Tooltip, Typography } from 'antd';
import type { PackageState, PackageSummary } from '../../../contract/hosts';
import { Bytes } from '../../components/bytes';
import { Moment } from '../../components/moment';
import { Note } from '../../components/note';
import { useTranslate } from '../../i18n/use-translate';
import { useNow } from '../../jobs/use-now';
import { VerificationBadge } from '../backups/verification-badge';
import { isStale } from './host-view';

const SERVICE_COLOURS = { running: 'success', stopped: 'error', unhealthy: 'error', unknown: 'default' } as const;

/** How a package stands: its service, its newest backup, and what its host cannot do. */
export function PackageFacts({ item, state }: { item: PackageSummary; state: PackageState }) {
  const t = useTranslate();
  const { service, serviceMessage, limitations } = state;
  return (
    <Flex align="center" gap={8} wrap style={{ marginBlockEnd: 12 }}>
      {(service !== 'unknown' || serviceMessage !== null) && (
        <Tooltip title={serviceMessage} trigger={['hover', 'focus']}>
          <Tag
            color={SERVICE_COLOURS[service]}
            tabIndex={serviceMessage === null ? undefined : 0}
            className="focus-ring"
            style={{ marginInlineEnd: 0 }}
          >
            {t(`overview:service.${service}`)}
          </Tag>
        </Tooltip>
      )}
      {item.backupEnabled && <NewestBackup item={item} state={state} />}
      {limitations.length > 0 && <Note text={limitations.join(' ')} />}
    </Flex>
  );
}

function NewestBackup({ item, state }: { item: PackageSummary; state: PackageState }) {
  const t = useTranslate();
  const stale = isStale(item, state, useNow(60_000));
  const { newestBackup, backupCount } = state;
  if (!newestBackup) {
    // Not known is not the same as none: `note` says why.
    if (backupCount === null) return null;
    return <Tag color="warning">{t('overview:backup.none')}</Tag>;
  }
  const { createdDate, sizeBytes, verification } = newestBackup;
  return (
    <>
      <Typography.Text type={stale ? 'warning' : undefined}>
        {t('overview:backup.newest')} <Moment relative iso={createdDate} />, <Bytes bytes={sizeBytes} />
      </Typography.Text>
      <VerificationBadge verification={verification && { ...verification, verifiedAt: null, problems: [] }} />
      {stale && (
        <Tooltip title={t('overview:backup.staleHint', { hours: item.staleAfterHours })}>
          <Tag color="warning">{t('overview:backup.stale')}</Tag>
        </Tooltip>
      )}
    </>
  );
}
