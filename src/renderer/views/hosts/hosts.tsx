import { ExportOutlined, ImportOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Empty, Flex, Skeleton, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { FailureAlert } from '../../components/failure-alert';
import { useTranslate } from '../../i18n/use-translate';
import { PageContent } from '../../shell/page-content';
import { PageHeader } from '../../shell/page-header';
import { useScreenRequest } from '../../shell/screen-request';
import { ImportDialog } from '../inventory/import-dialog';
import { useInventory, useInventoryChanges } from './form/use-inventory';
import { HostDialogs, type OpenHostDialog } from './host-dialogs';
import { HostsTable } from './hosts-table';

/** Hosts and packages as they are configured: no connection is needed for any of it. */
export function Hosts() {
  const t = useTranslate();
  const { hosts, error, isFetching, refetch } = useInventory();
  const changes = useInventoryChanges();
  const [dialog, setDialog] = useState<OpenHostDialog>();
  const [importing, setImporting] = useState(false);
  const { request, done } = useScreenRequest('hosts');
  useEffect(() => {
    if (!request) return;
    const check = request.get('check');
    if (check !== null) setDialog({ kind: 'tool', host: check, tool: 'check' });
    if (request.get('add') === 'host') setDialog({ kind: 'host' });
    if (request.get('add') === 'import') setImporting(true);
    done();
  }, [request, done]);
  const add = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setDialog({ kind: 'host' })}>
      {t('hosts:add')}
    </Button>
  );
  const importButton = (
    <Button icon={<ImportOutlined aria-hidden />} onClick={() => setImporting(true)}>
      {t('hosts:import')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('shell:screen.hosts')}>
        {hosts && hosts.length > 0 && (
          <>
            <Button icon={<ExportOutlined aria-hidden />} onClick={() => void changes.exportAll()}>
              {t('hosts:export')}
            </Button>
            {importButton}
            {add}
          </>
        )}
      </PageHeader>
      <PageContent>
        {error && <FailureAlert titled error={error} onRetry={() => refetch()} retrying={isFetching} />}
        {changes.error && <FailureAlert titled error={changes.error} />}
        {!hosts && !error && (
          <div role="status" aria-busy="true" aria-label={t('overview:loadingHosts')}>
            <Skeleton active />
          </div>
        )}
        {hosts?.length === 0 && (
          <Empty
            style={{ marginBlockStart: 64 }}
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={
              <Typography.Title level={2} style={{ fontSize: 20 }}>
                {t('overview:noHosts.title')}
              </Typography.Title>
            }
          >
            <Flex vertical align="center" gap={16}>
              <Typography.Text>{t('hosts:firstStep')}</Typography.Text>
              <Flex gap={8}>
                {add}
                {importButton}
              </Flex>
            </Flex>
          </Empty>
        )}
        {hosts && hosts.length > 0 && <HostsTable hosts={hosts} changes={changes} onOpen={setDialog} />}
      </PageContent>
      {dialog && <HostDialogs dialog={dialog} hosts={hosts ?? []} onClose={() => setDialog(undefined)} />}
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
    </>
  );
}
