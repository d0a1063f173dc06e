import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HoldfastError } from '../../../src/contract/errors';
import { type HttpServer, startHttpServer } from '../../../src/main/transport/http/server';
import { FakeHost, json } from '../../support/fake-host';
import { hostBackup, twoHosts } from '../../support/inventory';
import { testApplication } from '../../support/test-application';

const TOKEN = 'a-token-for-tests';
/** What the host answers to the next script command. */
let answer: ReturnType<typeof json> | Error = json({ backups: [] });
const { application, remove } = testApplication(
  new FakeHost((argv) => (argv[1] === '-c' ? { stdout: '{}\0' } : answer)),
  twoHosts(),
);
let server: HttpServer;

beforeAll(async () => {
  server = await startHttpServer(application, { port: 0, token: TOKEN, pageDirectory: tmpdir() });
});
afterAll(async () => {
  await server.close();
  remove();
});

async function call(path: string, { body, headers = {} }: { body?: string; headers?: Record<string, string> } = {}) {
  const response = await fetch(server.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json', ...headers },
    body,
  });
  return { status: response.status, body: await response.json() };
}
const post = (path: string, body: unknown = {}) => call(path, { body: JSON.stringify(body) });

describe('the specification’s bodies', () => {
  it('lists', async () => {
    answer = json({ backups: [hostBackup()], totalCount: 1, totalSize: '584K' });
    expect(await call('/api/backup/line-monitor/list?refresh=true')).toEqual({
      status: 200,
      body: { backups: [hostBackup()], totalCount: 1, totalSizeBytes: 597504, totalSize: '584K' },
    });
  });

  it('creates, with and without a body', async () => {
    answer = json({ success: true, backup: hostBackup() });
    const expected = { status: 200, body: { success: true, backup: hostBackup() } };
    expect(await post('/api/backup/line-monitor/create', { version: 'v2.4.10' })).toEqual(expected);
    expect(await call('/api/backup/line-monitor/create', { body: '' })).toEqual(expected);
  });

  it('says what failed in create, restore and list', async () => {
    answer = json({ message: 'EventStore is not running', code: 'SERVICE_NOT_RUNNING' }, 1);
    expect(await post('/api/backup/line-monitor/create')).toMatchObject({
      status: 500,
      body: { success: false, error: 'Backup creation failed', message: 'EventStore is not running' },
    });
    answer = json({ message: 'Backup file not found', code: 'BACKUP_NOT_FOUND' }, 66);
    expect(await post('/api/backup/line-monitor/restore', { filename: 'backup-20251126-214505.tar.gz' })).toMatchObject(
      {
        status: 404,
        body: { success: false, error: 'Restore failed', message: 'Backup file not found' },
      },
    );
    answer = json(
      {
        backups: [],
        totalCount: 0,
        message: 'Backup directory not accessible',
        code: 'BACKUP_DIRECTORY_NOT_ACCESSIBLE',
      },
      77,
    );
    expect(await call('/api/backup/line-monitor/list?refresh=true')).toMatchObject({
      status: 500,
      body: { error: 'Failed to list backups', message: 'Backup directory not accessible' },
    });
  });
});

describe('codes', () => {
  it.each<[string, number, string]>([
    ['/api/backup/nothing/list', 404, 'PACKAGE_NOT_FOUND'],
    ['/api/backup/rocket-welder/list', 409, 'PACKAGE_AMBIGUOUS'],
    ['/api/backup/rocket-welder/list?host=nowhere', 404, 'HOST_NOT_FOUND'],
    ['/api/backup/no-backups/list', 422, 'BACKUP_NOT_SUPPORTED'],
    ['/api/nothing', 404, 'NOT_FOUND'],
  ])('%s is %i %s', async (path, status, code) => {
    expect(await call(path)).toMatchObject({ status, body: { success: false, code } });
  });

  it('lists the hosts to choose from', async () => {
    const { body } = await call('/api/backup/rocket-welder/status');
    expect(body.hosts).toEqual(['press-line-1', 'press-line-2']);
  });

  it.each([
    ['BUSY', 409],
    ['HOST_UNREACHABLE', 502],
    ['HOST_KEY_CHANGED', 502],
    ['AUTHENTICATION_FAILED', 502],
    ['TIMEOUT', 504],
    ['NO_SPACE', 500],
  ] as const)('%s is %i', async (code, status) => {
    answer = new HoldfastError(code);
    expect(await call('/api/backup/line-monitor/list?refresh=true')).toMatchObject({ status, body: { code } });
  });

  it('answers an unexpected error without its words', async () => {
    answer = new Error('secret path /root/x');
    const { status, body } = await call('/api/backup/line-monitor/list?refresh=true');
    expect([status, body.code, JSON.stringify(body).includes('secret')]).toEqual([500, 'INTERNAL', false]);
  });
});

describe('bad input', () => {
  it.each(['../x', 'backup-20251126-214505.tar.gz ', "a'b", 7, null, undefined])(
    'refuses the file name %j',
    async (filename) => {
      expect(await post('/api/backup/line-monitor/restore', { filename })).toMatchObject({
        status: 400,
        body: { success: false, error: 'Restore failed', field: 'filename' },
      });
    },
  );

  it.each(['v1"', '$(id)', 7])('refuses the version %j', async (version) => {
    expect(await post('/api/backup/line-monitor/create', { version })).toMatchObject({
      status: 400,
      body: { success: false, error: 'Backup creation failed', field: 'version' },
    });
  });

  it.each(['{', '[]', '"text"', 'null', ''])('refuses the body %j of a restore', async (body) => {
    expect(await call('/api/backup/line-monitor/restore', { body })).toMatchObject({
      status: 400,
      body: { success: false },
    });
  });

  it('refuses a huge body', async () => {
    expect(await post('/api/backup/line-monitor/create', { version: 'x'.repeat(2 ** 21) })).toMatchObject({
      status: 413,
    });
  });
});

describe('access', () => {
  it.each([
    ['/api/backup/line-monitor/list', ''],
    ['/api/openapi.json', 'Bearer wrong'],
    ['/rpc/hosts/list', `Basic ${TOKEN}`],
    ['/%61pi/openapi.json', ''],
  ])('%s with %j is refused', async (path, authorization) => {
    const { status } = await call(path, { headers: { Authorization: authorization } });
    expect(status).toBe(401);
  });

  it('refuses another site and another name', async () => {
    expect(await call('/api/hosts', { headers: { Origin: 'https://example.org' } })).toMatchObject({ status: 403 });
    const status = await new Promise((resolve) => {
      const options = { headers: { Host: 'evil.example', Authorization: `Bearer ${TOKEN}` } };
      request(`${server.url}/api/hosts`, options, (response) => resolve(response.statusCode)).end();
    });
    expect(status).toBe(403);
  });
});

it('says in a sentence that its port is in use', async () => {
  const port = Number(new URL(server.url).port);
  const second = startHttpServer(application, { port, token: TOKEN, pageDirectory: tmpdir() });
  await expect(second).rejects.toThrow(`Port ${port} of 127.0.0.1 is in use: choose another`);
});

it('derives the OpenAPI document from the contract', async () => {
  const { body } = await call('/api/openapi.json');
  expect(body.openapi).toMatch(/^3\./);
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining(['list', 'create', 'restore', 'status'].map((name) => `/api/backup/{packageName}/${name}`)),
  );
  expect(body.paths['/api/backup/{packageName}/restore'].post.responses).toHaveProperty('409');
  // Validation resolves the document's references in place: it gets a copy.
  const { valid, errors } = await new Validator().validate(structuredClone(body));
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
});
