import { ImportOutlined } from '@ant-design/icons';
import { Button, type ButtonProps } from 'antd';
import { useRef } from 'react';
import { useTranslate } from '../../i18n/use-translate';
import { useImportInventory } from './use-import-inventory';

/** Opens a file chooser and imports what is chosen. */
export function ImportInventoryButton({ type = 'default' }: Pick<ButtonProps, 'type'>) {
  const t = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  const { importFile, importing } = useImportInventory();
  return (
    <>
      <Button
        type={type}
        icon={<ImportOutlined aria-hidden />}
        loading={importing}
        onClick={() => input.current?.click()}
      >
        {t('inventory:import.action')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label={t('inventory:import.file')}
        hidden
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) importFile(file);
          // The same file, chosen again after a correction, is a change too.
          target.value = '';
        }}
      />
    </>
  );
}
