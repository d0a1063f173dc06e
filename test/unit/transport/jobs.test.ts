import { tmpdir } from 'node:os';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type HttpServer, startHttpServer } from '../../../src/main/transport/http/server';
import { type Call, FakeJobHost, JOB, lines, log, progress, result } from '../../support/fake-job-host';
import { hostBackup, twoHosts } from '../../support/inventory';
import { testApplication } from '../../support/test-application';

/** Jobs over HTTP: statuses, bodies and server-sent events. */
const CREATED = { success: true, message: 'Backup created successfully', backup: hostBackup() };
const host = new FakeJobHost();
const { application, remove } = testApplication(host, twoHosts(), { timeouts: { create: 0.3 } });
const token = 'a-token-for-tests';
let server: HttpServer;

beforeAll(async () => {
  server = await startHttpServer(application, { port: 0, token, pageDirectory: tmpdir() });
});
beforeEach(() => {
  host.jobs = [
    {
      id: JOB,
      operation: 'backup',
      arguments: [],
      operator: 'anna@workstation',
      startedAt: '2025-11-27T10:15:00Z',
      endedAt: null,
      state: 'running',
      phase: null,
      bytesDone: null,
      bytesTotal: null,
      cancellable: true,
      exitCode: null,
      result: null,
    },
  ];
});
afterAll(async () => {
  await application.close();
  await server.close();
  remove();
});

const request = (path: string, init: RequestInit = {}) =>
  fetch(server.url + path, { ...init, headers: { Authorization: `Bearer ${token}`, ...init.headers } });
const create = (query = '') => request(`/api/backup/line-monitor/create${query}`, { method: 'POST' });

/** A follow that waits until it is told to end, or is no longer wanted. */
function held(...before: object[]) {
  let end = () => {};
  let aborted = false;
  const call: Call = async (argv, options) => {
    await lines(...before)(argv, options);
    await new Promise<void>((resolve) => {
      end = resolve;
      options.signal?.addEventListener('abort', () => {
        aborted = true;
        resolve();
      });
    });
    options.onLine?.(JSON.stringify(result(CREATED)));
    return {};
  };
  host.follows = [call];
  return { end: () => end(), aborted: () => aborted };
}

it('answers 202 with the job when it is not waited for', async () => {
  const { end } = held();
  const response = await create('?wait=false');
  expect(response.status).toBe(202);
  expect(await response.json()).toEqual({ success: true, jobId: JOB });
  end();
});

it('answers 504 with the job when the time is over', async () => {
  const { end } = held();
  const response = await create();
  expect(response.status).toBe(504);
  expect(await response.json()).toMatchObject({
    success: false,
    error: 'Backup creation failed',
    code: 'TIMEOUT',
    jobId: JOB,
    message: expect.stringContaining(JOB),
  });
  end();
});

it('refuses a wait that is neither true nor false', async () => {
  const response = await create('?wait=maybe');
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: 'BAD_REQUEST', field: 'wait' });
});

it('streams events as server-sent events with their index as id', async () => {
  host.follows = [lines(log('one'), progress(1), log('two'), result(CREATED))];
  const response = await request(`/api/jobs/${JOB}/events?package=line-monitor`, { headers: { 'Last-Event-ID': '1' } });
  expect(response.headers.get('Content-Type')).toContain('text/event-stream');
  const text = await response.text();
  expect([...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => id)).toEqual(['2', '3']);
  const last = JSON.parse([...text.matchAll(/^data: (\{.*)$/gm)].at(-1)?.[1] ?? '');
  expect(last).toMatchObject({ type: 'result', state: 'done', result: CREATED });
});

it('answers 404 and no stream for a job that is not there', async () => {
  host.jobs = [];
  const response = await request(`/api/jobs/${JOB}/events?package=line-monitor`);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: 'JOB_NOT_FOUND', error: 'Failed to follow the job' });
});

it('follows a job no longer when its last reader has gone', async () => {
  const { aborted } = held(log('one'));
  const gone = new AbortController();
  const response = await request(`/api/jobs/${JOB}/events?package=line-monitor`, { signal: gone.signal });
  const reader = response.body?.getReader();
  await reader?.read();
  expect(aborted()).toBe(false);
  gone.abort();
  await expect.poll(aborted, { timeout: 25_000 }).toBe(true);
});
