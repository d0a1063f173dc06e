import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { logins, openSession, type SessionOptions, startOddServer } from '../support/ssh-session';
import { type Sshd, startSshd } from '../support/sshd';

/** One connection a host: shared, kept, found lost, opened anew, closed. */
let sshd: Sshd;
let narrow: Sshd;
const opened: ReturnType<typeof openSession>[] = [];

beforeAll(async () => {
  sshd = await startSshd();
  narrow = await startSshd({ config: ['MaxSessions 2'] });
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ connections }) => connections.close()));
});
afterAll(async () => {
  await Promise.all([sshd?.stop(), narrow?.stop()]);
});

function open(options?: SessionOptions, server = sshd) {
  const session = openSession(server, options);
  opened.push(session);
  return session;
}

const lines = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0);
const endings = () => sshd.log().match(/^(Disconnected from|Connection closed by) /gm)?.length ?? 0;

describe('sharing', () => {
  it('logs in once for many commands, and runs no more than eight of them at a time', async () => {
    const { bash } = open();
    const before = logins(sshd);
    const marks = join(sshd.folder, 'running');
    const script = `touch ${marks}.$$; sleep 0.3; ls ${marks}.* | wc -l; rm ${marks}.$$`;
    const results = await Promise.all(Array.from({ length: 20 }, () => bash(sshd.host(), script)));
    const most = Math.max(...results.map(({ stdout }) => Number(stdout)));
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(8);
    expect(logins(sshd) - before).toBe(1);
  });

  it('makes do with fewer sessions where sshd allows fewer', async () => {
    const { bash } = open({}, narrow);
    const before = logins(narrow);
    const results = await Promise.all(Array.from({ length: 12 }, () => bash(narrow.host(), 'sleep 0.05; echo x')));
    expect(results.map(({ stdout }) => stdout)).toEqual(Array(12).fill('x\n'));
    expect(logins(narrow) - before).toBe(1);
  });

  it('is not kept from working by commands that were left behind', async () => {
    const { bash } = open({}, narrow);
    for (const _ of [1, 2, 3]) {
      await expect(bash(narrow.host(), 'sleep 20', { timeoutMs: 300 })).rejects.toMatchObject({ code: 'TIMEOUT' });
    }
    await expect(bash(narrow.host(), 'echo x')).resolves.toMatchObject({ stdout: 'x\n' });
  });

  it('keeps logins of different users of one address apart', async () => {
    const { run } = open();
    const before = logins(sshd);
    await run(sshd.host({ name: 'one' }), ['true']);
    await run(sshd.host({ name: 'two' }), ['true']);
    expect(logins(sshd) - before).toBe(2);
  });
});

describe('losing', () => {
  it('opens a new connection when the old one is lost, for all who wait', async () => {
    const { run } = open();
    await run(sshd.host(), ['true']);
    const before = logins(sshd);
    // ssh2 does not know yet that the connection is gone.
    sshd.dropConnections();
    const results = await Promise.all(Array.from({ length: 5 }, () => run(sshd.host(), ['echo', 'x'])));
    expect(results.map(({ stdout }) => stdout)).toEqual(Array(5).fill('x\n'));
    expect(logins(sshd) - before).toBe(1);
  });

  it('says so when it is lost in the middle, and never runs a command twice', async () => {
    const { bash, run } = open();
    const file = join(sshd.folder, 'times-run');
    const running = bash(sshd.host(), `echo run >> ${file}; sleep 20`);
    const lost = expect(running).rejects.toMatchObject({
      code: 'CONNECTION_LOST',
      message: expect.stringMatching(/"test-host" \(127\.0\.0\.1:\d+\) was lost.*may still be running/),
      data: { host: 'test-host', remedy: expect.any(String) },
    });
    await expect.poll(() => lines(file), { timeout: 60_000 }).toBe(1);
    sshd.dropConnections();
    await lost;
    await expect(run(sshd.host(), ['true'])).resolves.toMatchObject({ exitCode: 0 });
    expect(lines(file)).toBe(1);
  });

  it('never runs a command twice, whenever the connection is lost', async () => {
    const { run, bash } = open();
    for (let moment = 0; moment < 12; moment += 1) {
      const file = join(sshd.folder, `lost-at-${moment}`);
      await run(sshd.host(), ['true']);
      const ending = bash(sshd.host(), `echo run >> ${file}`).then(
        () => 'done',
        (error) => error.code,
      );
      await delay(moment / 2);
      sshd.dropConnections();
      const how = await ending;
      await delay(50);
      expect(['done', 'CONNECTION_LOST']).toContain(how);
      expect(lines(file)).toBeLessThanOrEqual(1);
      if (how === 'done') expect(lines(file)).toBe(1);
    }
  });
});

