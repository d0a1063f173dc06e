import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openSession, type SessionOptions } from '../support/ssh-session';
import { type Sshd, startSshd } from '../support/sshd';

/** Nobody but the host that the operator knows is talked to. */
let sshd: Sshd;
let many: Sshd;
const opened: ReturnType<typeof openSession>[] = [];

beforeAll(async () => {
  sshd = await startSshd();
  many = await startSshd({ hostKeys: ['ed25519', 'ecdsa', 'rsa'] });
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ connections }) => connections.close()));
});
afterAll(async () => {
  await Promise.all([sshd?.stop(), many?.stop()]);
});

function open(options?: SessionOptions, server = sshd) {
  const session = openSession(server, options);
  opened.push(session);
  return session;
}

/** Writes a known_hosts file. */
function knowing(name: string, content: string, server = sshd): string {
  const path = join(server.folder, name);
  writeFileSync(path, content);
  return path;
}

/** The fingerprint as OpenSSH's own tool shows it. */
function fingerprintOf(line: string): string | undefined {
  const file = knowing('one-key', `${line}\n`);
  return execFileSync('ssh-keygen', ['-lf', file], { encoding: 'utf8' }).split(' ')[1];
}

describe('a key that is not known', () => {
  it('is shown, trusted when told so, and known from then on', async () => {
    const knownHostsFile = knowing('empty', '# no line break at the end');
    const { connections, run } = open({ knownHostsFile });
    const expected = fingerprintOf(sshd.hostKeyLines()[0] as string) as string;
    await expect(run(sshd.host(), ['true'])).rejects.toMatchObject({
      code: 'HOST_KEY_UNKNOWN',
      message: expect.stringContaining(`"test-host" (127.0.0.1:${sshd.port})`),
      data: { host: 'test-host', fingerprint: expected, keyType: 'ssh-ed25519', remedy: expect.any(String) },
    });
    await connections.trustHostKey(sshd.host(), expected);
    await expect(run(sshd.host(), ['true'])).resolves.toMatchObject({ exitCode: 0 });
    expect(readFileSync(knownHostsFile, 'utf8')).toBe(
      `# no line break at the end\n${sshd.hostKeyLines().join('\n')}\n`,
    );
    // A second click adds no second line.
    await connections.trustHostKey(sshd.host(), expected);
    expect(readFileSync(knownHostsFile, 'utf8').split('\n')).toHaveLength(3);
  });

  it('is not trusted when it is another one than was looked at', async () => {
    const knownHostsFile = knowing('still-empty', '');
    const { connections, run } = open({ knownHostsFile });
    await expect(connections.trustHostKey(sshd.host(), `SHA256:${'A'.repeat(43)}`)).rejects.toMatchObject({
      code: 'HOST_KEY_CHANGED',
      data: { fingerprint: fingerprintOf(sshd.hostKeyLines()[0] as string) },
    });
    expect(readFileSync(knownHostsFile, 'utf8')).toBe('');
    await expect(run(sshd.host(), ['true'])).rejects.toMatchObject({ code: 'HOST_KEY_UNKNOWN' });
  });

  it('can be the first line of a new file, which OpenSSH then reads too', async () => {
    const knownHostsFile = join(sshd.folder, 'new-folder', 'known_hosts');
    const { connections } = open({ knownHostsFile });
    await connections.trustHostKey(sshd.host(), fingerprintOf(sshd.hostKeyLines()[0] as string) as string);
    const options = [`UserKnownHostsFile=${knownHostsFile}`, 'GlobalKnownHostsFile=/dev/null', 'BatchMode=yes'];
    const said = execFileSync(
      'ssh',
      [
        ...['-F', 'none', '-i', sshd.keyPath, '-p', String(sshd.port), '-o', 'StrictHostKeyChecking=yes'],
        ...options.flatMap((option) => ['-o', option]),
        `${sshd.user}@127.0.0.1`,
        'echo in',
      ],
      { encoding: 'utf8' },
    );
    expect(said).toBe('in\n');
  });
});

describe('a key that is known', () => {
  it('may be under a hashed name', async () => {
    const knownHostsFile = knowing('hashed', readFileSync(sshd.knownHosts, 'utf8'));
    execFileSync('ssh-keygen', ['-H', '-f', knownHostsFile], { stdio: 'ignore' });
    expect(readFileSync(knownHostsFile, 'utf8')).toMatch(/^\|1\|/);
    await expect(open({ knownHostsFile }).run(sshd.host(), ['true'])).resolves.toMatchObject({ exitCode: 0 });
  });

  it.each([0, 1, 2])('may be any one of several that the host has (%i)', async (index) => {
    const knownHostsFile = knowing('one-of-three', `${many.hostKeyLines()[index]}\n`, many);
    await expect(open({ knownHostsFile }, many).run(many.host(), ['true'])).resolves.toMatchObject({ exitCode: 0 });
  });

  it('is refused when it is revoked', async () => {
    const line = readFileSync(sshd.knownHosts, 'utf8');
    const knownHostsFile = knowing('revoked', `${line}@revoked * ${line.split(' ').slice(1).join(' ')}`);
    await expect(open({ knownHostsFile }).run(sshd.host(), ['true'])).rejects.toMatchObject({
      code: 'HOST_KEY_CHANGED',
      message: expect.stringContaining('revoked'),
    });
  });
});

describe('a key that has changed', () => {
  let other: Sshd;
  beforeAll(async () => {
    other = await startSshd();
    await other.changeHostKey();
  });
  afterAll(() => other?.stop());

  it('is refused and explained, nothing is sent, and a click does not trust it', async () => {
    const { connections, run } = open({}, other);
    const error = await run(other.host(), ['true']).catch((reason) => reason);
    expect(error).toMatchObject({
      code: 'HOST_KEY_CHANGED',
      data: {
        fingerprint: fingerprintOf(other.hostKeyLines()[0] as string),
        remedy: expect.stringContaining(`${other.knownHosts}:1`),
      },
    });
    const before = readFileSync(other.knownHosts, 'utf8');
    await expect(connections.trustHostKey(other.host(), error.data.fingerprint)).rejects.toMatchObject({
      code: 'HOST_KEY_CHANGED',
    });
    expect(readFileSync(other.knownHosts, 'utf8')).toBe(before);
    expect(other.log()).not.toMatch(/^(Accepted|Failed) /m);
  });

  it('is refused too when only a key of another type is known', async () => {
    const rsa = many.hostKeyLines()[2]?.replace(`:${many.port} `, `:${other.port} `);
    const knownHostsFile = knowing('another-type', `${rsa}\n`);
    await expect(open({ knownHostsFile }, other).run(other.host(), ['true'])).rejects.toMatchObject({
      code: 'HOST_KEY_CHANGED',
    });
  });
});

it('refuses to connect, and nothing worse, when known_hosts cannot be read', async () => {
  await expect(open({ knownHostsFile: sshd.folder }).run(sshd.host(), ['true'])).rejects.toMatchObject({
    code: 'INTERNAL',
    message: expect.stringContaining(sshd.folder),
  });
});
