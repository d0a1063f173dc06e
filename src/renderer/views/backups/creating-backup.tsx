import { Alert, Spin } from 'antd';
import { useTranslate } from '../../i18n/use-translate';

/** Says in the dialog that a backup is being created. */
export function CreatingBackup() {
  const t = useTranslate();
  return <Alert type="info" role="note" showIcon icon={<Spin size="small" />} title={t('backups:create.running')} />;
}
