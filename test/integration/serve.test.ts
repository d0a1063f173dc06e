import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serve } from '../support/served';

const ROOT = join(import.meta.dirname, '../..');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-serve-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** `npm run --silent serve` with flags that it refuses. */
function refused(...flags: string[]): Promise<{ exitCode: unknown; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const args = ['run', '--silent', 'serve', '--', '--data-dir', join(folder, 'data'), ...flags];
    execFile('npm', args, { cwd: ROOT }, (error, stdout, stderr) => resolve({ exitCode: error?.code, stdout, stderr }));
  });
}

it('answers at the address of its one line, keeps its token, and ends when asked to', async () => {
  const served = await serve({ hosts: [] }, join(folder, 'known_hosts'));
  const token = join(served.dataDirectory, 'rest-token');
  expect(served.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await served.call('/api/hosts')).toMatchObject({ status: 200, body: { hosts: [] } });
  expect(await (await fetch(served.url)).text()).toContain('<title>Holdfast</title>');
  expect(readFileSync(token, 'utf8').trim()).toBe(served.token);
  expect(statSync(token).mode & 0o777).toBe(0o600);
  await served.stop();
});

describe('is refused with one sentence and nothing on stdout:', () => {
  it.each<[string, number, RegExp, string[]]>([
    ['an unknown flag', 64, /Unknown option '--prot'/, ['--prot', '1']],
    ['a port that is none', 64, /--port must be a number from 0 to 65535/, ['--port', '65536']],
    ['an inventory that is not there', 65, /\/nonexistent\.json cannot be read/, ['--inventory', '/nonexistent.json']],
  ])('%s', async (_what, exitCode, sentence, flags) => {
    const { stderr, ...answer } = await refused(...flags);
    expect(answer).toEqual({ exitCode, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('an inventory with a mistake, naming the field', async () => {
    const file = join(folder, 'inventory.json');
    writeFileSync(file, JSON.stringify({ hosts: [{ name: 'a', address: '127.0.0.1', user: 'b', port: 0 }] }));
    expect(await refused('--inventory', file)).toMatchObject({
      exitCode: 65,
      stdout: '',
      stderr: expect.stringContaining('hosts.0.port'),
    });
  });

  it('a port that another program has', async () => {
    const served = await serve({ hosts: [] }, join(folder, 'known_hosts'));
    const { port } = new URL(served.url);
    expect(await refused('--port', port)).toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: expect.stringContaining(`Port ${port} of 127.0.0.1 is in use`),
    });
    await served.stop();
  });
});
