import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * Runs `work` while no other process of this user does so under the same name. The lock is a listening
 * socket, so the kernel frees it when its holder dies, however that happens; who waits is connected to it.
 * @template T
 * @param {string} name such as an action and the folder that it works on
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  const address = lockAddress(name);
  for (;;) {
    const lock = await take(address);
    if (!lock) {
      await released(address);
      continue;
    }
    try {
      return await work();
    } finally {
      await lock.release();
    }
  }
}

/** Linux's abstract sockets and Windows' pipes vanish with their process; elsewhere it is a file. */
function lockAddress(name) {
  const id = `holdfast-${userId()}-${createHash('sha256').update(name).digest('hex').slice(0, 24)}`;
  if (process.platform === 'linux') return `\0${id}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${id}` : join(tmpdir(), `${id}.sock`);
}

/** By number where there is one: a user of a container need not have a name. */
function userId() {
  return process.getuid?.() ?? userInfo().username;
}

/** @returns {Promise<{release(): Promise<void>} | undefined>} undefined when another process has it */
function take(address) {
  return new Promise((resolve, reject) => {
    const waiting = new Set();
    const server = createServer((socket) => {
      waiting.add(socket);
      socket.on('error', () => {}).on('close', () => waiting.delete(socket));
    });
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen(address, () => {
      resolve({
        release: () =>
          new Promise((done) => {
            server.close(() => done());
            for (const socket of waiting) socket.destroy();
          }),
      });
    });
  });
}

/** Resolves when the holder lets go. A socket file that nobody listens on is removed. */
function released(address) {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.resume();
    socket.once('error', (error) => {
      if (error.code === 'ECONNREFUSED' && !address.startsWith('\0')) rmSync(address, { force: true });
    });
    socket.once('close', () => setTimeout(resolve, 20));
  });
}
