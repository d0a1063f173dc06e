import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import ssh2 from 'ssh2';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Host, HostSchema } from '../../src/contract/inventory';
import { KnownHosts } from '../../src/main/services/ssh/known-hosts';
import { SshConnections } from '../../src/main/services/ssh/ssh-connections';
import { freePort, hostOf, makeKey, type Sshd, startSshd } from '../support/sshd';

let sshd: Sshd;
const opened: SshConnections[] = [];

beforeAll(async () => {
  sshd = await startSshd({ env: { GREETING: 'hello' } });
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((connections) => connections.close()));
});
afterAll(() => sshd.stop());

function connect({
  knownHosts = sshd.knownHosts,
  secrets = {},
  hosts = [],
  timeout = 5000,
}: {
  knownHosts?: string;
  secrets?: Record<string, string>;
  hosts?: Host[];
  timeout?: number;
} = {}) {
  const connections = new SshConnections({
    secrets: { get: async (_host, kind) => secrets[kind], set: async () => {} },
    knownHosts: new KnownHosts({ files: [knownHosts], appendTo: knownHosts }),
    resolveHost: (name) => hosts.find((host) => host.name === name) as Host,
    connectTimeoutMs: timeout,
  });
  opened.push(connections);
  const run = (host: Host, argv: [string, ...string[]], options = {}) =>
    connections.exec(host, { argv, asRoot: false }, { timeoutMs: 20_000, ...options });
  return { connections, run };
}

const host = (more: Record<string, unknown> = {}) => HostSchema.parse(hostOf(sshd, more));
const logins = () => sshd.log().match(/Accepted publickey/g)?.length ?? 0;

describe('commands', () => {
  it('answers with output, errors and exit code', async () => {
    const result = await connect().run(host(), ['bash', '-c', 'echo "$GREETING"; echo no >&2; exit 7']);
    expect(result).toEqual({ exitCode: 7, signal: null, stdout: 'hello\n', stderr: 'no\n' });
  });

  it('says which signal ended a command', async () => {
    expect(await connect().run(host(), ['bash', '-c', 'kill -KILL $$'])).toMatchObject({
      exitCode: null,
      signal: 'SIGKILL',
    });
  });

  it('brings any argument over byte for byte', async () => {
    const { run } = connect();
    const argument = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => !text.includes('\0'));
    const awkward = [
      "it's",
      '$(touch /tmp/x)',
      '`id`',
      'a\nb',
      '',
      '-n',
      '\\',
      '"',
      '*',
      '~',
      '!x',
      'ż 🔧',
      '\t',
      "'\\''",
    ];
    const echo = async (words: string[]) => {
      const { stdout } = await run(host(), ['printf', '%s\\0', ...words]);
      expect(stdout.split('\0').slice(0, -1)).toEqual(words);
    };
    await echo(awkward);
    await fc.assert(fc.asyncProperty(fc.array(argument, { minLength: 1, maxLength: 8 }), echo), { numRuns: 50 });
  });

  it('shares one connection between commands', async () => {
    const { run } = connect();
    const before = logins();
    await Promise.all(Array.from({ length: 20 }, () => run(host(), ['true'])));
    expect(logins() - before).toBe(1);
  });

  it('opens a new connection when the old one is lost, and says so when it is lost in the middle', async () => {
    const { run } = connect();
    await run(host(), ['true']);
    const running = run(host(), ['sleep', '20']);
    await delay(200);
    sshd.dropConnections();
    await expect(running).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
    await expect(run(host(), ['true'])).resolves.toMatchObject({ exitCode: 0 });
  });

  it('ends the wait and not the work when time is over', async () => {
    const file = join(sshd.folder, 'went-on');
    const slow = connect().run(host(), ['bash', '-c', `sleep 1; echo done > ${file}`], { timeoutMs: 200 });
    await expect(slow).rejects.toMatchObject({ code: 'TIMEOUT', message: expect.stringContaining('goes on') });
    await expect.poll(() => existsSync(file), { timeout: 5000 }).toBe(true);
  });

  it('keeps a flood of output bounded', async () => {
    const flood = connect().run(host(), ['yes'], { maxOutputBytes: 100_000 });
    await expect(flood).rejects.toMatchObject({ code: 'OUTPUT_TOO_LARGE' });
  });
});

