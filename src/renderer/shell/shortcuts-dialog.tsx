import { Descriptions, Modal } from 'antd';
import { useTranslate } from '../i18n/use-translate';
import { Keys } from './keys';
import { SHORTCUTS } from './shortcuts';

/** Lists the keys that work everywhere. */
export function ShortcutsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslate();
  return (
    <Modal
      title={t('shell:shortcuts.title')}
      open={open}
      footer={null}
      width={440}
      onCancel={onClose}
      closable={{ 'aria-label': t('common:close') }}
    >
      <Descriptions
        bordered
        size="small"
        column={1}
        items={SHORTCUTS.map(({ id, keys }) => ({
          key: id,
          label: t(`shell:shortcuts.${id}`),
          children: <Keys keys={keys} />,
        }))}
      />
    </Modal>
  );
}
