import { CheckCircleFilled, CloseCircleFilled, CopyOutlined, ExclamationCircleFilled } from '@ant-design/icons';
import { Alert, Button, Flex, Skeleton, Tag, Typography, theme } from 'antd';
import type { CheckStatus, HostCheckItem } from '../../../../contract/host-check';
import { copyText } from '../../../components/copy-text';
import { Moment } from '../../../components/moment';
import { useTranslate } from '../../../i18n/use-translate';
import { HostFailureAlert } from '../host-failure-alert';
import { checkText } from './check-text';
import { useHostCheck } from './use-host-tools';

/** What a host has and lacks, each with its remedy, the gravest first. */
export function HostCheckPanel({ host }: { host: string }) {
  const t = useTranslate();
  const { data, error, isFetching, refetch } = useHostCheck(host);
  if (error) {
    return <HostFailureAlert titled host={host} error={error} onRetry={() => void refetch()} retrying={isFetching} />;
  }
  if (!data) {
    return (
      <div role="status" aria-busy="true" aria-label={t('hostTools:check.running')}>
        <Skeleton active />
      </div>
    );
  }
  const order: CheckStatus[] = ['failed', 'warning', 'passed'];
  const checks = [...data.checks].sort((left, right) => order.indexOf(left.status) - order.indexOf(right.status));
  return (
    <Flex vertical gap={16}>
      <Alert
        type={data.ready ? 'success' : 'error'}
        role="status"
        showIcon
        title={data.ready ? t('hostTools:check.ready') : t('hostTools:check.notReady')}
        description={
          <>
            {t('hostTools:check.at')} <Moment relative iso={data.checkedAt} />
          </>
        }
      />
      <Flex gap={8}>
        <Button loading={isFetching} onClick={() => refetch()}>
          {t('hostTools:check.again')}
        </Button>
        <Button icon={<CopyOutlined aria-hidden />} onClick={() => void copyText(checkText(data, t))}>
          {t('hostTools:check.copy')}
        </Button>
      </Flex>
      <Flex component="ul" vertical gap={12} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {checks.map((item) => (
          <li key={`${item.id} ${item.packageName ?? ''}`}>
            <CheckItem item={item} />
          </li>
        ))}
      </Flex>
    </Flex>
  );
}

function CheckItem({ item: { title, status, message, remedy, packageName } }: { item: HostCheckItem }) {
  const t = useTranslate();
  const { token } = theme.useToken();
  const icons = {
    passed: <CheckCircleFilled aria-hidden style={{ color: token.colorSuccess }} />,
    warning: <ExclamationCircleFilled aria-hidden style={{ color: token.colorWarning }} />,
    failed: <CloseCircleFilled aria-hidden style={{ color: token.colorError }} />,
  };
  return (
    <Flex gap={8} align="baseline">
      {icons[status]}
      <Flex vertical className="long-text" style={{ minWidth: 0 }}>
        <span>
          <span className="visually-hidden">{t(`hostTools:check.status.${status}`)}</span>
          <Typography.Text strong>{title}</Typography.Text> {packageName && <Tag>{packageName}</Tag>}
        </span>
        <Typography.Text type="secondary">{message}</Typography.Text>
        {remedy && <Typography.Text copyable={{ text: remedy, tooltips: false }}>{remedy}</Typography.Text>}
      </Flex>
    </Flex>
  );
}