describe('host keys', () => {
  it('asks about an unknown key, trusts it when told so, and knows it from then on', async () => {
    const knownHosts = join(sshd.folder, 'empty');
    writeFileSync(knownHosts, '# no line break at the end');
    const { connections, run } = connect({ knownHosts });
    const error = await run(host(), ['true']).catch((reason) => reason);
    const expected = execFileSync('ssh-keygen', ['-lf', join(sshd.folder, 'host.pub')], { encoding: 'utf8' }).split(
      ' ',
    )[1];
    expect(error).toMatchObject({ code: 'HOST_KEY_UNKNOWN', data: { fingerprint: expected, keyType: 'ssh-ed25519' } });
    await expect(connections.trustHostKey(host(), `SHA256:${'A'.repeat(43)}`)).rejects.toMatchObject({
      code: 'HOST_KEY_CHANGED',
    });
    await expect(run(host(), ['true'])).rejects.toMatchObject({ code: 'HOST_KEY_UNKNOWN' });
    await connections.trustHostKey(host(), expected as string);
    await expect(run(host(), ['true'])).resolves.toMatchObject({ exitCode: 0 });
    rmSync(knownHosts);
  });

  it('reads hashed names', async () => {
    const knownHosts = join(sshd.folder, 'hashed');
    writeFileSync(knownHosts, readFileSync(sshd.knownHosts));
    execFileSync('ssh-keygen', ['-H', '-f', knownHosts], { stdio: 'ignore' });
    expect(readFileSync(knownHosts, 'utf8')).toMatch(/^\|1\|/);
    await expect(connect({ knownHosts }).run(host(), ['true'])).resolves.toMatchObject({ exitCode: 0 });
  });

  it('refuses a revoked key', async () => {
    const knownHosts = join(sshd.folder, 'revoked');
    const line = readFileSync(sshd.knownHosts, 'utf8');
    writeFileSync(knownHosts, `${line}@revoked * ${line.split(' ').slice(1).join(' ')}`);
    await expect(connect({ knownHosts }).run(host(), ['true'])).rejects.toMatchObject({ code: 'HOST_KEY_CHANGED' });
  });

  it('refuses a changed key, says where the old one is, and does not trust it by a click', async () => {
    const other = await startSshd();
    try {
      await other.changeHostKey();
      const { connections, run } = connect({ knownHosts: other.knownHosts });
      const changed = HostSchema.parse(hostOf(other));
      const error = await run(changed, ['true']).catch((reason) => reason);
      expect(error).toMatchObject({
        code: 'HOST_KEY_CHANGED',
        data: { remedy: expect.stringContaining(`${other.knownHosts}:1`) },
      });
      await expect(connections.trustHostKey(changed, error.data.fingerprint)).rejects.toMatchObject({
        code: 'HOST_KEY_CHANGED',
      });
    } finally {
      await other.stop();
    }
  });
});

