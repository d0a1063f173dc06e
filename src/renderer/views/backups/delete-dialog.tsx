import { Alert, Checkbox, Flex, Modal, Typography } from 'antd';
import { useState } from 'react';
import { FailureAlert } from '../../components/failure-alert';
import { ScrollBox } from '../../components/scroll-box';
import { formatLocalTime } from '../../format/time';
import { useFormat } from '../../format/use-format';
import { useTranslate } from '../../i18n/use-translate';
import type { HostPackage } from '../packages/host-package';
import type { Deletion } from './deletion';
import { useDeleteBackups } from './use-backup-upkeep';

interface DeleteDialogProps {
  target: HostPackage;
  deletion: Deletion;
  onDeleted: () => void;
  afterClose: () => void;
}

/** Lists what goes and asks once; for the newest verified backup it asks a second time. */
export function DeleteDialog({ target, deletion, onDeleted, afterClose }: DeleteDialogProps) {
  const t = useTranslate();
  const format = useFormat();
  const [open, setOpen] = useState(true);
  const [consent, setConsent] = useState(false);
  const { mutate, isPending, error } = useDeleteBackups(target, () => {
    onDeleted();
    setOpen(false);
  });
  const { going, pinned, freedBytes, newestVerified, isAll } = deletion;
  const count = going.length;
  const allowed = count > 0 && (!newestVerified || consent);
  return (
    <Modal
      title={t('upkeep:deleteDialog.title', { count })}
      open={open}
      width={640}
      closable={false}
      okText={t('upkeep:deleteDialog.ok', { count })}
      okButtonProps={{ danger: true, disabled: !allowed }}
      confirmLoading={isPending}
      onOk={() =>
        mutate({
          filenames: going.map(({ backup }) => backup.filename),
          allowNewestVerified: newestVerified !== undefined,
        })
      }
      cancelText={t('common:cancel')}
      cancelButtonProps={{ autoFocus: true, disabled: isPending }}
      onCancel={() => setOpen(false)}
      afterClose={afterClose}
    >
      <Flex vertical gap={12}>
        {count > 0 && (
          <>
            <Typography.Text>{t('upkeep:deleteDialog.list')}</Typography.Text>
            {/* One text, not thousands of elements. */}
            <ScrollBox label={t('upkeep:deleteDialog.list')}>
              {going
                .map(({ name, backup: { version, sizeBytes, createdDate } }) =>
                  [name, version, format.size(sizeBytes), formatLocalTime(createdDate)].join('   '),
                )
                .join('\n')}
            </ScrollBox>
            <Typography.Text>
              {t('upkeep:deleteDialog.frees', { size: format.size(freedBytes), host: target.host })}
            </Typography.Text>
          </>
        )}
        {pinned.length > 0 && (
          <Alert type="info" role="note" title={t('upkeep:deleteDialog.pinned', { count: pinned.length })} />
        )}
        {isAll && <Alert type="warning" showIcon title={t('upkeep:deleteDialog.all')} />}
        {newestVerified && (
          <Alert
            type="warning"
            showIcon
            title={t('upkeep:deleteDialog.newest', { name: newestVerified.name })}
            description={
              <Checkbox checked={consent} onChange={({ target: box }) => setConsent(box.checked)}>
                {t('upkeep:deleteDialog.newestConsent')}
              </Checkbox>
            }
          />
        )}
        {error && <FailureAlert titled error={error} />}
      </Flex>
    </Modal>
  );
}
