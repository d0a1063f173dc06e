import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import ssh2 from 'ssh2';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { logins, type OddServer, openSession, type SessionOptions, startOddServer } from '../support/ssh-session';
import { freePort, makeKey, type Sshd, startSshd } from '../support/sshd';

/** Every way to log in, and what the operator is told when it fails. */
let sshd: Sshd;
const opened: ReturnType<typeof openSession>[] = [];

beforeAll(async () => {
  sshd = await startSshd();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ connections }) => connections.close()));
});
afterAll(() => sshd?.stop());

function open(options?: SessionOptions, server = sshd) {
  const session = openSession(server, options);
  opened.push(session);
  return session;
}

describe('with a private key', () => {
  const withKey = (keyPath: string) => sshd.host({ auth: { method: 'privateKey', keyPath } });
  let sealed: string;
  beforeAll(() => {
    sealed = makeKey(sshd.folder, 'sealed', 'open sesame');
    writeFileSync(join(sshd.folder, 'authorized_keys'), readFileSync(`${sealed}.pub`), { flag: 'a' });
  });

  it('says which key the host refused, and what it would accept', async () => {
    const stranger = makeKey(sshd.folder, 'stranger');
    await expect(open().run(withKey(stranger), ['true'])).rejects.toMatchObject({
      code: 'AUTHENTICATION_FAILED',
      message: expect.stringMatching(
        new RegExp(`"test-host" \\(${sshd.user}@127.*refused the private key ${stranger} \\(it accepts: publickey\\)`),
      ),
      data: { host: 'test-host', remedy: expect.stringContaining('authorized_keys') },
    });
  });

  it.each([
    ['/nowhere/key', '/nowhere/key does not exist'],
    ['~/no-key-here', '/no-key-here does not exist'],
    ['/', '/ cannot be read'],
  ])('says that %s cannot be read', async (keyPath, message) => {
    await expect(open().run(withKey(keyPath), ['true'])).rejects.toMatchObject({
      code: 'AUTHENTICATION_FAILED',
      message: expect.stringContaining(message),
      data: { remedy: expect.any(String) },
    });
  });

  it('says that a file is no private key', async () => {
    for (const path of [`${sshd.keyPath}.pub`, sshd.knownHosts]) {
      await expect(open().run(withKey(path), ['true'])).rejects.toMatchObject({
        code: 'AUTHENTICATION_FAILED',
        message: expect.stringContaining(path),
      });
    }
  });

  it('finds it in the home folder', async () => {
    const { run } = open({ homeDirectory: sshd.folder });
    await expect(run(withKey('~/client'), ['true'])).resolves.toMatchObject({ exitCode: 0 });
  });

  it('asks for a passphrase, refuses a wrong one, and takes the right one at once after that', async () => {
    const given: NonNullable<SessionOptions['given']> = {};
    const { run } = open({ given });
    await expect(run(withKey(sealed), ['true'])).rejects.toMatchObject({
      code: 'SECRET_MISSING',
      data: { host: 'test-host', secretKind: 'passphrase' },
    });
    given.passphrase = 'open sesame';
    await expect(run(withKey(sealed), ['true'])).resolves.toMatchObject({ exitCode: 0 });
    const wrong = open({ given: { passphrase: 'wrong' } }).run(withKey(sealed), ['true']);
    await expect(wrong).rejects.toMatchObject({
      code: 'AUTHENTICATION_FAILED',
      message: expect.not.stringContaining('wrong'),
      data: { secretKind: 'passphrase' },
    });
  });

  it.each(['ecdsa', 'rsa'] as const)('reads %s keys too', async (kind) => {
    const key = makeKey(sshd.folder, `client-${kind}`, '', kind);
    writeFileSync(join(sshd.folder, 'authorized_keys'), readFileSync(`${key}.pub`), { flag: 'a' });
    await expect(open().run(withKey(key), ['true'])).resolves.toMatchObject({ exitCode: 0 });
  });
});

