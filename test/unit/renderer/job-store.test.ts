import { ORPCError } from '@orpc/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobEvent } from '../../../src/contract/jobs';
import type { Client } from '../../../src/renderer/client';
import { JobStore } from '../../../src/renderer/jobs/job-store';
import type { JobView } from '../../../src/renderer/jobs/job-view';

const place = { host: 'press-line-1', packageName: 'rocket-welder', jobId: 'job-1' };
const start = { ...place, operation: 'backup', own: true };

const log = (index: number): JobEvent => ({ type: 'log', index, time: '', level: 'info', message: `line ${index}` });
const result = (index: number): JobEvent => {
  return { type: 'result', index, time: '', state: 'done', exitCode: 0, result: {}, error: null };
};

/** A host whose streams are given one by one; each may end with an error. */
function hostWith(...streams: (JobEvent | Error)[][]) {
  const asked: number[] = [];
  const events = async ({ query: { from } }: { query: { from: number } }) => {
    asked.push(from);
    const stream = streams.shift() ?? [new ORPCError('JOB_NOT_FOUND')];
    return (async function* () {
      for (const event of stream) {
        if (event instanceof Error) throw event;
        yield event;
      }
    })();
  };
  return { client: { jobs: { events } } as unknown as Client, asked };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('JobStore', () => {
  it('goes on where a lost connection stopped, and tells of the end once', async () => {
    const { client, asked } = hostWith([log(0), log(1), new TypeError('network')], [log(2), result(3)]);
    const store = new JobStore(client);
    const ended: JobView[] = [];
    store.onEnd((job) => ended.push(job));
    store.follow(start);
    await vi.advanceTimersByTimeAsync(500);
    expect([...store.snapshot().values()][0]).toMatchObject({ connected: false });
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toEqual([0, 2]);
    expect(ended.map(({ log: lines, end }) => [lines.length, end?.state])).toEqual([[3, 'done']]);
    expect(store.snapshot().size).toBe(0);
  });

  it('asks again when a stream ends without a result', async () => {
    const { client, asked } = hostWith([log(0)], [result(1)]);
    const store = new JobStore(client);
    store.follow(start);
    await vi.advanceTimersByTimeAsync(1500);
    expect(asked).toEqual([0, 1]);
  });

  it('follows a job once, however often it is found', async () => {
    const { client, asked } = hostWith([log(0)], [result(1)]);
    const store = new JobStore(client);
    store.follow(start);
    store.follow({ ...start, own: false, operator: 'anna' });
    await vi.advanceTimersByTimeAsync(100);
    expect(asked).toEqual([0]);
    expect(store.snapshot().size).toBe(1);
  });

  it('lets go of a job that the host does not know', async () => {
    const { client } = hostWith([new ORPCError('JOB_NOT_FOUND')]);
    const store = new JobStore(client);
    const end = store.followToEnd(start);
    await vi.advanceTimersByTimeAsync(100);
    expect(await end).toBeUndefined();
    expect(store.snapshot().size).toBe(0);
  });

  it('waits longer from failure to failure, and asks no more once it is stopped', async () => {
    const failures = Array.from({ length: 20 }, () => [new TypeError('network')]);
    const { client, asked } = hostWith(...failures);
    const store = new JobStore(client);
    store.follow(start);
    await vi.advanceTimersByTimeAsync(7500);
    expect(asked).toHaveLength(4);
    store.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(4);
  });
});
