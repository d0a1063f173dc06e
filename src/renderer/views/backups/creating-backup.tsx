import { Alert, Spin } from 'antd';

/** Says in the dialog that a backup is being created. */
export function CreatingBackup() {
  return <Alert type="info" role="note" showIcon icon={<Spin size="small" />} title="Creating backup..." />;
}