describe('with the SSH agent', () => {
  let agent: ChildProcess;
  let env: NodeJS.ProcessEnv;
  const withAgent = (server = sshd) => server.host({ auth: { method: 'agent' } });
  const add = (...keys: string[]) =>
    execFileSync('ssh-add', ['-q', ...keys], { env: { ...process.env, ...env }, stdio: 'ignore' });

  beforeAll(async () => {
    const socket = join(sshd.folder, 'agent');
    env = { SSH_AUTH_SOCK: socket };
    agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
    for (const limit = Date.now() + 60_000; !existsSync(socket) && Date.now() < limit; ) await delay(20);
  });
  afterAll(() => agent?.kill());

  it('uses its keys', async () => {
    await expect(open({ env }).run(withAgent(), ['true'])).rejects.toMatchObject({
      code: 'AUTHENTICATION_FAILED',
      message: expect.stringContaining("the SSH agent's keys"),
    });
    add(sshd.keyPath);
    await expect(open({ env }).run(withAgent(), ['true'])).resolves.toMatchObject({ exitCode: 0 });
  });

  it.each([
    ['there is none', {}, 'SSH_AUTH_SOCK is not set'],
    ['it does not answer', { SSH_AUTH_SOCK: '/nowhere/agent' }, 'the SSH agent failed'],
  ])('says that %s', async (_what, environment, message) => {
    await expect(open({ env: environment }).run(withAgent(), ['true'])).rejects.toMatchObject({
      code: 'AUTHENTICATION_FAILED',
      message: expect.stringContaining(message),
      data: { remedy: expect.stringContaining('ssh-add') },
    });
  });

  it('says that it offered more keys than the host looks at', async () => {
    const strict = await startSshd({ config: ['MaxAuthTries 2'] });
    try {
      add(...['a', 'b', 'c', 'd'].map((name) => makeKey(strict.folder, name)));
      await expect(open({ env }, strict).run(withAgent(strict), ['true'])).rejects.toMatchObject({
        code: 'AUTHENTICATION_FAILED',
        message: expect.stringContaining('Too many authentication failures'),
      });
    } finally {
      await strict.stop();
    }
  });
});

describe('with a password', () => {
  // OpenSSH checks passwords against the system's accounts: ssh2's server stands in for it here.
  const servers: ssh2.Server[] = [];
  const asked: string[] = [];
  afterAll(() => Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve)))));

  async function passwordHost(accepted: 'password' | 'keyboard-interactive', auth: object) {
    const hostKey = readFileSync(join(sshd.folder, 'host-ed25519'));
    const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
      client.on('error', () => {});
      client.on('authentication', (login) => {
        asked.push(login.method);
        if (login.method !== accepted) login.reject([accepted]);
        else if (login.method === 'password') {
          if (login.password === 'correct horse') login.accept();
          else login.reject([accepted]);
        } else if (login.method === 'keyboard-interactive') {
          login.prompt([{ prompt: 'Password: ', echo: false }], (answers) =>
            answers[0] === 'correct horse' ? login.accept() : login.reject([accepted]),
          );
        }
      });
      client.on('session', (accept) =>
        accept().on('exec', (acceptExec) => {
          const stream = acceptExec();
          stream.exit(0);
          stream.end();
        }),
      );
    });
    servers.push(server);
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
    });
    const knownHostsFile = join(sshd.folder, `known-${port}`);
    writeFileSync(knownHostsFile, readFileSync(sshd.knownHosts, 'utf8').replace(`:${sshd.port} `, `:${port} `));
    asked.length = 0;
    return { host: sshd.host({ port, auth }), knownHostsFile };
  }

  const password = { method: 'password' };
  const right = { password: 'correct horse' };

  it.each(['password', 'keyboard-interactive'] as const)('answers %s', async (accepted) => {
    const { host, knownHostsFile } = await passwordHost(accepted, password);
    await expect(open({ knownHostsFile, given: right }).run(host, ['true'])).resolves.toMatchObject({ exitCode: 0 });
  });

  it('asks for one, and says when it is refused', async () => {
    const { host, knownHostsFile } = await passwordHost('password', password);
    await expect(open({ knownHostsFile }).run(host, ['true'])).rejects.toMatchObject({
      code: 'SECRET_MISSING',
      data: { host: 'test-host', secretKind: 'password' },
    });
    const wrong = open({ knownHostsFile, given: { password: 'wrong horse' } }).run(host, ['true']);
    await expect(wrong).rejects.toMatchObject({
      code: 'AUTHENTICATION_FAILED',
      message: expect.not.stringContaining('wrong horse'),
      data: { secretKind: 'password' },
    });
  });

  it('comes after the key where both are set', async () => {
    const { host, knownHostsFile } = await passwordHost('password', {
      method: 'keyThenPassword',
      keyPath: sshd.keyPath,
    });
    await expect(open({ knownHostsFile, given: right }).run(host, ['true'])).resolves.toMatchObject({ exitCode: 0 });
    expect(asked).toEqual(['publickey', 'password']);
    await expect(open({ knownHostsFile }).run(host, ['true'])).rejects.toMatchObject({
      code: 'SECRET_MISSING',
      data: { secretKind: 'password' },
    });
  });

  it('is not asked for where the key is enough', async () => {
    const host = sshd.host({ auth: { method: 'keyThenPassword', keyPath: sshd.keyPath } });
    await expect(open().run(host, ['true'])).resolves.toMatchObject({ exitCode: 0 });
  });
});

