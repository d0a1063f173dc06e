import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { HoldfastError } from '../../../src/contract/errors';
import type { JobEvent } from '../../../src/contract/jobs';
import { EventBuffer } from '../../../src/main/services/jobs/event-buffer';
import { json } from '../../support/fake-host';
import { type Call, FakeJobHost, JOB, lines, log, progress, result } from '../../support/fake-job-host';
import { hostBackup, twoHosts } from '../../support/inventory';
import { testApplication } from '../../support/test-application';

const LINE = { packageName: 'line-monitor' };
const FILE = 'backup-20251126-214505.tar.gz';
const CREATED = { success: true, message: 'Backup created successfully', backup: hostBackup() };
const lost = () => new HoldfastError('CONNECTION_LOST');
/** Sends some lines, then the connection is lost. */
const cut =
  (...some: (object | string)[]): Call =>
  async (argv, options) => {
    await lines(...some)(argv, options);
    throw lost();
  };

let cleanUp = () => {};
afterEach(() => cleanUp());

function setUp(given: object = {}) {
  const host = new FakeJobHost();
  const { application, dataDirectory, remove } = testApplication(host, twoHosts(), given);
  cleanUp = () => {
    void application.close();
    remove();
  };
  const audit = () =>
    readFileSync(join(dataDirectory, 'audit.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  return { host, application, audit };
}

describe('a long operation on a host that knows jobs', () => {
  it('is started as a job, followed, and answered with its result', async () => {
    const { host, application, audit } = setUp();
    host.follows = [lines(progress(1), log('Backing up'), progress(100), result(CREATED))];
    const answer = await application.backups.createBackup(LINE, { version: 'v1.0.0', consistency: 'stopped' });
    expect(answer).toMatchObject({ done: { success: true, backup: { filename: FILE } } });
    const [start] = host.called('start');
    expect(start?.slice(0, 3)).toEqual(['backup', '--version=v1.0.0', '--consistency=stopped']);
    expect(start).toContainEqual(expect.stringMatching(/^--request-id=[0-9a-f-]{36}$/));
    expect(start).toContainEqual(expect.stringMatching(/^--operator=.+@.+$/));
    expect(audit()).toEqual([expect.objectContaining({ operation: 'backup.create', outcome: 'done' })]);
  });

  it('is followed on from the last line when the connection is lost, damaged lines counted', async () => {
    const { host, application } = setUp();
    const all = [progress(1), 'garbage', progress(50), { type: 'news' }, progress(90), result(CREATED)];
    host.follows = [cut(...all.slice(0, 2)), cut(...all.slice(0, 5)), cut(...all.slice(0, 5)), lines(...all)];
    await expect(application.backups.createBackup(LINE)).resolves.toMatchObject({ done: { success: true } });
    expect(host.called('follow').map(([, from]) => from)).toEqual(['--from=0', '--from=2', '--from=5', '--from=5']);
    expect(host.called('start')).toHaveLength(1);
  });

  it('is not started twice when the answer to its start is lost', async () => {
    const { host, application } = setUp();
    host.starts.unshift(
      () => {
        throw lost();
      },
      () => {
        throw new HoldfastError('HOST_UNREACHABLE');
      },
    );
    host.follows = [lines(result(CREATED))];
    await application.backups.createBackup(LINE);
    const requests = host.called('start').map((words) => words.find((word) => word.startsWith('--request-id=')));
    expect(requests).toHaveLength(3);
    expect(new Set(requests).size).toBe(1);
  });

  it('fails at once when the host cannot be reached to begin with', async () => {
    const { host, application } = setUp();
    host.starts.unshift(() => {
      throw new HoldfastError('HOST_UNREACHABLE');
    });
    await expect(application.backups.createBackup(LINE)).rejects.toMatchObject({ code: 'HOST_UNREACHABLE' });
    expect(host.called('start')).toHaveLength(1);
  });

  it('is refused with what holds the package', async () => {
    const { host, application } = setUp();
    const operation = {
      operation: 'restore',
      startedAt: '2025-11-27T10:15:00Z',
      phase: 'stage',
      operator: 'anna@workstation',
      jobId: JOB,
    };
    host.starts.unshift(() => json({ success: false, error: 'Busy', message: 'busy', code: 'BUSY', operation }, 75));
    await expect(application.restores.restoreBackup(LINE, FILE)).rejects.toMatchObject({
      code: 'BUSY',
      data: { operation, host: 'press-line-1' },
    });
    expect(host.called('follow')).toEqual([]);
  });

  it('fails with the error of its result', async () => {
    const { host, application, audit } = setUp();
    const problems = ['chunk-000001.000000: its MD5 does not match'];
    const failure = { success: false, error: 'Verification failed', message: 'It does not hold.', problems };
    host.follows = [lines(result({ ...failure, code: 'CORRUPT_ARCHIVE' }, 65))];
    await expect(application.backups.verifyBackup(LINE, FILE)).rejects.toMatchObject({
      code: 'CORRUPT_ARCHIVE',
      message: 'It does not hold.',
      data: { problems, jobId: JOB, host: 'press-line-1' },
    });
    expect(audit()).toEqual([expect.objectContaining({ outcome: 'failed', code: 'CORRUPT_ARCHIVE' })]);
  });

  it('answers a verification of all backups also when some do not hold', async () => {
    const { host, application } = setUp();
    const results = [{ filename: FILE, level: 'archive', valid: false, verifiedAt: null, problems: ['cut off'] }];
    const document = { success: false, message: 'One does not hold.', code: 'CORRUPT_ARCHIVE' };
    host.follows = [lines(result({ ...document, results, validCount: 0, invalidCount: 1 }, 65))];
    await expect(application.backups.verifyAllBackups(LINE)).resolves.toMatchObject({
      done: { success: false, results, invalidCount: 1 },
    });
  });

  it('says so when the result is not what the operation answers with', async () => {
    const { host, application } = setUp();
    host.follows = [lines(result({ success: true }))];
    await expect(application.backups.createBackup(LINE)).rejects.toMatchObject({ code: 'SCRIPT_OUTPUT_INVALID' });
  });

  it('goes on when its time is over: the answer names the job, and its end is put on record', async () => {
    const { host, application, audit } = setUp({ timeouts: { create: 0.05 } });
    let end = () => {};
    host.follows = [
      async (argv, options) => {
        await new Promise<void>((resolve) => {
          end = resolve;
        });
        return lines(result(CREATED))(argv, options);
      },
    ];
    await expect(application.backups.createBackup(LINE)).rejects.toMatchObject({
      code: 'TIMEOUT',
      data: { jobId: JOB, host: 'press-line-1' },
    });
    end();
    await expect
      .poll(() => audit(), { timeout: 5000 })
      .toEqual([expect.objectContaining({ operation: 'backup.create', outcome: 'done' })]);
  });

  it('is asked whether it knows jobs once for several operations, and again after a failure', async () => {
    const { host, application } = setUp();
    const asked = () => host.commands.filter(([, , name]) => name === 'help').length;
    host.helps.unshift(
      () => {
        throw lost();
      },
      () => ({ exitCode: 127, stderr: 'bash: /x: No such file or directory' }),
    );
    host.follows = [lines(result(CREATED))];
    await expect(application.backups.createBackup(LINE)).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
    // It cannot say what it can do: it is asked directly, and says why it cannot do that either.
    await expect(application.backups.createBackup(LINE)).rejects.toMatchObject({ code: 'HOST_COMMAND_FAILED' });
    expect(host.commands.at(-1)?.slice(2, 4)).toEqual(['backup', '--version=v2.4.10']);
    expect(asked()).toBe(2);
    await application.backups.createBackup(LINE);
    await application.backups.createBackup(LINE);
    expect(asked()).toBe(3);
  });

  it('is answered with its id when nobody waits', async () => {
    const { host, application, audit } = setUp();
    host.follows = [lines(result(CREATED))];
    await expect(application.backups.createBackup(LINE, {}, false)).resolves.toEqual({ jobId: JOB });
    await expect.poll(() => audit(), { timeout: 5000 }).toHaveLength(1);
  });

  it('makes the list stale when it ends', async () => {
    const { host, application } = setUp();
    const listed = () => host.commands.filter(([, , name]) => name === 'list').length;
    let end = () => {};
    host.follows = [
      async (argv, options) => {
        await new Promise<void>((resolve) => {
          end = resolve;
        });
        return lines(result(CREATED))(argv, options);
      },
    ];
    await application.backups.createBackup(LINE, {}, false);
    await application.backups.listBackups(LINE);
    await application.backups.listBackups(LINE);
    expect(listed()).toBe(1);
    end();
    await expect
      .poll(async () => {
        await application.backups.listBackups(LINE);
        return listed();
      })
      .toBe(2);
  });
});

describe('the events of a job', () => {
  const job = {
    id: JOB,
    operation: 'restore',
    arguments: [FILE],
    operator: 'anna@workstation',
    startedAt: '2025-11-27T10:15:00Z',
    endedAt: null,
    state: 'running',
    phase: 'stage',
    bytesDone: 1,
    bytesTotal: 2,
    cancellable: true,
    exitCode: null,
    result: null,
  };
  const collect = async (events: AsyncIterable<JobEvent>) => {
    const all: JobEvent[] = [];
    for await (const event of events) all.push(event);
    return all;
  };

  it('are followed once for everybody, from where each wants them', async () => {
    const { host, application } = setUp();
    host.jobs = [job];
    let end = () => {};
    host.follows = [
      async (argv, options) => {
        await lines(log('one'), log('two'))(argv, options);
        await new Promise<void>((resolve) => {
          end = resolve;
        });
        options.onLine?.(JSON.stringify(result({ success: true })));
        return {};
      },
    ];
    await application.jobs.list(LINE);
    const all = collect(await application.jobs.events({ id: JOB }));
    const later = collect(await application.jobs.events({ id: JOB }, 1));
    await expect.poll(() => host.called('follow').length).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    end();
    expect((await all).map(({ index }) => index)).toEqual([0, 1, 2]);
    expect((await later).map(({ index }) => index)).toEqual([1, 2]);
    expect((await all).at(-1)).toMatchObject({ type: 'result', state: 'done', error: null });
    expect(host.called('follow')).toHaveLength(1);
  });

  it('end with the error that the operation would have answered', async () => {
    const { host, application } = setUp();
    host.jobs = [job];
    host.follows = [
      lines(
        result({ success: false, error: 'Restore failed', message: 'put back', code: 'ABORTED', undone: 'all' }, 1),
      ),
    ];
    const events = await collect(await application.jobs.events({ id: JOB, package: 'line-monitor' }));
    expect(events).toEqual([
      expect.objectContaining({
        state: 'cancelled',
        result: null,
        error: expect.objectContaining({ error: 'Restore failed', code: 'ABORTED', undone: 'all', jobId: JOB }),
      }),
    ]);
  });

  it('are not there for a job that nobody knows', async () => {
    const { application } = setUp();
    await expect(application.jobs.events({ id: JOB })).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
    await expect(application.jobs.events({ id: JOB, package: 'line-monitor' })).rejects.toMatchObject({
      code: 'JOB_NOT_FOUND',
      data: { host: 'press-line-1', jobId: JOB },
    });
  });

  it('stop for whoever goes away, and nobody else', async () => {
    const { host, application } = setUp();
    host.jobs = [job];
    let end = () => {};
    host.follows = [
      async (argv, options) => {
        await new Promise<void>((resolve) => {
          end = resolve;
        });
        return lines(result({ success: true }))(argv, options);
      },
    ];
    const gone = new AbortController();
    const one = collect(await application.jobs.events({ id: JOB, package: 'line-monitor' }, 0, gone.signal));
    const other = collect(await application.jobs.events({ id: JOB, package: 'line-monitor' }));
    gone.abort();
    expect(await one).toEqual([]);
    end();
    expect(await other).toHaveLength(1);
  });
});

describe('an event buffer', () => {
  const at = (index: number, phase: string): JobEvent => ({
    type: 'progress',
    index,
    time: '',
    phase,
    bytesDone: index,
    bytesTotal: null,
    cancellable: true,
  });

  it('keeps the last progress of a phase only, and everything else in order', () => {
    const buffer = new EventBuffer();
    buffer.add(at(0, 'copy'));
    buffer.add(at(1, 'copy'));
    buffer.add({ type: 'log', index: 2, time: '', level: 'info', message: 'x' });
    buffer.add(at(3, 'copy'));
    buffer.add(at(5, 'verify'));
    expect([0, 1, 2, 3, 4, 5, 6].map((index) => buffer.firstFrom(index)?.index)).toEqual([1, 1, 2, 3, 5, 5, undefined]);
  });

  it('stays small however much a job says', () => {
    const buffer = new EventBuffer();
    for (let index = 0; index < 30_000; index++) {
      buffer.add({ type: 'log', index, time: '', level: 'info', message: 'x' });
    }
    expect(buffer.firstFrom(0)?.index).toBeGreaterThanOrEqual(20_000);
    expect(buffer.firstFrom(29_999)?.index).toBe(29_999);
  });
});
