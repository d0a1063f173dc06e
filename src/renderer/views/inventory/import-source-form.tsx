import { FolderOpenOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Form, Input, InputNumber, Segmented, Typography } from 'antd';
import { useId, useRef } from 'react';
import type { ImportFormat, ImportSource } from '../../../contract/inventory-import';
import { useTranslate } from '../../i18n/use-translate';

const FORMATS: ImportFormat[] = ['autoUpdater', 'sshConfig', 'holdfast'];

interface ImportSourceFormProps {
  source: ImportSource;
  onChange: (source: ImportSource) => void;
}

/** Where hosts and packages come from. */
export function ImportSourceForm({ source, onChange }: ImportSourceFormProps) {
  const t = useTranslate();
  const labelId = useId();
  const input = useRef<HTMLInputElement>(null);
  const { format, files, host = {} } = source;
  const take = async (chosen: FileList | null) => {
    const read = [...(chosen ?? [])].map(async (file) => ({ name: file.name, text: await file.text() }));
    onChange({ ...source, files: await Promise.all(read) });
  };
  const change = (part: NonNullable<ImportSource['host']>) => {
    const given = Object.entries({ ...host, ...part }).filter(([, value]) => value !== '' && value !== null);
    onChange({ ...source, host: Object.fromEntries(given) });
  };
  return (
    <Flex vertical gap={16}>
      <Flex vertical gap={8} align="start">
        <Typography.Text id={labelId}>{t('inventory:source.format')}</Typography.Text>
        <Segmented<ImportFormat>
          aria-labelledby={labelId}
          name={labelId}
          value={format}
          options={FORMATS.map((value) => ({ value, label: t(`inventory:source.${value}`) }))}
          onChange={(next) => onChange({ format: next, files: [] })}
        />
        <Typography.Text type="secondary">{t(`inventory:source.hint.${format}`)}</Typography.Text>
      </Flex>
      <Flex gap={8} align="center" wrap>
        <Button icon={<FolderOpenOutlined aria-hidden />} onClick={() => input.current?.click()}>
          {t(format === 'autoUpdater' ? 'inventory:source.chooseFiles' : 'inventory:source.chooseFile')}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          multiple={format === 'autoUpdater'}
          aria-label={t('inventory:source.files')}
          onChange={({ target }) => {
            void take(target.files).finally(() => {
              // The same file, chosen again after a correction, is a change too.
              target.value = '';
            });
          }}
        />
        <Typography.Text className="long-text" role="status">
          {files.length > 0
            ? files.map(({ name }) => name).join(', ')
            : t(format === 'sshConfig' ? 'inventory:source.ownConfig' : 'inventory:source.noFile')}
        </Typography.Text>
      </Flex>
      {format === 'autoUpdater' && (
        <Form layout="vertical" component="div">
          <Alert type="info" role="note" title={t('inventory:source.hostHint')} style={{ marginBlockEnd: 12 }} />
          <Flex gap={12} wrap>
            {(['name', 'address', 'user'] as const).map((field) => (
              <Form.Item key={field} label={t(`hostForm:${field}`)} htmlFor={`${labelId}-${field}`}>
                <Input
                  id={`${labelId}-${field}`}
                  autoComplete="off"
                  value={host[field] ?? ''}
                  onChange={({ target }) => change({ [field]: target.value })}
                />
              </Form.Item>
            ))}
            <Form.Item label={t('hostForm:port')} htmlFor={`${labelId}-port`}>
              <InputNumber
                id={`${labelId}-port`}
                min={1}
                max={65535}
                precision={0}
                value={host.port ?? null}
                onChange={(port) => change({ port: port as number })}
                style={{ width: 110 }}
              />
            </Form.Item>
          </Flex>
        </Form>
      )}
    </Flex>
  );
}
