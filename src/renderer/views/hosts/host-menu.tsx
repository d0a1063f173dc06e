import { EditOutlined, MoreOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Flex } from 'antd';
import type { Host } from '../../../contract/inventory';
import { useTranslate } from '../../i18n/use-translate';
import { copyName } from './form/host-values';
import type { OpenHostDialog } from './host-dialogs';
import type { InventoryChanges } from './hosts-table';

interface HostMenuProps {
  host: Host;
  hosts: readonly Host[];
  changes: InventoryChanges;
  onOpen: (dialog: OpenHostDialog) => void;
}

/** What can be done with a host. */
export function HostMenu({ host, hosts, changes, onOpen }: HostMenuProps) {
  const t = useTranslate();
  const { modal } = App.useApp();
  const { name } = host;
  const method = host.auth.method;
  const remove = () =>
    modal.confirm({
      title: t('hosts:remove.title', { host: name }),
      content: <span className="long-text">{t('hosts:remove.what', { count: host.packages.length })}</span>,
      okText: t('hosts:remove.action'),
      okButtonProps: { danger: true },
      cancelText: t('common:cancel'),
      autoFocusButton: 'cancel',
      onOk: () => changes.removeHost(name),
    });
  const items = [
    { key: 'check', label: t('hosts:menu.check'), onClick: () => onOpen({ kind: 'tool', host: name, tool: 'check' }) },
    {
      key: 'scripts',
      label: t('hosts:menu.scripts'),
      onClick: () => onOpen({ kind: 'tool', host: name, tool: 'scripts' }),
    },
    ...(method === 'agent'
      ? []
      : [
          {
            key: 'secret',
            label: t(method === 'password' ? 'hosts:menu.password' : 'hosts:menu.passphrase'),
            onClick: () =>
              onOpen({ kind: 'secret', host: name, secret: method === 'password' ? 'password' : 'passphrase' }),
          },
        ]),
    { type: 'divider' as const },
    {
      key: 'package',
      label: t('hosts:menu.addPackage'),
      onClick: () => onOpen({ kind: 'package', host: name }),
    },
    {
      key: 'duplicate',
      label: t('hosts:menu.duplicate'),
      onClick: () =>
        void changes.duplicateHost(
          name,
          copyName(
            name,
            hosts.map((other) => other.name),
          ),
        ),
    },
    { type: 'divider' as const },
    { key: 'remove', label: t('hosts:menu.remove'), danger: true, onClick: remove },
  ];
  return (
    <Flex gap={4}>
      <Button
        size="small"
        icon={<EditOutlined aria-hidden />}
        aria-label={t('hosts:menu.editHost', { host: name })}
        onClick={() => onOpen({ kind: 'host', host })}
      >
        {t('hosts:menu.edit')}
      </Button>
      <Dropdown trigger={['click']} autoFocus menu={{ items }}>
        <Button
          size="small"
          aria-label={t('hosts:menu.more', { host: name })}
          aria-haspopup="menu"
          icon={<MoreOutlined aria-hidden />}
        />
      </Dropdown>
    </Flex>
  );
}
