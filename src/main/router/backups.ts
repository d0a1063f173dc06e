import { os } from './base';

const { backups } = os;

export const backupsRouter = {
  list: backups.list.handler(({ input: { params, query }, context: { application } }) =>
    application.backups.listBackups({ ...params, host: query.host }, query.refresh),
  ),
  create: backups.create.handler(({ input: { params, query, body }, context: { application } }) =>
    application.backups.createBackup({ ...params, ...query }, body?.version ?? undefined),
  ),
  restore: backups.restore.handler(({ input: { params, query, body }, context: { application } }) =>
    application.backups.restoreBackup({ ...params, ...query }, body.filename),
  ),
  status: backups.status.handler(({ input: { params, query }, context: { application } }) =>
    application.backups.getBackupStatus({ ...params, ...query }),
  ),
};
