import { Flex, Spin, Tag, Typography } from 'antd';
import { Moment } from '../../components/moment';
import { failureCode } from '../../errors/describe-error';
import { useTranslate } from '../../i18n/use-translate';
import type { HostView } from './host-view';

/** What keeps a host from answering, in a word or two. */
const REASONS: Record<string, 'login' | 'secret' | 'keyUnknown' | 'keyChanged' | 'unreachable'> = {
  AUTHENTICATION_FAILED: 'login',
  SECRET_MISSING: 'secret',
  HOST_KEY_UNKNOWN: 'keyUnknown',
  HOST_KEY_CHANGED: 'keyChanged',
  HOST_UNREACHABLE: 'unreachable',
  CONNECTION_REFUSED: 'unreachable',
  CONNECTION_LOST: 'unreachable',
  TIMEOUT: 'unreachable',
};

/** Whether a host answers, and how old what is shown of it is. */
export function HostStatus({ view: { state, error, failing, asking } }: { view: HostView }) {
  const t = useTranslate();
  return (
    <Flex align="center" gap={8} wrap>
      {failing && (
        <Tag color="error" style={{ marginInlineEnd: 0 }}>
          {t(`overview:status.${error === null ? 'unreachable' : (REASONS[failureCode(error)] ?? 'failed')}`)}
        </Tag>
      )}
      {!failing && state && (
        <Tag color="success" style={{ marginInlineEnd: 0 }}>
          {t('overview:status.reachable')}
        </Tag>
      )}
      {state && (
        <Typography.Text type={failing ? 'warning' : 'secondary'} style={{ fontSize: 12 }}>
          {failing ? t('overview:lastKnown') : t('overview:checked')} <Moment relative iso={state.checkedAt} />
        </Typography.Text>
      )}
      {!state && asking && <Typography.Text type="secondary">{t('overview:asking')}</Typography.Text>}
      {asking && <Spin size="small" aria-hidden />}
    </Flex>
  );
}
