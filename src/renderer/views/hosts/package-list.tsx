import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Flex } from 'antd';
import type { Host, Package } from '../../../contract/inventory';
import { useTranslate } from '../../i18n/use-translate';
import type { OpenHostDialog } from './host-dialogs';
import type { InventoryChanges } from './hosts-table';
import { nameOfPackage } from './package-name';

interface PackageListProps {
  host: Host;
  /** Names of all hosts: a package can be copied to another. */
  hosts: readonly string[];
  changes: InventoryChanges;
  onOpen: (dialog: OpenHostDialog) => void;
}

/** The packages of a host, each with its menu, and the way to a further one. */
export function PackageList({ host, hosts, changes, onOpen }: PackageListProps) {
  const t = useTranslate();
  const { modal } = App.useApp();
  const remove = (packageName: string) =>
    modal.confirm({
      title: t('hosts:package.removeTitle', { packageName, host: host.name }),
      content: t('hosts:package.removeWhat'),
      okText: t('hosts:remove.action'),
      okButtonProps: { danger: true },
      cancelText: t('common:cancel'),
      autoFocusButton: 'cancel',
      onOk: () => changes.removePackage(host.name, packageName),
    });
  const menuOf = (value: Package, packageName: string) => [
    {
      key: 'edit',
      label: t('hosts:menu.edit'),
      onClick: () => onOpen({ kind: 'package', host: host.name, item: { name: packageName, value } }),
    },
    {
      key: 'duplicate',
      label: t('hosts:menu.duplicate'),
      onClick: () =>
        void changes.duplicatePackage(host.name, packageName, { repositoryLocation: `${value.repositoryLocation}-2` }),
    },
    {
      key: 'copy',
      label: t('hosts:package.copyTo'),
      disabled: hosts.length < 2,
      children: hosts
        .filter((name) => name !== host.name)
        .map((name) => ({
          key: `copy ${name}`,
          label: name,
          onClick: () => void changes.duplicatePackage(host.name, packageName, { toHost: name }),
        })),
    },
    { key: 'remove', label: t('hosts:menu.remove'), danger: true, onClick: () => remove(packageName) },
  ];
  return (
    <Flex gap={4} wrap>
      {host.packages.map((value) => {
        const name = nameOfPackage(value.repositoryLocation);
        return (
          <Dropdown key={name} trigger={['click']} autoFocus menu={{ items: menuOf(value, name) }}>
            <Button
              size="small"
              aria-haspopup="menu"
              aria-label={t('hosts:package.menu', { packageName: name, host: host.name })}
            >
              {name}
            </Button>
          </Dropdown>
        );
      })}
      <Button
        size="small"
        type="text"
        icon={<PlusOutlined aria-hidden />}
        aria-label={t('hosts:package.addTo', { host: host.name })}
        onClick={() => onOpen({ kind: 'package', host: host.name })}
      >
        {host.packages.length === 0 && t('hosts:menu.addPackage')}
      </Button>
    </Flex>
  );
}
