import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { RPCHandler } from '@orpc/server/message-port';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Contract } from '../../src/contract';
import { type Application, createApplication } from '../../src/main/application';
import { createLog } from '../../src/main/log';
import { nodePlatform } from '../../src/main/platform/node';
import { router } from '../../src/main/router';
import { newCaller } from '../../src/main/services/activity/caller';
import { type HttpServer, startHttpServer } from '../../src/main/transport/http/server';
import { makeKey, type Sshd, startSshd } from '../support/sshd';

/** Canaries are planted, everything is run, and then nothing but the places made for them may hold one. */
const CANARY = {
  password: 'canary-password-4b1f0e77',
  passphrase: 'canary-passphrase-9c2d51aa',
  owner: 'canary-owner-token-77aa01c3',
};
const SCRIPTS = join(import.meta.dirname, '../../scripts/host');

let sshd: Sshd;
let folder: string;
let application: Application;
let server: HttpServer;
let namedToken: string;
/** Everything that went to a client or to a page. */
const messages: string[] = [];
const commandLines = new Set<string>();
let watching: NodeJS.Timeout;

beforeAll(async () => {
  sshd = await startSshd({ config: ['PasswordAuthentication yes'] });
  folder = mkdtempSync(join(tmpdir(), 'holdfast-secrets-'));
  const keyPath = makeKey(sshd.folder, 'with-passphrase', CANARY.passphrase);
  const authorized = join(sshd.folder, 'authorized_keys');
  writeFileSync(authorized, readFileSync(authorized, 'utf8') + readFileSync(`${keyPath}.pub`, 'utf8'));
  const data = join(folder, 'data');
  mkdirSync(data);
  writeFileSync(
    join(data, 'settings.json'),
    JSON.stringify({ timeouts: { connect: 12, query: 10, create: 5, restore: 5, verify: 5 } }),
  );
  writeFileSync(join(data, 'inventory.json'), JSON.stringify(inventory(keyPath)));
  application = createApplication(
    nodePlatform(data),
    { knownHosts: sshd.knownHosts, port: 0, demo: false },
    createLog(data),
  );
  server = await startHttpServer(application, { port: 0, token: CANARY.owner, pageDirectory: folder });
  watching = setInterval(noteCommandLines, 50);
}, 60_000);
afterAll(async () => {
  clearInterval(watching);
  await server?.close();
  await application?.close();
  await sshd?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The names that the examples of the OpenAPI document use, so that these lead somewhere. */
function inventory(keyPath: string) {
  const place = (name: string) => join(folder, 'host', name);
  for (const name of ['configuration/rocket-welder', 'backups', 'data']) mkdirSync(place(name), { recursive: true });
  const here = {
    repositoryLocation: '/data/rocket-welder',
    hostRepositoriesRoot: place('configuration'),
    backupEnabled: true,
    backupScriptPath: join(SCRIPTS, 'es-backup-manage.sh'),
    backupDirectory: place('backups'),
    dataDirectory: place('data'),
    logFile: place('maintenance.log'),
    healthUrl: null,
  };
  const { address, port, user } = sshd;
  const host = { address, port, user, scriptsDirectory: place('scripts'), packages: [here] };
  return {
    hosts: [
      { ...host, name: 'press-line-1', auth: { method: 'privateKey', keyPath } },
      { ...host, name: 'by-password', auth: { method: 'password' }, packages: [] },
    ],
  };
}

function noteCommandLines(): void {
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      commandLines.add(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    } catch {
      // It has just ended.
    }
  }
}

async function call(method: string, path: string, body?: unknown, token = CANARY.owner) {
  const response = await fetch(server.url + path, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'X-Correlation-Id': 'canary-run' },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  });
  const text = await response.text();
  return { status: response.status, text, headers: JSON.stringify([...response.headers]) };
}

interface Documented {
  operationId: string;
  tags?: string[];
  parameters?: { name: string; in: string; example: unknown; required?: boolean }[];
  requestBody?: { content: { 'application/json': { example: unknown } } };
}

