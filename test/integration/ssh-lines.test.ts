import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openSession } from '../support/ssh-session';
import { type Sshd, startSshd } from '../support/sshd';

/** A command's stdout line by line, over a real sshd. */
let sshd: Sshd;
const opened: ReturnType<typeof openSession>[] = [];

beforeAll(async () => {
  sshd = await startSshd();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ connections }) => connections.close()));
});
afterAll(() => sshd?.stop());

function open() {
  const session = openSession(sshd);
  opened.push(session);
  return session;
}

it('comes while the command runs', async () => {
  const go = join(sshd.folder, 'go');
  const { bash } = open();
  const lines: (string | undefined)[] = [];
  const ended = bash(
    sshd.host(),
    `echo one; while [ ! -e ${go} ]; do sleep 0.05; done; echo two; echo no >&2; exit 3`,
    {
      onLine: (line) => lines.push(line),
    },
  );
  await expect.poll(() => lines, { timeout: 20_000 }).toEqual(['one']);
  await bash(sshd.host(), `touch ${go}`);
  expect(await ended).toEqual({ exitCode: 3, signal: null, stdout: '', stderr: 'no\n' });
  expect(lines).toEqual(['one', 'two']);
});

it('may be more than is ever kept', async () => {
  let lines = 0;
  const result = await open().bash(sshd.host(), 'yes "a line of some length" | head -n 2000000', {
    maxOutputBytes: 1000,
    timeoutMs: 120_000,
    onLine: () => {
      lines += 1;
    },
  });
  expect(result).toMatchObject({ exitCode: 0, stdout: '' });
  expect(lines).toBe(2_000_000);
});

it('ends when nobody wants more, and what runs goes on', async () => {
  const proof = join(sshd.folder, 'proof');
  const { bash } = open();
  const gone = new AbortController();
  const ended = bash(sshd.host(), `trap '' HUP PIPE; echo one; sleep 0.5; echo two; touch ${proof}`, {
    signal: gone.signal,
    onLine: () => gone.abort(new Error('enough')),
  });
  await expect(ended).rejects.toThrow('enough');
  await expect.poll(() => existsSync(proof), { timeout: 20_000 }).toBe(true);
});

it('tells no line that a lost connection cut off', async () => {
  const lines: (string | undefined)[] = [];
  const ended = open().bash(sshd.host(), 'echo whole; printf half; sleep 60', { onLine: (line) => lines.push(line) });
  await expect.poll(() => lines, { timeout: 20_000 }).toEqual(['whole']);
  sshd.dropConnections();
  await expect(ended).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
  expect(lines).toEqual(['whole']);
});
