import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BackupInfo } from '../../src/contract/backups';
import type { Job, JobEvent } from '../../src/contract/jobs';
import { type Served, serve } from '../support/served';
import { type StandInHost, startStandInHost } from '../support/stand-in-host';

/** Jobs the whole way: REST, the real application, a real sshd that loses connections, the real scripts. */
let host: StandInHost;
let served: Served;
/** The same application with a short time-out, as another operator's. */
let hasty: Served;

beforeAll(async () => {
  host = await startStandInHost();
  served = await serve(host.inventory(), host.sshd.knownHosts);
  // Long enough to start a job on a busy machine.
  hasty = await serve(host.inventory(), host.sshd.knownHosts, { timeouts: { restore: 10 } });
});
afterEach(() => host.letGo());
afterAll(async () => {
  await served?.stop();
  await hasty?.stop();
  await host?.stop();
});

const api = (action: string, body: unknown = {}, by = served) => by.call(`/api/backup/rocket-welder/${action}`, body);
const jobs = async () => (await served.call('/api/jobs?package=rocket-welder')).body.jobs as Job[];
const held = () => expect.poll(() => host.isHeld(), { timeout: 20_000 }).toBe(true);
const backUp = async (version: string) => ((await api('create', { version })).body.backup as BackupInfo).filename;