/** Every operation with the example of its document; what changes the inventory comes last. */
async function runEverything(): Promise<number> {
  const document = await (await fetch(`${server.url}/api/docs/openapi.json`)).json();
  const operations = Object.entries<Record<string, Documented>>(document.paths)
    .flatMap(([path, methods]) => Object.entries(methods).map(([method, described]) => ({ path, method, described })))
    .filter(({ described }) => !['SetHostSecret', 'CreateToken', 'RevokeToken'].includes(described.operationId))
    .sort((a, b) => Number(a.described.tags?.includes('Inventory')) - Number(b.described.tags?.includes('Inventory')));
  for (const { path, method, described } of operations) {
    let url = path;
    for (const { name, in: place, example, required } of described.parameters ?? []) {
      if (place === 'path') url = url.replace(`{${name}}`, encodeURIComponent(String(example)));
      else if (required || name === 'package')
        url += `${url.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(String(example))}`;
    }
    const { text, headers } = await call(
      method.toUpperCase(),
      url,
      described.requestBody?.content['application/json'].example,
    );
    messages.push(`${described.operationId}: ${text} ${headers}`);
  }
  return operations.length;
}

/** The window's way: what the page receives over its port. */
async function runOverPort(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  port2.on('message', (message) =>
    messages.push(`port: ${typeof message === 'string' ? message : JSON.stringify(message)}`),
  );
  new RPCHandler(router).upgrade(port1 as never, { context: { application, caller: () => newCaller('window') } });
  const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port: port2 as never }));
  port1.start();
  port2.start();
  await client.inventory.get();
  await client.hosts.setSecret({
    params: { host: 'press-line-1' },
    body: { kind: 'passphrase', secret: CANARY.passphrase },
  });
  await client.hosts.state({ params: { host: 'press-line-1' } });
  await client.hosts.state({ params: { host: 'by-password' } }).catch(() => {});
  await client.activity.list({ query: {} });
  await client.hosts
    .setSecret({ params: { host: 'by-password' }, body: { kind: 'password', secret: CANARY.password, remember: true } })
    .catch(() => {});
  port1.close();
}

/** Files that hold a canary, but for the one that is made to. */
function filesWith(canary: string, under: string): string[] {
  return readdirSync(under, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(canary));
}

it('plants secrets, runs everything, and finds none of them anywhere', { timeout: 300_000 }, async () => {
  const created = await call('POST', '/api/tokens', { name: 'canary', scope: 'operate' });
  namedToken = JSON.parse(created.text).token;
  const secret = (host: string, kind: string, value: string) =>
    call('POST', `/api/hosts/${host}/secret`, { kind, secret: value }).then((answer) => messages.push(answer.text));
  await secret('press-line-1', 'passphrase', CANARY.passphrase);
  await secret('by-password', 'password', CANARY.password);
  // Malformed in every way that could make an error repeat it.
  await call('POST', '/api/hosts/press-line-1/secret', { kind: 'pass', secret: CANARY.password }).then(({ text }) =>
    messages.push(text),
  );
  await call('POST', '/api/hosts/nowhere/secret', { kind: 'password', secret: CANARY.password }).then(({ text }) =>
    messages.push(text),
  );
  await call('POST', '/api/hosts/press-line-1/secret', { kind: 'password', secret: `${CANARY.password}\n` }).then(
    ({ text }) => messages.push(text),
  );

  const loggedIn = await call('GET', '/api/hosts/press-line-1/state');
  expect(loggedIn).toMatchObject({ status: 200 });
  expect(await call('GET', '/api/hosts/by-password/state')).toMatchObject({ status: 502 });
  await call('GET', '/api/hosts', undefined, namedToken);
  await call('PUT', '/api/rest', { enabled: true }, namedToken);
  await runOverPort();
  expect(await runEverything()).toBeGreaterThan(30);
  await call('GET', '/api/hosts', undefined, `${namedToken}x`).then(({ text }) => messages.push(text));

  for (const canary of [...Object.values(CANARY), namedToken]) {
    expect(filesWith(canary, folder), canary).toEqual([]);
    expect(
      messages.filter((message) => message.includes(canary)),
      canary,
    ).toEqual([]);
    expect(
      [...commandLines].filter((line) => line.includes(canary)),
      canary,
    ).toEqual([]);
    expect(sshd.log()).not.toContain(canary);
  }
  expect([...commandLines].some((line) => line.includes('es-backup-manage.sh'))).toBe(true);
});
