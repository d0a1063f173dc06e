import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HttpServer, startHttpServer } from '../../../src/main/transport/http/server';
import { FakeHost, json } from '../../support/fake-host';
import { hostBackup, twoHosts } from '../../support/inventory';
import { testApplication } from '../../support/test-application';

const OWNER = 'the-token-that-serve-prints';
let server: HttpServer;
let close: () => Promise<void>;
let activity: (text?: string) => Record<string, unknown>[];
/** What the host answers to the next script command. */
let answer = json({ success: true, backup: hostBackup() });

async function start(settings?: object) {
  const host = new FakeHost((argv) => (argv[1] === '-c' ? { stdout: '{}\0' } : answer));
  const { application, remove } = testApplication(host, twoHosts(), settings);
  server = await startHttpServer(application, { port: 0, token: OWNER, pageDirectory: tmpdir() });
  activity = (text) => application.activity.list(text === undefined ? {} : { text }, 500).entries;
  close = async () => {
    await server.close();
    remove();
  };
}
beforeEach(() => start());
afterEach(() => close());

async function call(
  path: string,
  {
    token = OWNER,
    method = 'GET',
    body,
    headers = {},
  }: {
    token?: string;
    method?: string;
    body?: unknown;
    headers?: Record<string, string>;
  } = {},
) {
  const response = await fetch(server.url + path, {
    method,
    headers: { Authorization: `Bearer ${token}`, ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}
const create = (name: string, scope: string) => call('/api/tokens', { method: 'POST', body: { name, scope } });
const backup = (token = OWNER, name = 'line-monitor') => call(`/api/backup/${name}/create`, { token, method: 'POST' });

describe('a named token', () => {
  it('is shown once, listed without itself, and refused once it is revoked', async () => {
    const created = await create('ci', 'read');
    expect(created).toMatchObject({
      status: 200,
      body: { name: 'ci', scope: 'read', token: expect.stringMatching(/^hf_.{43}$/) },
    });
    const { token } = created.body;
    expect(await call('/api/hosts', { token })).toMatchObject({ status: 200 });
    const listed = await call('/api/tokens');
    expect(listed.body.tokens).toMatchObject([{ name: 'ci', scope: 'read' }]);
    expect(JSON.stringify(listed.body)).not.toContain(token);
    expect(await call('/api/tokens/ci', { method: 'DELETE' })).toMatchObject({ status: 200 });
    expect(await call('/api/hosts', { token })).toMatchObject({ status: 401, body: { code: 'UNAUTHORIZED' } });
  });

  it.each<[string, string, string, number]>([
    ['read', 'GET', '/api/activity', 200],
    ['read', 'POST', '/api/backup/line-monitor/create', 403],
    ['read', 'POST', '/api/tokens', 403],
    ['operate', 'POST', '/api/backup/line-monitor/create', 200],
    ['operate', 'POST', '/api/inventory/merge', 403],
    ['operate', 'POST', '/api/tokens', 403],
    ['operate', 'DELETE', '/api/tokens/x', 403],
    ['operate', 'PUT', '/api/rest', 403],
    ['admin', 'GET', '/api/tokens', 200],
  ])('%s: %s %s is %i', async (scope, method, path, status) => {
    const { token } = (await create('some', scope)).body;
    const body = method === 'GET' ? undefined : {};
    const answered = await call(path, { token, method, body });
    expect(answered.status).toBe(status);
    if (status === 403) expect(answered.body).toMatchObject({ code: 'FORBIDDEN', remedy: expect.any(String) });
  });

  it('says what is wrong with its name, and that a name is taken', async () => {
    await create('ci', 'read');
    expect(await create('ci', 'admin')).toMatchObject({ status: 409, body: { code: 'NAME_TAKEN' } });
    expect(await create('a b', 'admin')).toMatchObject({ status: 400, body: { field: 'name' } });
    expect(await create('x', 'root')).toMatchObject({ status: 400, body: { field: 'scope' } });
    expect(await call('/api/tokens/nobody', { method: 'DELETE' })).toMatchObject({ status: 404 });
  });

  it('is on record by its name with what it changed and what it was refused', async () => {
    const { token } = (await create('ci', 'operate')).body;
    await backup(token);
    await call('/api/inventory/merge', { token, method: 'POST', body: {} });
    await call('/api/hosts', { token });
    const entries = activity().filter((entry) => entry.token === 'ci');
    expect(entries).toMatchObject([
      { operation: 'inventory.merge', outcome: 'refused', code: 'FORBIDDEN', via: 'rest' },
      { operation: 'backup.create', outcome: 'done', host: 'press-line-1', packageName: 'line-monitor' },
    ]);
    expect(JSON.stringify(activity())).not.toContain(token);
  });
});

describe('wrong tokens', () => {
  it('are slowed down, and right ones never', async () => {
    const statuses: number[] = [];
    for (let index = 0; index < 15; index += 1)
      statuses.push((await call('/api/hosts', { token: `no-${index}` })).status);
    expect(statuses).toEqual([...Array(10).fill(401), ...Array(5).fill(429)]);
    const { headers, body } = await call('/api/hosts', { token: 'no' });
    expect([body.code, Number(headers.get('Retry-After'))]).toEqual(['RATE_LIMITED', expect.any(Number)]);
    expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(await call('/api/hosts')).toMatchObject({ status: 200 });
  });

  it('are on record without themselves, and do not fill the disk', async () => {
    for (let index = 0; index < 60; index += 1) await call('/api/hosts?token=canary', { token: 'canary' });
    const entries = activity('UNAUTHORIZED');
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.length).toBeLessThanOrEqual(20);
    expect(entries[0]).toMatchObject({
      operation: 'rest.request',
      outcome: 'refused',
      arguments: { method: 'GET', path: '/api/hosts' },
    });
    expect(JSON.stringify(entries)).not.toContain('canary');
  });
});

describe('creating backups', () => {
  let program: string;
  beforeEach(async () => {
    await close();
    await start({ rateLimits: { createPerMinute: 1 } });
    program = (await create('ci', 'operate')).body.token;
  });

  it('is limited to one a minute a package', async () => {
    expect((await backup(program)).status).toBe(200);
    const second = await backup(program);
    expect(second).toMatchObject({
      status: 429,
      body: { success: false, code: 'RATE_LIMITED', error: 'Backup creation failed' },
    });
    const seconds = Number(second.headers.get('Retry-After'));
    expect(seconds).toBe(second.body.retryAfterSeconds);
    expect([seconds > 0, seconds <= 60]).toEqual([true, true]);
    expect((await backup(OWNER, 'rocket-welder?')).status).toBe(404);
    expect((await call('/api/backup/rocket-welder/create?host=press-line-2', { method: 'POST' })).status).toBe(200);
    expect(activity('RATE_LIMITED')).toMatchObject([{ operation: 'backup.create', outcome: 'refused' }]);
  });

  it('is not limited for an admin, who could raise the limit', async () => {
    expect((await backup()).status).toBe(200);
    expect((await backup()).status).toBe(200);
  });

  it('does not count what failed, nor hide what is wrong with a request', async () => {
    answer = json({ message: 'EventStore is not running', code: 'SERVICE_NOT_RUNNING' }, 1);
    expect((await backup(program)).status).toBe(500);
    answer = json({ success: true, backup: hostBackup() });
    expect((await backup(program)).status).toBe(200);
    const path = '/api/backup/line-monitor/create';
    const bad = await call(path, { token: program, method: 'POST', body: { version: '"' } });
    expect(bad).toMatchObject({ status: 400, body: { field: 'version' } });
  });
});

describe('every answer', () => {
  it('has a correlation id, the client’s own where it is a plain word', async () => {
    const failed = await call('/api/backup/nothing/list', { headers: { 'X-Correlation-Id': 'build-42' } });
    expect([failed.body.correlationId, failed.headers.get('X-Correlation-Id')]).toEqual(['build-42', 'build-42']);
    const odd = await call('/api/nothing', { headers: { 'X-Correlation-Id': 'a b"' } });
    expect(odd.body.correlationId).toMatch(/^[0-9a-f-]{36}$/);
    expect(odd.headers.get('X-Correlation-Id')).toBe(odd.body.correlationId);
    expect((await call('/api/hosts', { token: 'no' })).body.correlationId).toMatch(/^[0-9a-f-]{36}$/);
    await call('/api/backup/line-monitor/create', { method: 'POST', headers: { 'X-Correlation-Id': 'build-43' } });
    expect(activity('build-43')).toHaveLength(1);
  });

  it('is kept by no cache', async () => {
    expect((await call('/api/hosts')).headers.get('Cache-Control')).toBe('no-store');
  });
});

describe('/api/docs', () => {
  it('can be browsed, with nothing from elsewhere', async () => {
    const page = await fetch(`${server.url}/api/docs`);
    const html = await page.text();
    expect([page.status, page.url]).toEqual([200, `${server.url}/api/docs/`]);
    expect(page.headers.get('Content-Security-Policy')).toMatch(/script-src 'self';/);
    expect(html).not.toMatch(/https?:|<script>|onload=/);
    for (const [, file] of html.matchAll(/(?:src|href)="\.\/([^"]+)"/g)) {
      expect((await fetch(`${server.url}/api/docs/${file}`)).status, file).toBe(200);
    }
    expect(await (await fetch(`${server.url}/api/docs/openapi.json`)).json()).toMatchObject({
      openapi: expect.any(String),
    });
  });

  it('leads nowhere else', async () => {
    expect((await fetch(`${server.url}/api/docs/../hosts`)).status).toBe(401);
    expect((await fetch(`${server.url}/api/docs/%2e%2e/%2e%2e/package.json`)).status).not.toBe(200);
  });
});

describe('switching', () => {
  it('is not for an application that is nothing but REST', async () => {
    const { application, remove } = testApplication(new FakeHost(() => ({})), twoHosts());
    await expect(application.rest.change(false)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    remove();
  });

  it('starts, moves and ends a server, remembers it, and says when a port is taken', async () => {
    const { application, remove } = testApplication(new FakeHost(() => ({})), twoHosts());
    await application.rest.makeSwitchable((port) =>
      startHttpServer(application, { port, token: OWNER, pageDirectory: tmpdir() }),
    );
    expect(application.rest.status()).toEqual({ enabled: false, url: null, port: 4711, switchable: true });
    const on = await application.rest.change(true, 0);
    expect((await fetch(`${on.url}/api/info`, { headers: { Authorization: `Bearer ${OWNER}` } })).status).toBe(200);
    const taken = Number(new URL(server.url).port);
    await expect(application.rest.change(true, taken)).rejects.toMatchObject({ code: 'PORT_UNAVAILABLE' });
    expect(application.rest.status()).toMatchObject({ enabled: true, port: 0, url: on.url });
    const off = await application.rest.change(false);
    expect(off).toMatchObject({ enabled: false, url: null });
    await expect(fetch(`${on.url}/api/info`)).rejects.toThrow();
    remove();
  });
});
