import { os } from './base';
import { performed } from './performed';
import { restoresRouter } from './restores';

const { backups } = os;

export const backupsRouter = {
  ...restoresRouter,

  list: backups.list.handler(({ input: { params, query }, context: { application } }) =>
    application.backups.listBackups({ ...params, host: query.host }, query.refresh),
  ),
  create: backups.create.handler(async ({ input: { params, query, body }, context: { application } }) => {
    const { version, consistency } = body ?? {};
    const options = { version: version ?? undefined, consistency };
    return performed(await application.backups.createBackup({ ...params, host: query.host }, options, query.wait));
  }),
  status: backups.status.handler(({ input: { params, query }, context: { application } }) =>
    application.backups.getBackupStatus({ ...params, ...query }),
  ),
  verify: backups.verify.handler(async ({ input: { params, query, body }, context: { application } }) =>
    performed(await application.backups.verifyBackup({ ...params, host: query.host }, body.filename, query.wait)),
  ),
  verifyAll: backups.verifyAll.handler(async ({ input: { params, query }, context: { application } }) =>
    performed(await application.backups.verifyAllBackups({ ...params, host: query.host }, query.wait)),
  ),
  delete: backups.delete.handler(
    ({
      input: {
        params,
        query,
        body: { filenames, ...options },
      },
      context: { application },
    }) => application.backups.deleteBackups({ ...params, ...query }, filenames, options),
  ),
  annotate: backups.annotate.handler(
    ({
      input: {
        params,
        query,
        body: { filename, ...annotation },
      },
      context: { application },
    }) => application.backups.annotateBackup({ ...params, ...query }, filename, annotation),
  ),
  cleanup: backups.cleanup.handler(async ({ input: { params, query }, context: { application } }) =>
    performed(await application.backups.cleanUpBackups({ ...params, host: query.host }, query.wait)),
  ),
};
