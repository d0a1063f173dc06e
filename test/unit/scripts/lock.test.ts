import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withLock } from '../../../scripts/lib/lock.mjs';

const LOCK = join(import.meta.dirname, '../../../scripts/lib/lock.mjs');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process that takes the lock, says so, and works under it until it ends. */
function holder(work: string) {
  const file = join(folder, 'holder.mjs');
  writeFileSync(
    file,
    `import { appendFileSync } from 'node:fs';
     import { withLock } from ${JSON.stringify(LOCK)};
     import { setTimeout as delay } from 'node:timers/promises';
     const log = (text) => appendFileSync(${JSON.stringify(join(folder, 'log'))}, text);
     await withLock(${JSON.stringify(folder)}, async () => { process.send?.('held'); ${work} });
     process.disconnect?.();`,
  );
  return fork(file);
}

const heard = (child: ReturnType<typeof fork>, event: string) => new Promise((resolve) => child.once(event, resolve));

it('lets one process work at a time', async () => {
  const children = [1, 2, 3].map(() => holder("log('<'); await delay(60); log('>');"));
  await Promise.all(children.map((child) => heard(child, 'exit')));
  expect(readFileSync(join(folder, 'log'), 'utf8')).toBe('<><><>');
});

it('is free again when its holder is killed', async () => {
  const child = holder('await delay(60_000);');
  await heard(child, 'message');
  const waiting = withLock(folder, async () => 'mine');
  child.kill('SIGKILL');
  await expect(waiting).resolves.toBe('mine');
});

it('is free again when the work fails', async () => {
  await expect(
    withLock(folder, async () => {
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await expect(withLock(folder, async () => 1)).resolves.toBe(1);
});
