import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OddServer, openSession, startOddServer } from '../support/ssh-session';
import { type Sshd, startSshd } from '../support/sshd';

/** What may go wrong around the application. */
const ROOT = join(import.meta.dirname, '../..');
let folder: string;
const running: { end(signal: NodeJS.Signals): Promise<void> }[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-keeps-'));
});
afterEach(async () => {
  for (const one of running.splice(0)) await one.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** The application in a process of its own that signals reach, unlike npm's. */
function start(data = folder) {
  const flags = ['--port', '0', '--data-dir', data, '--known-hosts', '/dev/null'];
  const child = spawn(process.execPath, [join(ROOT, 'scripts/serve.mjs'), ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const answers = new Promise<{ url: string; token: string }>((resolve, reject) => {
    child.stdout.once('data', (line) => resolve(JSON.parse(line)));
    ended.then(() => reject(new Error(said)));
  });
  answers.catch(() => {});
  const one = {
    said: () => said,
    async call(path: string, body?: unknown) {
      const { url, token } = await answers;
      const response = await fetch(url + path, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { Authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: await response.json() };
    },
    async end(signal: NodeJS.Signals) {
      child.kill(signal);
      await ended;
    },
  };
  running.push(one);
  return one;
}
const hostNamed = (name: string) => ({ hosts: [{ name, address: '10.0.0.5', user: 'deploy' }] });

describe('a store that cannot be read', () => {
  it.each(['inventory', 'settings', 'tokens'])('%s: is kept aside, said, and the application starts', async (name) => {
    const broken = '{"hosts": [{"name": "press-1", "addr';
    writeFileSync(join(folder, `${name}.json`), broken);
    const { call, said } = start();
    const { status, body } = await call('/api/info');
    expect([status, body.notices]).toEqual([200, [expect.stringContaining(`${name}.json could not be read`)]]);
    const kept = readdirSync(folder).find((file) => file.startsWith(`${name}.json.corrupt-`)) ?? '';
    expect(readFileSync(join(folder, kept), 'utf8')).toBe(broken);
    expect(said()).toContain(`${name}.json could not be read`);
    expect(await call('/api/inventory/merge', hostNamed('press-2'))).toMatchObject({ status: 200 });
  });
});

it('a process that is killed while it writes leaves the old document or the new one, and a record that holds', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { call, end } = start();
    await call('/api/info');
    let count = 0;
    const writing = (async () => {
      for (;;) {
        count += 1;
        await call('/api/inventory/merge', hostNamed(`press-${round}-${count}`));
      }
    })().catch(() => {});
    await delay(150 + 40 * round);
    await end('SIGKILL');
    await writing;
    const { hosts } = JSON.parse(readFileSync(join(folder, 'inventory.json'), 'utf8'));
    expect(hosts.length).toBeGreaterThan(0);
    const verify = ['scripts/holdfast.mjs', 'audit', 'verify', '--format', 'json', '--data-dir', folder];
    expect(JSON.parse(execFileSync(process.execPath, verify, { cwd: ROOT, encoding: 'utf8' }))).toMatchObject({
      valid: true,
    });
  }
  const { call } = start();
  expect((await call('/api/info')).body.notices).toEqual([]);
});

it('a full disk on this computer: what cannot be saved is said, nothing is half written, and it goes on after', async () => {
  const mounted = join(folder, 'small');
  execFileSync('mkdir', [mounted]);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=700', 'tmpfs', mounted]);
  try {
    const { call, end } = start(mounted);
    expect(await call('/api/inventory/merge', hostNamed('before'))).toMatchObject({ status: 200 });
    execFileSync('bash', ['-c', 'cat /dev/zero >"$1/filler" 2>/dev/null || :', 'fill', mounted]);
    const failed = await call('/api/inventory/merge', hostNamed('x'.repeat(90)));
    expect(failed).toMatchObject({
      status: 500,
      body: { code: 'LOCAL_STORE_FAILED', message: expect.stringContaining('full'), remedy: expect.any(String) },
    });
    const names = async () => (await call('/api/inventory')).body.hosts.map(({ name }: { name: string }) => name);
    expect(await names()).toEqual(['before']);
    rmSync(join(mounted, 'filler'));
    expect(await call('/api/inventory/merge', hostNamed('after'))).toMatchObject({ status: 200 });
    expect(await names()).toEqual(['before', 'after']);
    expect(await call('/api/activity/verify')).toMatchObject({ body: { valid: true } });
    await end('SIGTERM');
  } finally {
    execFileSync('umount', ['--lazy', mounted]);
  }
});

describe('two hundred hosts of which half hang', () => {
  let sshd: Sshd;
  let silent: OddServer;
  beforeAll(async () => {
    sshd = await startSshd();
    silent = await startOddServer();
  });
  afterAll(async () => {
    await Promise.all([sshd?.stop(), silent?.stop()]);
  });

  it('are all answered, and the connections are bounded', async () => {
    const { connections, run } = openSession(sshd, { connectTimeoutMs: 2000 });
    const hosts = Array.from({ length: 200 }, (_, index) =>
      sshd.host({ name: `host-${index}`, port: index % 2 === 0 ? sshd.port : silent.port }),
    );
    const outcomes = await Promise.all(
      hosts.map((host) =>
        run(host, ['echo', host.name]).then(
          ({ stdout }) => stdout.trim(),
          ({ code }) => code as string,
        ),
      ),
    );
    expect(outcomes.filter((_, index) => index % 2 === 1)).toEqual(Array(100).fill('HOST_UNREACHABLE'));
    expect(outcomes.filter((_, index) => index % 2 === 0)).toEqual(
      hosts.filter((_, index) => index % 2 === 0).map(({ name }) => name),
    );
    await connections.close();
  });
});
