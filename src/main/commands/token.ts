import { HoldfastError } from '../../contract/errors';
import { NewTokenSchema } from '../../contract/tokens';
import { nodePlatform } from '../platform/node';
import { AuditFile } from '../services/activity/audit-file';
import { AuditLog } from '../services/activity/audit-log';
import { newCaller, onBehalfOf } from '../services/activity/caller';
import { TokenService } from '../services/rest/token-service';
import type { CommandResult } from './command';

/** `holdfast token list` */
export async function listTokens(dataDirectory: string): Promise<CommandResult> {
  const list = open(dataDirectory).service.list();
  const lines = list.map(({ name, scope, createdAt }) => `${name}\t${scope}\tcreated ${createdAt}`);
  return { document: { tokens: list }, text: lines.join('\n') || 'There are no named tokens.', exitCode: 0 };
}

/** `holdfast token create NAME`: the only time that the token is seen. */
export async function createToken(dataDirectory: string, name: string, scope: string): Promise<CommandResult> {
  const input = NewTokenSchema.safeParse({ name, scope });
  if (!input.success) throw new HoldfastError('BAD_REQUEST', input.error.issues[0]?.message);
  const body = input.data;
  const { service, record } = open(dataDirectory);
  const created = await record('token.create', body, () => service.create(body.name, body.scope));
  return { document: created, text: created.token, exitCode: 0 };
}

/** `holdfast token revoke NAME` */
export async function revokeToken(dataDirectory: string, name: string): Promise<CommandResult> {
  const { service, record } = open(dataDirectory);
  await record('token.revoke', { name }, () => service.revoke(name));
  return { document: { revoked: name }, text: `The token "${name}" is revoked.`, exitCode: 0 };
}

function open(dataDirectory: string) {
  const service = new TokenService(nodePlatform(dataDirectory).openStore('tokens'));
  const audit = new AuditLog(new AuditFile(dataDirectory), (error) => {
    process.stderr.write(`holdfast: the audit log cannot be written: ${error}\n`);
  });
  const record = <T>(operation: string, args: Record<string, unknown>, action: () => T): Promise<T> =>
    onBehalfOf(newCaller('command'), () => audit.record({ operation, arguments: args }, async () => action()));
  return { service, record };
}
