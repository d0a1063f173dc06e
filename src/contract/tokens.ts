import { z } from 'zod';
import { ACCESS_SCOPES } from './access';
import { operation } from './base';

const TokenName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$/, 'must be at most 50 letters, digits, ".", "_" and "-"');
const Scope = z.enum(ACCESS_SCOPES);

/** A token as it is listed; the token itself is shown once, when it is created, and kept nowhere. */
export const TokenSchema = z.object({
  name: TokenName,
  /** `read`: questions. `operate`: backups and restores too. `admin`: everything. */
  scope: Scope,
  /** ISO 8601 in UTC. */
  createdAt: z.string(),
});
export type Token = z.infer<typeof TokenSchema>;

export const NewTokenSchema = z.object({ name: TokenName, scope: Scope });

const tags = ['Tokens'];

export const tokens = {
  list: operation
    .meta({ failureTitle: 'Failed to list tokens', access: 'admin' })
    .route({
      method: 'GET',
      path: '/tokens',
      operationId: 'ListTokens',
      summary: 'List the tokens that may use REST',
      tags,
    })
    .output(z.object({ tokens: z.array(TokenSchema) })),

  create: operation
    .meta({ failureTitle: 'Failed to create the token', access: 'admin' })
    .route({
      method: 'POST',
      path: '/tokens',
      operationId: 'CreateToken',
      summary: 'Create a named token; the answer shows it once',
      tags,
    })
    .input(z.object({ body: NewTokenSchema }))
    .output(TokenSchema.extend({ token: z.string() })),

  revoke: operation
    .meta({ failureTitle: 'Failed to revoke the token', access: 'admin' })
    .route({
      method: 'DELETE',
      path: '/tokens/{name}',
      operationId: 'RevokeToken',
      summary: 'Revoke a token; its next request is refused',
      tags,
    })
    .input(z.object({ params: z.object({ name: TokenName }) }))
    .output(z.object({ revoked: z.string() })),
};
