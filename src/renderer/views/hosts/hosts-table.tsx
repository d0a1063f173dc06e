import { Table, type TableColumnsType, Typography } from 'antd';
import { useMemo } from 'react';
import type { Host } from '../../../contract/inventory';
import { useTranslate } from '../../i18n/use-translate';
import { hostAddress } from '../packages/filter-hosts';
import type { useInventoryChanges } from './form/use-inventory';
import type { OpenHostDialog } from './host-dialogs';
import { HostMenu } from './host-menu';
import { PackageList } from './package-list';

export type InventoryChanges = ReturnType<typeof useInventoryChanges>;

interface HostsTableProps {
  hosts: readonly Host[];
  changes: InventoryChanges;
  onOpen: (dialog: OpenHostDialog) => void;
}

/** All hosts with their packages, and what can be done with each. */
export function HostsTable({ hosts, changes, onOpen }: HostsTableProps) {
  const t = useTranslate();
  const names = useMemo(() => hosts.map(({ name }) => name), [hosts]);
  const columns: TableColumnsType<Host> = [
    {
      key: 'name',
      title: t('hosts:columns.name'),
      sorter: (left, right) => left.name.localeCompare(right.name),
      render: (_, host) => (
        <Typography.Text strong className="long-text">
          {host.name}
        </Typography.Text>
      ),
    },
    {
      key: 'address',
      title: t('hosts:columns.address'),
      render: (_, host) => (
        <span className="long-text">
          {hostAddress(host)}
          {host.jumpHost !== null && (
            <Typography.Text type="secondary"> {t('hosts:via', { host: host.jumpHost })}</Typography.Text>
          )}
        </span>
      ),
    },
    {
      key: 'auth',
      title: t('hosts:columns.auth'),
      width: 170,
      render: (_, host) => t(`hostForm:auth.${host.auth.method}`),
    },
    {
      key: 'packages',
      title: t('hosts:columns.packages'),
      render: (_, host) => <PackageList host={host} hosts={names} changes={changes} onOpen={onOpen} />,
    },
    {
      key: 'actions',
      title: t('hosts:columns.actions'),
      width: 150,
      render: (_, host) => <HostMenu host={host} hosts={hosts} changes={changes} onOpen={onOpen} />,
    },
  ];
  return (
    <Table
      aria-label={t('shell:screen.hosts')}
      size="small"
      rowKey="name"
      columns={columns}
      dataSource={[...hosts]}
      pagination={false}
      showSorterTooltip={false}
      scroll={{ x: 860 }}
    />
  );
}
