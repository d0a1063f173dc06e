import { Button, Checkbox, Collapse, Flex, Form, InputNumber, Select } from 'antd';
import { useId } from 'react';
import type { Host } from '../../../../contract/inventory';
import { FailureAlert } from '../../../components/failure-alert';
import { useTranslate } from '../../../i18n/use-translate';
import { ConnectionTestResult } from '../tools/connection-test-result';
import { useConnectionTest } from '../tools/use-host-tools';
import { FormDrawer } from './form-drawer';
import { AUTH_METHODS, type HostValues, hostBody, hostValues, NEW_HOST, needsKey } from './host-values';
import { TextField } from './text-field';
import { useSaveHost } from './use-inventory';
import { useSavedForm } from './use-saved-form';

interface HostFormProps {
  /** The host to change; absent for a new one. */
  host?: Host | undefined;
  /** Names of all hosts, for the choice of a jump host. */
  names: string[];
  onClose: () => void;
}

/** Adds or changes a host. It can be tested before it is saved. */
export function HostForm({ host, names, onClose }: HostFormProps) {
  const t = useTranslate();
  const formId = useId();
  const save = useSaveHost(host?.name);
  const { form, submit, saving, error } = useSavedForm<HostValues>('name', (values) => save(hostBody(values)), onClose);
  const method = Form.useWatch(['auth', 'method'], form);
  const test = useConnectionTest();
  const runTest = async () => {
    const values = await form.validateFields().catch(() => undefined);
    if (values) test.mutate({ ...hostBody(values), packages: host?.packages ?? [] });
  };
  return (
    <FormDrawer
      title={host ? t('hostForm:edit', { host: host.name }) : t('hostForm:add')}
      formId={formId}
      saving={saving}
      onClose={onClose}
      actions={
        <Button loading={test.isPending} onClick={runTest}>
          {t('hostForm:test')}
        </Button>
      }
    >
      <Form
        id={formId}
        form={form}
        layout="vertical"
        requiredMark="optional"
        initialValues={host ? hostValues(host) : NEW_HOST}
        onFinish={submit}
        scrollToFirstError={{ focus: true }}
      >
        <TextField name="name" label={t('hostForm:name')} hint={t('hostForm:nameHint')} required autoFocus />
        <Flex gap={12}>
          <div style={{ flex: 1 }}>
            <TextField name="address" label={t('hostForm:address')} required />
          </div>
          <Form.Item
            name="port"
            label={t('hostForm:port')}
            rules={[{ required: true, message: t('hostForm:portRange') }]}
          >
            <InputNumber min={1} max={65535} precision={0} style={{ width: 110 }} />
          </Form.Item>
        </Flex>
        <TextField name="user" label={t('hostForm:user')} required />
        <Form.Item
          name={['auth', 'method']}
          label={t('hostForm:method')}
          extra={t('hostForm:methodHint')}
          rules={[{ required: true }]}
        >
          <Select options={AUTH_METHODS.map((value) => ({ value, label: t(`hostForm:auth.${value}`) }))} />
        </Form.Item>
        {needsKey(method) && (
          <TextField
            name={['auth', 'keyPath']}
            label={t('hostForm:keyPath')}
            hint={t('hostForm:keyPathHint')}
            required
          />
        )}
        <Form.Item name="jumpHost" label={t('hostForm:jumpHost')} extra={t('hostForm:jumpHostHint')}>
          <Select
            allowClear
            showSearch
            placeholder={t('hostForm:direct')}
            options={names.filter((name) => name !== host?.name).map((value) => ({ value, label: value }))}
          />
        </Form.Item>
        <Collapse
          ghost
          items={[
            {
              key: 'more',
              label: t('hostForm:more'),
              forceRender: true,
              children: (
                <>
                  <TextField
                    name="scriptsDirectory"
                    label={t('hostForm:scriptsDirectory')}
                    hint={t('hostForm:scriptsDirectoryHint')}
                    required
                  />
                  <Form.Item name="legacyAlgorithms" valuePropName="checked" extra={t('hostForm:legacyHint')}>
                    <Checkbox>{t('hostForm:legacy')}</Checkbox>
                  </Form.Item>
                </>
              ),
            },
          ]}
        />
        {error && <FailureAlert titled error={error} />}
      </Form>
      <ConnectionTestResult test={test} onRetry={runTest} />
    </FormDrawer>
  );
}
