import { os } from './base';

const { rest } = os;

export const restRouter = {
  status: rest.status.handler(({ context: { application } }) => application.rest.status()),

  change: rest.change.handler(({ input: { body }, context: { application } }) =>
    application.audit.record({ operation: 'rest.change', arguments: body }, () =>
      application.rest.change(body.enabled, body.port),
    ),
  ),
};
