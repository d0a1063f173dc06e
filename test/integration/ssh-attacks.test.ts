import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type OddServer, openSession, type SessionOptions, startOddServer } from '../support/ssh-session';
import { type Sshd, startSshd } from '../support/sshd';

/** Somebody on the network, and servers with nothing but old cryptography. */
let sshd: Sshd;
let attacker: Sshd;
let between: OddServer;
/** Where the machine in the middle leads to. */
let target: number;
const opened: ReturnType<typeof openSession>[] = [];

beforeAll(async () => {
  sshd = await startSshd();
  // It lets in whoever comes, to learn what they know.
  attacker = await startSshd({ config: ['PasswordAuthentication yes', 'PermitEmptyPasswords yes'] });
  between = await startOddServer((socket) => {
    const onward = connect(target, '127.0.0.1');
    onward.on('error', () => socket.destroy());
    socket.pipe(onward).pipe(socket);
  });
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ connections }) => connections.close()));
});
afterAll(async () => {
  await Promise.all([sshd?.stop(), attacker?.stop(), between?.stop()]);
});

function open(options: SessionOptions, server = sshd) {
  const session = openSession(server, options);
  opened.push(session);
  return session;
}

/** A known_hosts file for the address that the machine in the middle answers at. */
function knowing(name: string, lines: string[]): string {
  const path = join(sshd.folder, name);
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  return path;
}
const keyOf = (server: Sshd) => (server.hostKeyLines()[0] as string).split(' ').slice(1).join(' ');
const viaMiddle = (overrides: object = {}) => sshd.host({ port: between.port, ...overrides });

describe('a machine in the middle', () => {
  it('that only passes bytes on changes nothing', async () => {
    target = sshd.port;
    const knownHostsFile = knowing('middle', [`[127.0.0.1]:${between.port} ${keyOf(sshd)}`]);
    await expect(open({ knownHostsFile }).run(viaMiddle(), ['echo', 'x'])).resolves.toMatchObject({ stdout: 'x\n' });
  });

  it.each(['privateKey', 'password', 'keyThenPassword'] as const)(
    'that answers itself learns nothing by a login with %s',
    async (method) => {
      target = attacker.port;
      const knownHostsFile = knowing('middle', [`[127.0.0.1]:${between.port} ${keyOf(sshd)}`]);
      const { run, connections } = open({ knownHostsFile, given: { password: 'canary-password' } });
      const before = attacker.log().length;
      const host = viaMiddle({ auth: { method, keyPath: sshd.keyPath } });
      const error = await run(host, ['true']).catch((reason) => reason);
      expect(error).toMatchObject({ code: 'HOST_KEY_CHANGED', message: expect.stringContaining('another key') });
      await expect(connections.trustHostKey(host, error.data.fingerprint)).rejects.toMatchObject({
        code: 'HOST_KEY_CHANGED',
      });
      expect(attacker.log().slice(before)).not.toMatch(/Accepted|Failed|Postponed|userauth/i);
      expect(readFileSync(knownHostsFile, 'utf8')).not.toContain(keyOf(attacker));
    },
  );

  it('that steps in between two commands is found at the next login', async () => {
    target = sshd.port;
    const knownHostsFile = knowing('middle', [`[127.0.0.1]:${between.port} ${keyOf(sshd)}`]);
    const { run } = open({ knownHostsFile });
    await run(viaMiddle(), ['true']);
    target = attacker.port;
    sshd.dropConnections();
    await expect(run(viaMiddle(), ['true'])).rejects.toMatchObject({ code: 'HOST_KEY_CHANGED' });
  });

  it('is refused with a key that the operator revoked, whatever else is known', async () => {
    target = attacker.port;
    const line = `[127.0.0.1]:${between.port} ${keyOf(attacker)}`;
    const knownHostsFile = knowing('revoked', [line, `@revoked * ${keyOf(attacker)}`]);
    await expect(open({ knownHostsFile }).run(viaMiddle(), ['true'])).rejects.toMatchObject({
      code: 'HOST_KEY_CHANGED',
      message: expect.stringContaining('revoked'),
    });
  });

  it('is not vouched for by an authority: host certificates are not used, and that is said', async () => {
    target = sshd.port;
    const knownHostsFile = knowing('authority', [`@cert-authority * ${keyOf(attacker)}`]);
    await expect(open({ knownHostsFile }).run(viaMiddle(), ['true'])).rejects.toMatchObject({
      code: 'HOST_KEY_UNKNOWN',
      data: { remedy: expect.stringMatching(/authority in .*authority:1 cannot vouch.*host certificates/) },
    });
  });
});

describe('old cryptography', () => {
  it.each([
    ['signatures', ['HostKeyAlgorithms ssh-rsa'], 'rsa'],
    ['ciphers', ['Ciphers aes128-cbc,3des-cbc'], 'ed25519'],
    ['integrity', ['MACs hmac-sha1', 'Ciphers aes128-ctr'], 'ed25519'],
    ['key exchange', ['KexAlgorithms diffie-hellman-group14-sha1'], 'ed25519'],
  ] as const)('%s: refused with what can be done, and used where the operator says so', async (_what, config, kind) => {
    const old = await startSshd({ config: [...config], hostKeys: [kind] });
    try {
      const { run } = open({}, old);
      await expect(run(old.host({ name: 'modern' }), ['true'])).rejects.toMatchObject({
        code: 'HOST_UNREACHABLE',
        message: expect.stringMatching(/offers no .* that is safe/),
        data: { remedy: expect.stringContaining('legacyAlgorithms') },
      });
      await expect(run(old.host({ legacyAlgorithms: true }), ['echo', 'x'])).resolves.toMatchObject({ stdout: 'x\n' });
    } finally {
      await old.stop();
    }
  });
});
