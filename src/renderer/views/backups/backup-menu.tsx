import { CloudServerOutlined, LoadingOutlined, PlusOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useRef, useState } from 'react';
import { useTranslate } from '../../i18n/use-translate';
import type { HostPackage } from '../packages/host-package';
import { BackupsDialog } from './backups-dialog';
import { usePackageOperation } from './package-operations';
import { useCreateBackup } from './use-backup-jobs';

/** The "Backup" button of a package, with its menu. */
export function BackupMenu({ target }: { target: HostPackage }) {
  const t = useTranslate();
  const button = useRef<HTMLButtonElement>(null);
  const [menuOpen, setMenuOpen] = useState(false);
  const [dialogOpen, setDialogOpen] = useState(false);
  const { busy } = usePackageOperation(target);
  const { mutate: create } = useCreateBackup(target);

  const openOrClose = (open: boolean) => {
    setMenuOpen(open);
    // Closed with the keyboard, the menu would take the focus with it.
    if (!open && document.activeElement?.closest('[role="menu"]')) button.current?.focus();
  };

  const choose = ({ key }: { key: string }) => {
    setMenuOpen(false);
    if (key === 'manage') return setDialogOpen(true);
    create(undefined);
    button.current?.focus();
  };
  return (
    <>
      <Dropdown
        trigger={['click']}
        autoFocus
        getPopupContainer={(trigger) => trigger.closest('main') ?? document.body}
        open={menuOpen}
        onOpenChange={openOrClose}
        menu={{
          onClick: choose,
          items: [
            { key: 'create', label: t('backups:menu.create'), icon: <PlusOutlined aria-hidden />, disabled: busy },
            { key: 'manage', label: t('backups:menu.manage'), icon: <UnorderedListOutlined aria-hidden /> },
          ],
        }}
      >
        {/* Not `loading`, which would lock the menu: the list can be seen while a backup is created. */}
        <Button
          ref={button}
          icon={busy ? <LoadingOutlined aria-hidden /> : <CloudServerOutlined aria-hidden />}
          aria-haspopup="menu"
          aria-expanded={menuOpen}
          aria-busy={busy}
        >
          {t('backups:menu.backup')}
        </Button>
      </Dropdown>
      <BackupsDialog
        target={target}
        open={dialogOpen}
        onCreate={() => create(undefined)}
        onClose={() => setDialogOpen(false)}
        afterClose={() => button.current?.focus()}
      />
    </>
  );
}
