import { CheckCircleFilled, CloseCircleFilled, ExclamationCircleFilled } from '@ant-design/icons';
import { Flex, Typography, theme } from 'antd';
import type { PlanCheck } from '../../../contract/backups';
import { useTranslate } from '../../i18n/use-translate';

/** Worst first: what stops a restore is not below the fold. */
const ORDER: readonly PlanCheck['status'][] = ['failed', 'warning', 'passed'];

/** What the host checked before it would restore. */
export function PlanChecks({ checks }: { checks: readonly PlanCheck[] }) {
  const t = useTranslate();
  const sorted = checks.toSorted((left, right) => ORDER.indexOf(left.status) - ORDER.indexOf(right.status));
  return (
    <ul aria-label={t('plan:checks')} style={{ margin: 0, padding: 0, listStyle: 'none' }}>
      {sorted.map((check) => (
        <li key={check.id} style={{ marginBlockEnd: 6 }}>
          <Check check={check} />
        </li>
      ))}
    </ul>
  );
}

function Check({ check: { title, status, message } }: { check: PlanCheck }) {
  const t = useTranslate();
  const { token } = theme.useToken();
  const icon = {
    passed: <CheckCircleFilled aria-hidden style={{ color: token.colorSuccess }} />,
    warning: <ExclamationCircleFilled aria-hidden style={{ color: token.colorWarning }} />,
    failed: <CloseCircleFilled aria-hidden style={{ color: token.colorError }} />,
  }[status];
  return (
    <Flex gap={8} align="baseline">
      {icon}
      <span className="long-text">
        <span className="visually-hidden">{t(`plan:status.${status}`)}</span>{' '}
        <Typography.Text strong={status !== 'passed'}>{title}</Typography.Text>{' '}
        {message && message !== title && <Typography.Text type="secondary">{message}</Typography.Text>}
      </span>
    </Flex>
  );
}
