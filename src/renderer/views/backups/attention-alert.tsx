import { Alert, Button, Flex, Typography } from 'antd';
import type { Attention } from '../../../contract/backups';
import { useTranslate } from '../../i18n/use-translate';
import type { HostPackage } from '../packages/host-package';
import { useRecover } from './use-backup-jobs';

interface AttentionAlertProps {
  target: HostPackage;
  attention: Attention;
  busy: boolean;
}

/** An unfinished restore that needs the operator: nothing else runs on the package until it is dealt with. */
export function AttentionAlert({ target, attention, busy }: AttentionAlertProps) {
  const t = useTranslate();
  const { mutate: recover, isPending } = useRecover(target);
  return (
    <Alert
      type="error"
      showIcon
      title={
        <Typography.Text strong>
          {attention.code === 'JOURNAL_UNREADABLE' ? t('undo:attention.journal') : t('undo:attention.title')}
        </Typography.Text>
      }
      description={
        <Flex vertical gap={8} align="start" className="long-text">
          <span>{attention.message}</span>
          <span>{t('undo:attention.hint')}</span>
          <Button type="primary" danger loading={isPending} disabled={busy} onClick={() => recover(undefined)}>
            {t('undo:attention.recover')}
          </Button>
        </Flex>
      }
    />
  );
}
