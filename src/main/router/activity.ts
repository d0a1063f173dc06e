import { os } from './base';

const { activity } = os;

export const activityRouter = {
  list: activity.list.handler(({ input: { query }, context: { application } }) => {
    const { limit, before, ...filter } = query;
    return application.activity.list(filter, limit, before);
  }),
  verify: activity.verify.handler(({ context: { application } }) => application.activity.verify()),
  export: activity.export.handler(({ input: { query }, context: { application } }) => {
    const { format, ...filter } = query;
    return application.activity.export(filter, format);
  }),
};
