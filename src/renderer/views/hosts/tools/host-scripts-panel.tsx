import { Alert, App, Button, Descriptions, Flex, Skeleton, Typography } from 'antd';
import type { HostScriptsState } from '../../../../contract/host-scripts';
import { FailureAlert } from '../../../components/failure-alert';
import { useTranslate } from '../../../i18n/use-translate';
import { HostFailureAlert } from '../host-failure-alert';
import { type ScriptsAction, useChangeScripts, useHostScripts } from './use-host-tools';

const KINDS: Record<HostScriptsState, 'success' | 'info' | 'warning'> = {
  current: 'success',
  newer: 'info',
  missing: 'warning',
  outdated: 'warning',
  foreign: 'warning',
};

/** Holdfast's scripts on a host: which version is there, and the ways to install, go back and remove. */
export function HostScriptsPanel({ host }: { host: string }) {
  const t = useTranslate();
  const { modal } = App.useApp();
  const { data, error, isFetching, refetch } = useHostScripts(host);
  const change = useChangeScripts(host);
  const confirm = (action: ScriptsAction) =>
    modal.confirm({
      title: t(`hostTools:scripts.${action}.title`, { host }),
      content: (
        <span className="long-text">{t(`hostTools:scripts.${action}.what`, { directory: data?.directory })}</span>
      ),
      okText: t(`hostTools:scripts.${action}.action`),
      okButtonProps: { danger: action === 'uninstall' || action === 'replace' },
      cancelText: t('common:cancel'),
      autoFocusButton: 'cancel',
      onOk: () => change.mutate(action),
    });
  if (error) {
    return <HostFailureAlert titled host={host} error={error} onRetry={() => void refetch()} retrying={isFetching} />;
  }
  if (!data) {
    return (
      <div role="status" aria-busy="true" aria-label={t('hostTools:scripts.loading')}>
        <Skeleton active />
      </div>
    );
  }
  const notKnown = <Typography.Text type="secondary">{t('hostTools:none')}</Typography.Text>;
  const main: ScriptsAction = data.state === 'newer' ? 'replace' : 'install';
  return (
    <Flex vertical gap={16}>
      <Alert
        type={KINDS[data.state]}
        role="status"
        showIcon
        title={t(`hostTools:scripts.state.${data.state}`)}
        description={<span className="long-text">{data.message}</span>}
      />
      <Descriptions
        bordered
        size="small"
        column={1}
        items={[
          { key: 'installed', label: t('hostTools:scripts.installed'), children: data.installedVersion ?? notKnown },
          { key: 'available', label: t('hostTools:scripts.available'), children: data.availableVersion },
          { key: 'previous', label: t('hostTools:scripts.previous'), children: data.previousVersion ?? notKnown },
          {
            key: 'directory',
            label: t('hostTools:scripts.directory'),
            children: <span className="long-text">{data.directory}</span>,
          },
          {
            key: 'boot',
            label: t('hostTools:scripts.boot'),
            children: t(data.recoversAtBoot ? 'hostTools:yes' : 'hostTools:no'),
          },
        ]}
      />
      <Flex gap={8} wrap>
        <Button
          type={data.state === 'current' || data.state === 'newer' ? 'default' : 'primary'}
          loading={change.isPending && change.variables === main}
          disabled={change.isPending}
          onClick={() => confirm(main)}
        >
          {t(data.state === 'current' ? 'hostTools:scripts.repair' : `hostTools:scripts.${main}.action`)}
        </Button>
        {data.previousVersion !== null && (
          <Button disabled={change.isPending} onClick={() => confirm('rollback')}>
            {t('hostTools:scripts.rollback.action')}
          </Button>
        )}
        {data.installedVersion !== null && (
          <Button danger disabled={change.isPending} onClick={() => confirm('uninstall')}>
            {t('hostTools:scripts.uninstall.action')}
          </Button>
        )}
      </Flex>
      {change.isPending && <Typography.Text role="status">{t('hostTools:scripts.working')}</Typography.Text>}
      {change.error && <FailureAlert titled error={change.error} />}
      {change.data && (
        <Alert
          type={change.data.warnings.length > 0 ? 'warning' : 'success'}
          role="status"
          showIcon
          title={t(`hostTools:scripts.outcome.${change.data.outcome}`)}
          description={change.data.warnings.map((warning) => (
            <div key={warning} className="long-text">
              {warning}
            </div>
          ))}
        />
      )}
    </Flex>
  );
}
