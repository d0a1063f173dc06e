import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openSession, type SessionOptions } from '../support/ssh-session';
import { type Sshd, startSshd } from '../support/sshd';

/** Commands on a host, through a real bash on a real sshd. */
let sshd: Sshd;
const opened: ReturnType<typeof openSession>[] = [];

beforeAll(async () => {
  sshd = await startSshd({ env: { GREETING: 'hello' } });
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ connections }) => connections.close()));
});
afterAll(() => sshd?.stop());

function open(options?: SessionOptions) {
  const session = openSession(sshd, options);
  opened.push(session);
  return session;
}

const isRunning = (pid: string) => existsSync(`/proc/${pid.trim()}`);

describe('endings', () => {
  it('answers with output, errors and exit code', async () => {
    const result = await open().bash(sshd.host(), 'echo "$GREETING"; echo no >&2; exit 7');
    expect(result).toEqual({ exitCode: 7, signal: null, stdout: 'hello\n', stderr: 'no\n' });
  });

  it('says which signal ended a command', async () => {
    const result = await open().bash(sshd.host(), 'echo before; kill -KILL $$');
    expect(result).toEqual({ exitCode: null, signal: 'SIGKILL', stdout: 'before\n', stderr: '' });
  });

  it('gives a command an empty standard input', async () => {
    expect(await open().run(sshd.host(), ['cat'])).toMatchObject({ exitCode: 0, stdout: '' });
  });

  it('leaves nothing out, however quick the command or many the commands', async () => {
    const { bash } = open();
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, number) => bash(sshd.host(), `echo out ${number}; echo err ${number} >&2`)),
    );
    results.forEach((result, number) => {
      expect(result).toEqual({ exitCode: 0, signal: null, stdout: `out ${number}\n`, stderr: `err ${number}\n` });
    });
  });
});

describe('arguments', () => {
  const echo = async (session: ReturnType<typeof openSession>, words: string[]) => {
    const { stdout } = await session.run(sshd.host(), ['printf', '%s\\0', ...words]);
    expect(stdout.split('\0').slice(0, -1)).toEqual(words);
  };

  it('arrive byte for byte', async () => {
    const file = join(sshd.folder, 'must-not-exist');
    await echo(open(), [
      ...["it's", '"', "'\\''", '\\', '\\\\', '`id`', `$(touch ${file})`, `; touch ${file}`, `|touch ${file}`, '$HOME'],
      ...['', ' ', 'a\nb', '\n', '\t', '\r', '\u001b[0m', '-n', '--', '-', '*', '?', '~', '!x', '#', '&', '{a,b}'],
      ...['ż 🔧', 'e\u0301', '\u202e', '\ufeff', '\u{10ffff}', 'x'.repeat(50_000)],
    ]);
    expect(existsSync(file)).toBe(false);
  });

  it('arrive byte for byte, whatever they are', async () => {
    const session = open();
    const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((value) => !value.includes('\0'));
    const property = fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 20 }), (words) => echo(session, words));
    await fc.assert(property, { numRuns: 100 });
  });

  it('that cannot arrive are refused before anything is sent', async () => {
    const nowhere = sshd.host({ port: 1 });
    await expect(open().run(nowhere, ['echo', 'a\0b'])).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('output', () => {
  it('is read as UTF-8 across the borders of packets', async () => {
    const { stdout } = await open().bash(sshd.host(), `printf 'x'; for i in {1..60000}; do printf 'ż🔧'; done`);
    expect(stdout).toBe(`x${'ż🔧'.repeat(60_000)}`);
  });

  it('may be large, on both streams', async () => {
    const script = 'head -c 8000000 /dev/zero | tr "\\0" o; head -c 8000000 /dev/zero | tr "\\0" e >&2';
    const { stdout, stderr } = await open().bash(sshd.host(), script);
    expect([stdout.length, stderr.length]).toEqual([8_000_000, 8_000_000]);
  });

  it.each([
    ['stdout', 'yes'],
    ['stderr', 'yes >&2'],
  ])('that floods %s is stopped, and the connection goes on working', async (_stream, script) => {
    const session = open();
    const before = process.memoryUsage().rss;
    const flood = session.bash(sshd.host(), script, { maxOutputBytes: 100_000 });
    await expect(flood).rejects.toMatchObject({
      code: 'OUTPUT_TOO_LARGE',
      message: expect.stringContaining('98 KiB'),
      data: { host: 'test-host', remedy: expect.any(String) },
    });
    await expect(session.bash(sshd.host(), 'echo on')).resolves.toMatchObject({ stdout: 'on\n' });
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });
});

describe('time-outs and cancelling', () => {
  /** Starts a command that writes its process id, then runs on. */
  async function longCommand(name: string, options: { timeoutMs?: number; signal?: AbortSignal }) {
    const file = join(sshd.folder, name);
    const ended = open().bash(sshd.host(), `echo $$ > ${file}; sleep 30; true`, options);
    ended.catch(() => {});
    await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8') !== '', { timeout: 60_000 }).toBe(true);
    return { ended, pid: readFileSync(file, 'utf8').trim() };
  }

  it('ends the wait and not the work when time is over', async () => {
    const { ended, pid } = await longCommand('timed-out', { timeoutMs: 4000 });
    await expect(ended).rejects.toMatchObject({
      code: 'TIMEOUT',
      message: expect.stringMatching(/within 4 s\. What was started there goes on/),
      data: { host: 'test-host', remedy: expect.any(String) },
    });
    await delay(500);
    expect(isRunning(pid)).toBe(true);
    process.kill(Number(pid));
  });

  it('ends the wait and not the work when it is cancelled', async () => {
    const abort = new AbortController();
    const { ended, pid } = await longCommand('cancelled', { signal: abort.signal });
    abort.abort(new Error('enough'));
    await expect(ended).rejects.toThrow('enough');
    expect(isRunning(pid)).toBe(true);
    process.kill(Number(pid));
  });

  it('starts nothing when it is cancelled before', async () => {
    const { run } = open();
    await expect(run(sshd.host(), ['true'], { signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no');
  });

  it('lets a command that waits for its turn be cancelled, or time out, and not start later', async () => {
    const { bash } = open();
    const busy = Array.from({ length: 8 }, () => bash(sshd.host(), 'sleep 1.5'));
    await delay(200);
    const abort = new AbortController();
    const file = join(sshd.folder, 'never-started');
    const cancelled = bash(sshd.host(), `touch ${file}`, { signal: abort.signal });
    const impatient = bash(sshd.host(), `touch ${file}`, { timeoutMs: 300 });
    setTimeout(() => abort.abort(new Error('enough')), 100);
    await expect(cancelled).rejects.toThrow('enough');
    await expect(impatient).rejects.toMatchObject({
      code: 'TIMEOUT',
      message: expect.stringContaining('Nothing was started'),
    });
    await Promise.all(busy);
    await bash(sshd.host(), 'true');
    expect(existsSync(file)).toBe(false);
  });
});
