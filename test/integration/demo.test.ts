import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
/** Milliseconds that anything may take on a busy machine. */
const LIMIT = 60_000;
/** For temporary files: whatever a demo leaves behind is seen. */
let temporary: string;

beforeAll(() => {
  // A space, as folders of real users have.
  temporary = join(mkdtempSync(join(tmpdir(), 'holdfast-demo-test-')), 'temporary files');
  mkdirSync(temporary);
});
afterAll(() => rmSync(join(temporary, '..'), { recursive: true, force: true }));

interface Demo {
  process: ChildProcess;
  url: string;
  call(path: string, body?: unknown): Promise<Record<string, unknown>>;
  ended: Promise<number | null>;
}

/** The demo as it is on a machine without a display. */
async function startDemo(): Promise<Demo> {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
  const child = spawn(process.execPath, ['scripts/demo.mjs'], {
    cwd: ROOT,
    env: { ...env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    said += text;
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const address = new Promise<string>((resolve) => {
    let stdout = '';
    child.stdout.on('data', (text: Buffer) => {
      stdout += text;
      const [found] = /http:\S+/.exec(stdout) ?? [];
      if (found && stdout.includes('\n')) resolve(found);
    });
  });
  const failed = ended.then((code): never => {
    throw new Error(`the demo ended with ${code}: ${said}`);
  });
  const [url = '', token] = (await Promise.race([address, failed])).split('/#token=');
  failed.catch(() => {});
  return {
    process: child,
    url,
    ended,
    call: async (path, body) => {
      const response = await fetch(url + path, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { Authorization: `Bearer ${token}` },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      return (await response.json()) as Record<string, unknown>;
    },
  };
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const limit = Date.now() + LIMIT; !(await condition()); await delay(100)) {
    if (Date.now() > limit) throw new Error(`still not so after ${LIMIT} ms: ${condition}`);
  }
}

it('creates and restores backups, ends cleanly, and clears up after one that was killed', async () => {
  const killed = await startDemo();
  killed.process.kill('SIGKILL');
  await killed.ended;
  await until(() =>
    fetch(killed.url).then(
      () => false,
      () => true,
    ),
  );
  expect(readdirSync(temporary)).toHaveLength(1);

  const demo = await startDemo();
  expect(readdirSync(temporary)).toHaveLength(1);
  const created = await demo.call('/api/backup/rocket-welder/create', {});
  expect(created).toMatchObject({ success: true, backup: { version: 'v2.4.10' } });

  const { backups } = (await demo.call('/api/backup/rocket-welder-line-2/list')) as { backups: { filename: string }[] };
  const restored = await demo.call('/api/backup/rocket-welder-line-2/restore', { filename: backups.at(-1)?.filename });
  expect(restored).toMatchObject({ success: true, restoredVersion: 'v2.3.0', codeVersionRestored: true });
  expect(await demo.call('/api/hosts/press-line-2/state')).toMatchObject({
    packages: [{ name: 'rocket-welder-line-2', version: 'v2.3.0' }],
  });

  expect(await demo.call('/api/hosts/press-line-2/scripts')).toMatchObject({ state: 'current' });
  expect(await demo.call('/api/hosts/press-line-2/install', {})).toMatchObject({ outcome: 'alreadyInstalled' });

  demo.process.kill('SIGINT');
  expect(await demo.ended).toBe(0);
  expect(readdirSync(temporary)).toEqual([]);
}, 180_000);
