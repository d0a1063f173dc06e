import { os } from './base';
import { performed } from './performed';

const { backups } = os;

export const restoresRouter = {
  plan: backups.plan.handler(({ input: { params, query }, context: { application } }) =>
    application.restores.planRestore({ ...params, host: query.host }, query.filename),
  ),
  restore: backups.restore.handler(
    async ({
      input: {
        params,
        query,
        body: { filename, ...options },
      },
      context: { application },
    }) =>
      performed(
        await application.restores.restoreBackup({ ...params, host: query.host }, filename, options, query.wait),
      ),
  ),
  undo: backups.undo.handler(async ({ input: { params, query, body }, context: { application } }) =>
    performed(
      await application.restores.undoRestore({ ...params, host: query.host }, body?.id ?? undefined, query.wait),
    ),
  ),
  discardUndo: backups.discardUndo.handler(({ input: { params, query, body }, context: { application } }) =>
    application.restores.discardUndo({ ...params, ...query }, body?.id ?? undefined),
  ),
  recover: backups.recover.handler(async ({ input: { params, query }, context: { application } }) =>
    performed(await application.restores.recover({ ...params, host: query.host }, query.wait)),
  ),
};
