import { withEventMeta } from '@orpc/server';
import { currentCaller } from '../services/activity/caller';
import { os } from './base';
import { contractError } from './failures';

const { jobs } = os;

export const jobsRouter = {
  list: jobs.list.handler(async ({ input: { query }, context: { application } }) => ({
    jobs: await application.jobs.list({ packageName: query.package, host: query.host }),
  })),
  get: jobs.get.handler(({ input: { params, query }, context: { application } }) =>
    application.jobs.get({ ...params, ...query }),
  ),
  cancel: jobs.cancel.handler(({ input: { params, query }, context: { application } }) =>
    application.jobs.cancel({ ...params, ...query }),
  ),
  events: jobs.events.handler(async ({ input: { params, query }, context: { application }, lastEventId, signal }) => {
    const { from = 0, ...where } = query;
    const next = lastEventId !== undefined && /^\d{1,9}$/.test(lastEventId) ? Number(lastEventId) + 1 : from;
    // Before the stream begins, so that a job that is not there is an error and no stream.
    const caller = currentCaller();
    const events = await application.jobs.events({ ...params, ...where }, next, signal);
    return (async function* () {
      try {
        for await (const event of events) yield withEventMeta(event, { id: String(event.index) });
      } catch (error) {
        throw contractError(error, { title: 'Failed to follow the job', caller, log: application.log });
      }
    })();
  }),
};