describe('ending', () => {
  it('closes a connection that nobody uses, and opens it again', async () => {
    const { run } = open({ idleMs: 100 });
    const before = endings();
    await run(sshd.host(), ['true']);
    await expect.poll(() => endings() - before, { timeout: 60_000 }).toBe(1);
    await expect(run(sshd.host(), ['true'])).resolves.toMatchObject({ exitCode: 0 });
  });

  it('does not take a connection for idle while a long command runs beside short ones', async () => {
    const { bash, run } = open({ idleMs: 100 });
    const before = logins(sshd);
    const long = bash(sshd.host(), 'sleep 1; echo done');
    await run(sshd.host(), ['true']);
    await delay(300);
    await run(sshd.host(), ['true']);
    await expect(long).resolves.toMatchObject({ stdout: 'done\n' });
    expect(logins(sshd) - before).toBe(1);
  });

  it('logs in anew after a disconnect, and lets running commands end', async () => {
    const { bash, run, connections } = open();
    const before = logins(sshd);
    const running = bash(sshd.host(), 'sleep 0.5; echo done');
    await delay(200);
    connections.disconnect(sshd.host());
    await run(sshd.host(), ['true']);
    await expect(running).resolves.toMatchObject({ stdout: 'done\n' });
    expect(logins(sshd) - before).toBe(2);
  });

  it('ends everything at once when closed: running, waiting and connecting', async () => {
    const silent = await startOddServer();
    try {
      const { connections, run, bash } = open();
      const waiting = [
        ...Array.from({ length: 10 }, () => bash(sshd.host(), 'sleep 600')),
        run(sshd.host({ name: 'silent', port: silent.port }), ['true']),
      ].map((command) => command.catch((error) => error.code));
      await delay(500);
      await connections.close();
      const codes = await Promise.all(waiting);
      expect(new Set(codes)).toEqual(new Set(['CONNECTION_LOST', 'HOST_UNREACHABLE']));
      await expect(run(sshd.host(), ['true'])).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
    } finally {
      await silent.stop();
    }
  });
});

describe('jump hosts', () => {
  let jumpServer: Sshd;
  let both: string;
  beforeAll(async () => {
    jumpServer = await startSshd();
    both = join(sshd.folder, 'both');
    writeFileSync(both, [...sshd.hostKeyLines(), ...jumpServer.hostKeyLines(), ''].join('\n'));
  });
  afterAll(() => jumpServer?.stop());

  const through = (more = {}) => sshd.host({ jumpHost: 'jump', ...more });
  const openThrough = (options: SessionOptions = {}) =>
    open({ knownHostsFile: both, jumps: [jumpServer.host({ name: 'jump' })], ...options });

  it('are logged in to once for all hosts behind them', async () => {
    const { run } = openThrough();
    const [jumps, direct] = [logins(jumpServer), logins(sshd)];
    // More hosts than may connect at once: none of them must take the jump host's turn away.
    const hosts = Array.from({ length: 40 }, (_, number) => through({ name: `behind-${number}` }));
    const results = await Promise.all(hosts.map((host) => run(host, ['echo', host.name])));
    expect(results.map(({ stdout }) => stdout.trim())).toEqual(hosts.map(({ name }) => name));
    expect([logins(jumpServer) - jumps, logins(sshd) - direct]).toEqual([1, 40]);
  });

  it('are found lost and logged in to again', async () => {
    const { run } = openThrough();
    await run(through(), ['true']);
    jumpServer.dropConnections();
    await expect(run(through(), ['true'])).resolves.toMatchObject({ exitCode: 0 });
  });

  it('that cannot reach the host behind them say so', async () => {
    const { run } = openThrough();
    await expect(run(through({ port: 1 }), ['true'])).rejects.toMatchObject({
      code: 'HOST_UNREACHABLE',
      message: expect.stringMatching(/^Host "test-host".*from jump host "jump"/),
      data: { host: 'test-host' },
    });
  });

  it('do not wait for ever for a host behind them', async () => {
    const silent = await startOddServer();
    try {
      const { run } = openThrough({ connectTimeoutMs: 1000 });
      await expect(run(through({ port: silent.port }), ['true'])).rejects.toMatchObject({ code: 'HOST_UNREACHABLE' });
    } finally {
      await silent.stop();
    }
  });

  it('have their own keys checked, and are named when they fail', async () => {
    const { run, connections } = openThrough({ knownHostsFile: sshd.knownHosts });
    const error = await run(through(), ['true']).catch((reason) => reason);
    expect(error).toMatchObject({
      code: 'HOST_KEY_UNKNOWN',
      message: expect.stringMatching(/^The jump host of "test-host" failed: Host "jump"/),
      data: { host: 'jump' },
    });
    await expect(connections.trustHostKey(through(), error.data.fingerprint)).rejects.toMatchObject({
      data: { host: 'jump' },
    });
  });

  it('let the key of a host behind them be trusted', async () => {
    const knownHostsFile = join(sshd.folder, 'jump-only');
    writeFileSync(knownHostsFile, `${jumpServer.hostKeyLines().join('\n')}\n`);
    const { run, connections } = openThrough({ knownHostsFile });
    const error = await run(through(), ['true']).catch((reason) => reason);
    expect(error).toMatchObject({ code: 'HOST_KEY_UNKNOWN', data: { host: 'test-host' } });
    await connections.trustHostKey(through(), error.data.fingerprint);
    await expect(run(through(), ['true'])).resolves.toMatchObject({ exitCode: 0 });
  });
});
