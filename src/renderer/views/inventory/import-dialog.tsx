import { Button, Flex, Modal, Steps } from 'antd';
import { useState } from 'react';
import type { ImportSource } from '../../../contract/inventory-import';
import { FailureAlert } from '../../components/failure-alert';
import { useRestoreFocus } from '../../components/use-restore-focus';
import { useTranslate } from '../../i18n/use-translate';
import { ImportOutcome } from './import-outcome';
import { ImportPreviewTable } from './import-preview-table';
import { choosable } from './import-rows';
import { ImportSourceForm } from './import-source-form';
import { useApplyImport, usePreviewImport } from './use-import';

/** Import in three steps: where from, what of it, and what came of it. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslate();
  const [source, setSource] = useState<ImportSource>({ format: 'autoUpdater', files: [] });
  const [chosen, setChosen] = useState<string[]>([]);
  const preview = usePreviewImport();
  const apply = useApplyImport();
  const restoreFocus = useRestoreFocus();
  const close = () => {
    onClose();
    restoreFocus();
  };
  const step = apply.data ? 2 : preview.data ? 1 : 0;
  const next = () => {
    if (step === 0) return preview.mutate(source, { onSuccess: ({ rows }) => setChosen(choosable(rows)) });
    if (step === 1) return apply.mutate({ ...source, rows: chosen });
    return close();
  };
  const back = () => {
    preview.reset();
    apply.reset();
  };
  const ready = [source.format === 'sshConfig' || source.files.length > 0, chosen.length > 0, true][step];
  const failure = preview.error ?? apply.error;
  return (
    <Modal
      open
      title={t('inventory:dialog.title')}
      width={920}
      onCancel={close}
      closable={{ 'aria-label': t('common:close') }}
      footer={
        <Flex justify="end" gap={8}>
          {step === 1 && <Button onClick={back}>{t('inventory:dialog.back')}</Button>}
          {step < 2 && <Button onClick={close}>{t('common:cancel')}</Button>}
          <Button type="primary" disabled={!ready} loading={preview.isPending || apply.isPending} onClick={next}>
            {step === 1
              ? t('inventory:dialog.apply', { count: chosen.length })
              : t(step === 0 ? 'inventory:dialog.preview' : 'common:close')}
          </Button>
        </Flex>
      }
    >
      <Flex vertical gap={16}>
        <Steps
          size="small"
          current={step}
          items={(['source', 'choice', 'result'] as const).map((key) => ({ title: t(`inventory:dialog.step.${key}`) }))}
        />
        {step === 0 && <ImportSourceForm source={source} onChange={setSource} />}
        {step === 1 && preview.data && (
          <ImportPreviewTable preview={preview.data} chosen={chosen} onChoose={setChosen} />
        )}
        {apply.data && <ImportOutcome result={apply.data} />}
        {failure && <FailureAlert titled error={failure} />}
      </Flex>
    </Modal>
  );
}
