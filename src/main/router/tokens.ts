import { os } from './base';

const { tokens } = os;

export const tokensRouter = {
  list: tokens.list.handler(({ context: { application } }) => ({ tokens: application.tokens.list() })),

  create: tokens.create.handler(({ input: { body }, context: { application } }) =>
    application.audit.record({ operation: 'token.create', arguments: body }, async () =>
      application.tokens.create(body.name, body.scope),
    ),
  ),

  revoke: tokens.revoke.handler(async ({ input: { params }, context: { application } }) => {
    await application.audit.record({ operation: 'token.revoke', arguments: params }, async () =>
      application.tokens.revoke(params.name),
    );
    return { revoked: params.name };
  }),
};
