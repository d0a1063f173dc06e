import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds that it may take to end. */
const END_LIMIT = 30_000;

/** The real application as operators start it without a window: `npm run --silent serve`. */
export interface Served {
  url: string;
  token: string;
  dataDirectory: string;
  stderr(): string;
  /** Calls REST with the token. */
  call(path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
  /** Ends it with SIGTERM to npm, as an operator's service manager does, and waits until nothing answers any more. */
  stop(): Promise<void>;
}

/** @param settings what stands in its settings.json */
export async function serve(inventory: object, knownHosts: string, settings?: object): Promise<Served> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'holdfast-serve-'));
  const inventoryFile = join(dataDirectory, 'given-inventory.json');
  writeFileSync(inventoryFile, JSON.stringify(inventory));
  // The limits of REST have tests of their own: here they would only be in the way.
  const limits = { rateLimits: { createPerMinute: 0 } };
  writeFileSync(join(dataDirectory, 'settings.json'), JSON.stringify({ ...limits, ...settings }));
  const flags = ['--port', '0', '--data-dir', dataDirectory, '--inventory', inventoryFile, '--known-hosts', knownHosts];
  const root = join(import.meta.dirname, '../..');
  const server = spawn('npm', ['run', '--silent', 'serve', '--', ...flags], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  server.stderr.on('data', (text: Buffer) => {
    stderr += text;
  });
  const ended = new Promise<number | null>((resolve) => server.once('exit', resolve));
  const { url, token } = await new Promise<{ url: string; token: string }>((resolve, reject) => {
    let stdout = '';
    server.stdout.on('data', (text: Buffer) => {
      stdout += text;
      if (stdout.includes('\n')) resolve(JSON.parse(stdout));
    });
    ended.then((code) => reject(new Error(`serve ended with ${code}: ${stderr}`)));
  });
  return {
    url,
    token,
    dataDirectory,
    stderr: () => stderr,
    async call(path, body) {
      const response = await fetch(url + path, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    async stop() {
      if (server.exitCode === null) server.kill('SIGTERM');
      await ended;
      for (const limit = Date.now() + END_LIMIT; await answers(url); await delay(50)) {
        if (Date.now() > limit) throw new Error(`serve still answers: ${stderr}`);
      }
      // What it still writes while it ends may come between.
      rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}
