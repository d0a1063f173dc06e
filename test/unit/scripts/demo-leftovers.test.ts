import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { removeAbandonedWorlds } from '../../../scripts/demo/leftovers.mjs';

let temporary: string;

beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'holdfast-leftovers-'));
});
afterEach(() => rmSync(temporary, { recursive: true, force: true }));

function world(pid: number | undefined): string {
  const folder = join(temporary, `holdfast-demo-${pid}-abcdef`);
  mkdirSync(join(folder, 'hosts'), { recursive: true });
  writeFileSync(join(folder, 'hosts/file'), '');
  return folder;
}

it('removes the folders of demos that are gone, and no others', async () => {
  const { pid: gone } = spawnSync('true');
  const abandoned = world(gone);
  const kept = [world(process.pid), world(process.ppid), join(temporary, 'holdfast-demo-notes')];
  mkdirSync(join(temporary, 'holdfast-demo-notes'));
  await removeAbandonedWorlds(temporary);
  expect(existsSync(abandoned)).toBe(false);
  expect(kept.filter((folder) => !existsSync(folder))).toEqual([]);
});

it('ends what their hosts left running', async () => {
  const { pid: gone } = spawnSync('true');
  const env = { ...process.env, HOLDFAST_DEMO_HOST: join(world(gone), 'hosts', 'press-line-1') };
  const job = spawn('sleep', ['600'], { env, detached: true, stdio: 'ignore' });
  const ended = new Promise((resolve) => job.once('exit', (_code, signal) => resolve(signal)));
  await removeAbandonedWorlds(temporary);
  expect(await ended).toBe('SIGTERM');
});
