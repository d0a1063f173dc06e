import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds that a command has to end in when the demo ends. */
const STOP_LIMIT = 2000;

/**
 * Runs a command line with bash, in a process group of its own, and connects it to an SSH channel. As with a
 * real sshd, a lost connection does not end the command.
 * @param {string} line
 * @param {import('ssh2').ServerChannel} channel
 * @param {{cwd: string, env: Record<string, string>}} options
 */
export function runForChannel(line, channel, { cwd, env }) {
  const child = spawn('bash', ['-c', line], { cwd, env, detached: true, stdio: 'pipe' });
  channel.on('error', () => {});
  child.stdin.on('error', () => {}); // It need not read what it is sent.
  channel.pipe(child.stdin);
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  // What cannot be sent any more is still read, or the command would block on a full pipe.
  channel.once('close', () => {
    for (const output of [child.stdout, child.stderr]) {
      output.unpipe();
      output.resume();
    }
  });

  const ended = new Promise((resolve) => {
    child.once('error', () => {
      channel.exit(127);
      channel.end();
      resolve();
    });
    child.once('close', (code, signal) => {
      if (signal) channel.exit(signal.replace(/^SIG/, ''), false, '');
      else channel.exit(code);
      channel.end();
      resolve();
    });
  });

  return {
    ended,
    /** @param {string} name such as SIGTERM; an unknown one is ignored, as SSH wants it */
    signal: (name) => signalGroup(child.pid, name),
    async stop() {
      signalGroup(child.pid, 'SIGTERM');
      await Promise.race([ended, delay(STOP_LIMIT, undefined, { ref: false })]);
      signalGroup(child.pid, 'SIGKILL');
      // A process outside the group may hold them open.
      for (const output of [child.stdout, child.stderr]) output.destroy();
      await ended;
    },
  };
}

function signalGroup(pid, name) {
  try {
    if (pid !== undefined) process.kill(-pid, name);
  } catch {
    // It is gone, or there is no such signal.
  }
}
