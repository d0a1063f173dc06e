import { Alert, Descriptions, Flex } from 'antd';
import { useFormat } from '../../../format/use-format';
import { useTranslate } from '../../../i18n/use-translate';
import { HostFailureAlert } from '../host-failure-alert';
import type { ConnectionTesting } from './use-host-tools';

/** What a connection test found, or why it did not get there and what can be done about it. */
export function ConnectionTestResult({ test, onRetry }: { test: ConnectionTesting; onRetry: () => void }) {
  const t = useTranslate();
  const format = useFormat();
  const { data, error, variables, isPending } = test;
  if (error && variables) {
    return (
      <HostFailureAlert
        titled
        host={variables.name}
        draft={variables}
        error={error}
        onRetry={onRetry}
        retrying={isPending}
        style={{ marginBlockStart: 16 }}
      />
    );
  }
  if (!data) return null;
  const milliseconds = (value: number) => t('hostTools:milliseconds', { value: format.number(Math.round(value)) });
  return (
    <Flex vertical gap={8} style={{ marginBlockStart: 16 }}>
      <Alert type="success" role="status" showIcon title={t('hostTools:test.works', { user: data.user })} />
      <Descriptions
        bordered
        size="small"
        column={1}
        items={[
          { key: 'connect', label: t('hostTools:test.connect'), children: milliseconds(data.connectMs) },
          { key: 'latency', label: t('hostTools:test.latency'), children: milliseconds(data.latencyMs) },
          {
            key: 'system',
            label: t('hostTools:test.system'),
            children: [data.operatingSystem, data.architecture].filter(Boolean).join(', ') || t('hostTools:notKnown'),
          },
          {
            key: 'sudo',
            label: t('hostTools:test.sudo'),
            children: [data.sudo.message, data.sudo.remedy].filter(Boolean).join(' '),
          },
          {
            key: 'scripts',
            label: t('hostTools:test.scripts'),
            children: data.scripts ? data.scripts.message : t('hostTools:notKnown'),
          },
        ]}
      />
    </Flex>
  );
}