describe('networks', () => {
  const odd: OddServer[] = [];
  afterEach(() => Promise.all(odd.splice(0).map((server) => server.stop())));
  const start = async (...answer: Parameters<typeof startOddServer>) => {
    const server = await startOddServer(...answer);
    odd.push(server);
    return server;
  };

  it('says that a port refuses', async () => {
    const port = await freePort();
    await expect(open().run(sshd.host({ port }), ['true'])).rejects.toMatchObject({
      code: 'CONNECTION_REFUSED',
      message: `Host "test-host" (127.0.0.1:${port}) refuses SSH connections.`,
      data: { host: 'test-host', remedy: expect.any(String) },
    });
  });

  it('says that a name is not known', async () => {
    await expect(open().run(sshd.host({ address: 'no-such-host.invalid' }), ['true'])).rejects.toMatchObject({
      code: 'HOST_UNREACHABLE',
      message: expect.stringContaining('its name is not known'),
    });
  });

  it('does not wait for ever for a host that says nothing', async () => {
    const { port } = await start();
    await expect(open({ connectTimeoutMs: 300 }).run(sshd.host({ port }), ['true'])).rejects.toMatchObject({
      code: 'HOST_UNREACHABLE',
      message: expect.stringContaining('does not answer within 0.3 s'),
    });
  });

  it.each([
    ['hangs up', (socket: Socket) => socket.end()],
    ['resets', (socket: Socket) => socket.resetAndDestroy()],
    ['speaks HTTP', (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['speaks rubbish', (socket: Socket) => socket.end(Buffer.alloc(100_000, 0xfe))],
    ['turns to rubbish', (socket: Socket) => socket.end(`SSH-2.0-x\r\n${'x'.repeat(5000)}`)],
  ])('says that what answers %s', async (_what, answer) => {
    const { port } = await start(answer);
    const error = await open()
      .run(sshd.host({ port }), ['true'])
      .catch((reason) => reason);
    expect(error).toMatchObject({
      code: 'HOST_UNREACHABLE',
      message: expect.stringMatching(/cannot be reached: .{5,}\.$/),
      data: { remedy: expect.any(String) },
    });
  });

  it.each([
    ['ciphers', 'Ciphers aes128-cbc,aes256-cbc'],
    ['signatures', 'HostKeyAlgorithms ssh-rsa'],
    ['key exchange', 'KexAlgorithms diffie-hellman-group14-sha1'],
    ['checksums', 'MACs hmac-sha1\nCiphers aes128-ctr'],
  ])('refuses outdated %s', async (_what, line) => {
    const outdated = await startSshd({ hostKeys: ['rsa'], config: [line] });
    try {
      await expect(open({}, outdated).run(outdated.host(), ['true'])).rejects.toMatchObject({
        code: 'HOST_UNREACHABLE',
        message: expect.stringMatching(/offers no .* that is safe/),
      });
    } finally {
      await outdated.stop();
    }
  });

  it('asks a dead host once for many questions, and again a moment later', async () => {
    const dead = await start((socket) => socket.end());
    const { run } = open();
    const ask = () => run(sshd.host({ port: dead.port }), ['true']).catch((error) => error.code);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(Array(3).fill('HOST_UNREACHABLE'));
    for (let times = 0; times < 5; times += 1) expect(await ask()).toBe('HOST_UNREACHABLE');
    expect(dead.connections()).toBe(1);
    await delay(1100);
    await ask();
    expect(dead.connections()).toBe(2);
  });

  it('tries again at once when the operator has changed something', async () => {
    const dead = await start((socket) => socket.end());
    const { run, connections } = open();
    const host = sshd.host({ port: dead.port });
    await run(host, ['true']).catch(() => {});
    connections.disconnect(host);
    await run(host, ['true']).catch(() => {});
    expect(dead.connections()).toBe(2);
  });

  it('goes on with other hosts while many hang', async () => {
    const { port } = await start();
    const { run } = open({ connectTimeoutMs: 4000 });
    const hanging = Array.from({ length: 20 }, (_, number) =>
      run(sshd.host({ name: `hangs-${number}`, port }), ['true']).catch((error) => error.code),
    );
    const before = logins(sshd);
    await expect(run(sshd.host(), ['true'])).resolves.toMatchObject({ exitCode: 0 });
    expect(logins(sshd) - before).toBe(1);
    expect(await Promise.all(hanging)).toEqual(Array(20).fill('HOST_UNREACHABLE'));
  });
});
