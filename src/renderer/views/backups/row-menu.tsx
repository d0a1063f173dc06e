import { DeleteOutlined, EditOutlined, MoreOutlined, PushpinOutlined, SafetyOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useRef, useState } from 'react';
import { useTranslate } from '../../i18n/use-translate';
import type { BackupRow } from './backup-rows';
import type { RowAction } from './row-actions';

interface RowMenuProps {
  row: BackupRow;
  busy: boolean;
  describedBy: string;
  onAction: (action: RowAction, row: BackupRow) => void;
}

/** What is done with one backup less often than a restore. */
export function RowMenu({ row, busy, describedBy, onAction }: RowMenuProps) {
  const t = useTranslate();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const { pinned } = row.backup;
  const items = [
    { key: 'verify', label: t('upkeep:verify'), icon: <SafetyOutlined aria-hidden />, disabled: busy },
    { key: 'notes', label: t('upkeep:editNotes'), icon: <EditOutlined aria-hidden /> },
    { key: 'pin', label: pinned ? t('upkeep:unpin') : t('upkeep:pin'), icon: <PushpinOutlined aria-hidden /> },
    {
      key: 'delete',
      label: t('upkeep:delete'),
      icon: <DeleteOutlined aria-hidden />,
      danger: true,
      disabled: busy || pinned === true,
    },
  ];
  const close = (shown: boolean) => {
    setOpen(shown);
    // Closed with the keyboard, the menu would take the focus with it.
    if (!shown && document.activeElement?.closest('[role="menu"]')) button.current?.focus();
  };
  return (
    <Dropdown
      trigger={['click']}
      autoFocus
      destroyOnHidden
      open={open}
      onOpenChange={close}
      menu={{
        items,
        onClick: ({ key }) => {
          setOpen(false);
          button.current?.focus();
          onAction(key as RowAction, row);
        },
      }}
    >
      <Button
        ref={button}
        type="text"
        size="small"
        aria-label={t('upkeep:more')}
        aria-describedby={describedBy}
        aria-haspopup="menu"
        aria-expanded={open}
        icon={<MoreOutlined aria-hidden />}
      />
    </Dropdown>
  );
}