/** Follows a job over server-sent events until it ends. */
async function follow(id: string, query = '', headers: Record<string, string> = {}, by = served) {
  const response = await fetch(`${by.url}/api/jobs/${id}/events${query}`, {
    headers: { Authorization: `Bearer ${by.token}`, ...headers },
  });
  const text = await response.text();
  const events = text
    .split('\n\n')
    .flatMap((block) => /^data: (\{.*)$/m.exec(block)?.[1] ?? [])
    .map((data) => JSON.parse(data) as JobEvent);
  const ids = [...text.matchAll(/^id: (\d+)$/gm)].map(([, index]) => Number(index));
  return { status: response.status, type: response.headers.get('Content-Type'), events, ids, text };
}

describe('a connection that is lost', () => {
  it.each(['ps', 'stop', 'up'] as const)(
    'in the middle of a restore, while docker %s runs: it goes on and is answered',
    async (moment) => {
      const filename = await backUp('v2.3.0');
      host.hold(moment);
      const answer = api('restore', { filename });
      await held();
      host.sshd.dropConnections();
      await delay(300);
      host.sshd.dropConnections();
      host.letGo();
      expect(await answer).toMatchObject({
        status: 200,
        body: { success: true, restoredBackup: filename, restoredVersion: 'v2.3.0' },
      });
      const started = (await jobs()).filter(({ arguments: [name] }) => name === filename);
      expect(started).toEqual([expect.objectContaining({ operation: 'restore', state: 'done' })]);
    },
  );

  it('again and again during a backup: one job, one backup', async () => {
    const before = readdirSync(host.backupDirectory).filter((name) => name.endsWith('.tar.gz')).length;
    host.hold('ps');
    const answer = api('create', { version: 'v7.7.7' });
    await held();
    for (let times = 0; times < 5; times++) {
      host.sshd.dropConnections();
      await delay(200);
    }
    host.letGo();
    expect(await answer).toMatchObject({ status: 200, body: { success: true, backup: { version: 'v7.7.7' } } });
    expect(readdirSync(host.backupDirectory).filter((name) => name.endsWith('.tar.gz'))).toHaveLength(before + 1);
  });
});

describe('a job that is not waited for', () => {
  it('is answered with 202 and its id, and streams its events', async () => {
    host.hold('ps');
    const { status, body } = await api('create?wait=false', { version: 'v2.4.0' });
    expect(status).toBe(202);
    expect(body).toEqual({ success: true, jobId: expect.stringMatching(/^\d{8}-\d{6}-[0-9a-f]{4}$/) });
    const id = body.jobId as string;
    await held();
    expect((await served.call(`/api/jobs/${id}`)).body).toMatchObject({
      state: 'running',
      packageName: 'rocket-welder',
      host: 'press-line-1',
      operation: 'backup',
      cancellable: true,
    });
    const streams = [follow(id), follow(id), follow(id, '?package=rocket-welder', {}, hasty)];
    host.letGo();
    for (const { status, type, events, ids } of await Promise.all(streams)) {
      expect(status).toBe(200);
      expect(type).toContain('text/event-stream');
      expect(events.at(-1)).toMatchObject({
        type: 'result',
        state: 'done',
        error: null,
        result: { success: true, backup: { version: 'v2.4.0' } },
      });
      expect(events.map(({ index }) => index)).toEqual(ids);
    }
    const last = (await follow(id)).events.at(-1)?.index ?? 0;
    expect((await follow(id, `?from=${last}`)).events).toHaveLength(1);
    expect((await follow(id, '', { 'Last-Event-ID': String(last - 1) })).events).toHaveLength(1);
    expect((await jobs()).find((job) => job.id === id)).toMatchObject({ state: 'done', exitCode: 0 });
  });

  it('is not found where nobody knows it', async () => {
    const { status, events } = await follow('20250101-000000-abcd');
    expect(status).toBe(404);
    expect(events).toEqual([]);
    expect(await served.call('/api/jobs/20250101-000000-abcd?package=rocket-welder')).toMatchObject({
      status: 404,
      body: { success: false, code: 'JOB_NOT_FOUND', error: 'Failed to read the job' },
    });
    expect(await served.call('/api/jobs/..%2F..?package=rocket-welder')).toMatchObject({ status: 400 });
    expect(await served.call('/api/jobs')).toMatchObject({ status: 400 });
  });
});

it('answers 504 with the job when the time is over, and the job goes on to its end', async () => {
  const filename = await backUp('v2.3.0');
  host.hold('stop');
  const { status, body } = await api('restore', { filename }, hasty);
  expect(status).toBe(504);
  expect(body).toMatchObject({ success: false, error: 'Restore failed', code: 'TIMEOUT', host: 'press-line-1' });
  const id = body.jobId as string;
  expect((await jobs()).find((job) => job.id === id)).toMatchObject({ state: 'running' });
  host.letGo();
  expect((await follow(id)).events.at(-1)).toMatchObject({ state: 'done', result: { restoredBackup: filename } });
});

it('tells a second operator what holds the package', async () => {
  const filename = await backUp('v2.3.0');
  host.hold('stop');
  const { body } = await api('restore?wait=false', { filename });
  await held();
  expect(await api('create', {}, hasty)).toMatchObject({
    status: 409,
    body: {
      success: false,
      error: 'Backup creation failed',
      code: 'BUSY',
      operation: {
        operation: 'restore',
        jobId: body.jobId,
        startedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        operator: expect.stringMatching(/@/),
      },
    },
  });
  expect((await jobs()).filter(({ state }) => state === 'running')).toHaveLength(1);
  host.letGo();
  await follow(body.jobId as string);
});

it('cancels a job over REST, and says what became of it', async () => {
  host.hold('ps');
  const { body } = await api('create?wait=false', { version: 'v8.8.8' });
  await held();
  const cancelled = served.call(`/api/jobs/${body.jobId}/cancel`, {});
  await delay(300);
  host.letGo();
  expect(await cancelled).toMatchObject({
    status: 200,
    body: { success: true, jobId: body.jobId, state: 'cancelled', message: expect.any(String) },
  });
  expect((await follow(body.jobId as string)).events.at(-1)).toMatchObject({
    state: 'cancelled',
    error: { code: 'ABORTED', error: 'Backup creation failed' },
  });
  const list = await served.call('/api/backup/rocket-welder/list?refresh=true');
  expect(JSON.stringify(list.body)).not.toContain('v8.8.8');
});

it('answers with the job’s own failure', async () => {
  expect(await api('restore', { filename: 'backup-20200101-000000.tar.gz' })).toMatchObject({
    status: 404,
    body: { success: false, error: 'Restore failed', code: 'BACKUP_NOT_FOUND' },
  });
});
