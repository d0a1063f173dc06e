import { timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:net';
import ssh2 from 'ssh2';
import { runForChannel } from './run-for-channel.mjs';

export const USER = 'demo';

/**
 * A host that exists only in this process: an SSH server on a free port of loopback. One key may log in as
 * `demo`, and each command is run by the machine's own bash.
 * @param {{clientKey: string, cwd: string, env: Record<string, string>}} options `clientKey`: an OpenSSH public
 *   key; `cwd` and `env` are those of every command
 * @returns {Promise<{port: number, hostKey: string, close(): Promise<void>}>} `hostKey` as known_hosts writes it
 */
export async function startSshHost({ clientKey, cwd, env }) {
  // Not ed25519: about one in a hundred of those that ssh2 makes cannot be parsed again.
  const hostKey = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
  const allowed = ssh2.utils.parseKey(clientKey);
  const sockets = new Set();
  const running = new Set();

  const ssh = new ssh2.Server({ hostKeys: [hostKey.private], ident: 'Holdfast-demo' }, (connection) => {
    connection.on('error', () => {}); // A connection that breaks is its client's business.
    connection.on('authentication', (attempt) => authenticate(attempt, allowed));
    connection.on('session', (accept) => serveSession(accept(), { cwd, env, running }));
  });
  // A listener of our own, as ssh2's leaves Nagle's algorithm on, which costs 40 ms a command.
  const listener = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    ssh.injectSocket(socket);
  });
  await new Promise((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(0, '127.0.0.1', resolve);
  });

  return {
    port: listener.address().port,
    hostKey: hostKey.public.trim(),
    async close() {
      const closed = new Promise((resolve) => listener.close(resolve));
      for (const socket of sockets) socket.destroy();
      await Promise.all([closed, ...[...running].map((command) => command.stop())]);
    },
  };
}

/** Public key only: first the client asks whether a key would do, then it proves that it has it. */
function authenticate(attempt, allowed) {
  const { method, username, key, blob, signature, hashAlgo } = attempt;
  const matches =
    method === 'publickey' && username === USER && key.algo === allowed.type && same(key.data, allowed.getPublicSSH());
  if (matches && (!signature || allowed.verify(blob, signature, hashAlgo) === true)) attempt.accept();
  else attempt.reject(['publickey']);
}

function same(left, right) {
  return left.length === right.length && timingSafeEqual(left, right);
}

/** One command a session, as OpenSSH does it. Shells, terminals and file transfers are not offered. */
function serveSession(session, { cwd, env, running }) {
  let command;
  session.once('exec', (accept, _reject, { command: line }) => {
    command = runForChannel(line, accept(), { cwd, env });
    running.add(command);
    command.ended.then(() => running.delete(command));
  });
  session.on('signal', (accept, _reject, { name }) => {
    command?.signal(`SIG${name}`);
    accept?.();
  });
}