describe('logins', () => {
  const withKey = (keyPath: string, method = 'privateKey') => host({ auth: { method, keyPath } });

  it('refuses a key that is not authorized, and one that is missing', async () => {
    const { run } = connect();
    const stranger = makeKey(sshd.folder, 'stranger');
    await expect(run(withKey(stranger), ['true'])).rejects.toMatchObject({ code: 'AUTHENTICATION_FAILED' });
    await expect(run(withKey('/nowhere/key'), ['true'])).rejects.toMatchObject({
      code: 'AUTHENTICATION_FAILED',
      message: expect.stringContaining('/nowhere/key does not exist'),
    });
  });

  it('opens an encrypted key with its passphrase', async () => {
    const key = makeKey(sshd.folder, 'sealed', 'open sesame');
    writeFileSync(join(sshd.folder, 'authorized_keys'), readFileSync(`${key}.pub`), { flag: 'a' });
    await expect(connect().run(withKey(key), ['true'])).rejects.toMatchObject({
      code: 'SECRET_MISSING',
      data: { secretKind: 'passphrase' },
    });
    const wrong = connect({ secrets: { passphrase: 'wrong' } }).run(withKey(key), ['true']);
    await expect(wrong).rejects.toMatchObject({ code: 'AUTHENTICATION_FAILED' });
    const right = connect({ secrets: { passphrase: 'open sesame' } }).run(withKey(key), ['true']);
    await expect(right).resolves.toMatchObject({ exitCode: 0 });
  });

  it('uses the agent, and says when there is none', async () => {
    const socket = join(sshd.folder, 'agent');
    const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
    try {
      await expect.poll(() => existsSync(socket)).toBe(true);
      execFileSync('ssh-add', ['-q', sshd.keyPath], { env: { ...process.env, SSH_AUTH_SOCK: socket } });
      const before = process.env.SSH_AUTH_SOCK;
      process.env.SSH_AUTH_SOCK = socket;
      await expect(connect().run(host({ auth: { method: 'agent' } }), ['true'])).resolves.toMatchObject({
        exitCode: 0,
      });
      delete process.env.SSH_AUTH_SOCK;
      await expect(connect().run(host({ auth: { method: 'agent' } }), ['true'])).rejects.toMatchObject({
        code: 'AUTHENTICATION_FAILED',
      });
      if (before !== undefined) process.env.SSH_AUTH_SOCK = before;
    } finally {
      agent.kill();
    }
  });

  it('logs in with a password, after the key where both are set', async () => {
    // OpenSSH checks passwords against the system's accounts: ssh2's server stands in for it here.
    const server = new ssh2.Server({ hostKeys: [readFileSync(join(sshd.folder, 'host'))] }, (client) => {
      client.on('error', () => {});
      client.on('authentication', (login) => {
        if (login.method === 'password' && login.password === 'correct horse') login.accept();
        else login.reject(['publickey', 'password']);
      });
      client.on('session', (accept) =>
        accept().on('exec', (acceptExec) => {
          const stream = acceptExec();
          stream.exit(0);
          stream.end();
        }),
      );
    });
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
    });
    const knownHosts = join(sshd.folder, 'known-password-server');
    writeFileSync(knownHosts, readFileSync(sshd.knownHosts, 'utf8').replace(`:${sshd.port} `, `:${port} `));
    const login = (auth: object, secrets: Record<string, string>) =>
      connect({ knownHosts, secrets }).run(host({ port, auth }), ['true']);
    const both = { method: 'keyThenPassword', keyPath: sshd.keyPath };
    await expect(login({ method: 'password' }, { password: 'correct horse' })).resolves.toMatchObject({ exitCode: 0 });
    await expect(login(both, { password: 'correct horse' })).resolves.toMatchObject({ exitCode: 0 });
    await expect(login({ method: 'password' }, { password: 'wrong' })).rejects.toMatchObject({
      code: 'AUTHENTICATION_FAILED',
    });
    await expect(login(both, {})).rejects.toMatchObject({ code: 'SECRET_MISSING', data: { secretKind: 'password' } });
    server.close();
  });
});

describe('networks', () => {
  it('says that a port refuses', async () => {
    const refusing = host({ port: await freePort() });
    await expect(connect().run(refusing, ['true'])).rejects.toMatchObject({ code: 'CONNECTION_REFUSED' });
  });

  it('says that a name is not known', async () => {
    const unknown = host({ address: 'no-such-host.invalid' });
    await expect(connect().run(unknown, ['true'])).rejects.toMatchObject({ code: 'HOST_UNREACHABLE' });
  });

  it('does not wait for ever for a host that says nothing', async () => {
    const silent: Server = createServer(() => {});
    const port = await new Promise<number>((resolve) => {
      silent.listen(0, '127.0.0.1', () => resolve((silent.address() as { port: number }).port));
    });
    await expect(connect({ timeout: 300 }).run(host({ port }), ['true'])).rejects.toMatchObject({
      code: 'HOST_UNREACHABLE',
      message: expect.stringContaining('does not answer'),
    });
    silent.close();
  });

  it('goes through a jump host', async () => {
    const jumpServer = await startSshd();
    try {
      const jump = HostSchema.parse(hostOf(jumpServer, { name: 'jump' }));
      const knownHosts = join(sshd.folder, 'both');
      writeFileSync(knownHosts, readFileSync(sshd.knownHosts, 'utf8') + readFileSync(jumpServer.knownHosts, 'utf8'));
      const { run } = connect({ knownHosts, hosts: [jump] });
      await expect(run(host({ jumpHost: 'jump' }), ['true'])).resolves.toMatchObject({ exitCode: 0 });
      expect(jumpServer.log()).toContain('Accepted publickey');
      await expect(run(host({ jumpHost: 'jump', port: await freePort() }), ['true'])).rejects.toMatchObject({
        code: 'HOST_UNREACHABLE',
        message: expect.stringContaining('from jump host "jump"'),
      });
    } finally {
      await jumpServer.stop();
    }
  });
});
