import { Checkbox, Collapse, Form, InputNumber, Switch } from 'antd';
import { useId } from 'react';
import type { Package } from '../../../../contract/inventory';
import { FailureAlert } from '../../../components/failure-alert';
import { useTranslate } from '../../../i18n/use-translate';
import { FormDrawer } from './form-drawer';
import { NEW_PACKAGE, type PackageValues, packageBody, packageValues } from './package-values';
import { TextField } from './text-field';
import { useSavePackage } from './use-inventory';
import { useSavedForm } from './use-saved-form';

interface PackageFormProps {
  host: string;
  /** The package to change and its name; absent for a new one. */
  item?: { name: string; value: Package } | undefined;
  onClose: () => void;
}

const EXAMPLE = '/data/rocket-welder';

/** Adds or changes a package of a host. */
export function PackageForm({ host, item, onClose }: PackageFormProps) {
  const t = useTranslate();
  const formId = useId();
  const save = useSavePackage(host, item?.name);
  const { form, submit, saving, error } = useSavedForm<PackageValues>(
    'repositoryLocation',
    (values) => save(packageBody(values)),
    onClose,
  );
  const enabled = Form.useWatch('backupEnabled', form);
  const containerHealth = Form.useWatch('containerHealth', form);
  const field = (name: keyof PackageValues & string, placeholder?: string) => (
    <TextField name={name} label={t(`packageForm:${name as 'logFile'}`)} placeholder={placeholder} />
  );
  return (
    <FormDrawer
      title={item ? t('packageForm:edit', { packageName: item.name, host }) : t('packageForm:add', { host })}
      formId={formId}
      saving={saving}
      onClose={onClose}
    >
      <Form
        id={formId}
        form={form}
        layout="vertical"
        requiredMark="optional"
        initialValues={item ? packageValues(item.value) : NEW_PACKAGE}
        onFinish={submit}
        scrollToFirstError={{ focus: true }}
      >
        <TextField
          name="repositoryLocation"
          label={t('packageForm:repositoryLocation')}
          hint={t('packageForm:repositoryLocationHint')}
          placeholder={EXAMPLE}
          required
          autoFocus
        />
        {field('repositoryUrl')}
        <TextField name="hostRepositoriesRoot" label={t('packageForm:hostRepositoriesRoot')} required />
        <TextField name="dockerComposeDirectory" label={t('packageForm:dockerComposeDirectory')} required />
        <Form.Item name="backupEnabled" label={t('packageForm:backupEnabled')} valuePropName="checked">
          <Switch />
        </Form.Item>
        {enabled && (
          <Form.Item
            name="staleAfterHours"
            label={t('packageForm:staleAfterHours')}
            extra={t('packageForm:staleAfterHoursHint')}
            rules={[{ required: true, message: t('packageForm:staleAfterHoursHint') }]}
          >
            <InputNumber min={0.1} max={87600} style={{ width: 140 }} />
          </Form.Item>
        )}
        <Collapse
          ghost
          items={[
            {
              key: 'more',
              label: t('packageForm:more'),
              forceRender: true,
              children: (
                <>
                  {field('backupDirectory', '/var/docker/data/backups')}
                  {field('dataDirectory', '/var/docker/data/eventstore/data')}
                  {field('eventStoreService', 'eventstore.db')}
                  <Form.Item name="containerHealth" valuePropName="checked">
                    <Checkbox>{t('packageForm:containerHealth')}</Checkbox>
                  </Form.Item>
                  {!containerHealth && field('healthUrl', 'http://localhost:2113/health/live')}
                  {field('composeFile', 'docker-compose.yml')}
                  {field('logFile', '/var/docker/data/maintenance.log')}
                  <TextField
                    name="backupScriptPath"
                    label={t('packageForm:backupScriptPath')}
                    hint={t('packageForm:backupScriptPathHint')}
                    required
                  />
                  <Form.Item
                    name="ownsUnlabelledBackups"
                    valuePropName="checked"
                    extra={t('packageForm:ownsUnlabelledBackupsHint')}
                  >
                    <Checkbox>{t('packageForm:ownsUnlabelledBackups')}</Checkbox>
                  </Form.Item>
                </>
              ),
            },
          ]}
        />
        {error && <FailureAlert titled error={error} />}
      </Form>
    </FormDrawer>
  );
}
