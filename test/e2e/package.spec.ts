import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@playwright/test';

/** The directory that `npm run package` builds, started as an operator would. */
const ROOT = join(import.meta.dirname, '../..');
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
let unpacked: string;
let folder: string;

test.describe.configure({ mode: 'serial', timeout: 400_000 });
test.beforeAll(() => {
  test.setTimeout(400_000);
  folder = mkdtempSync(join(tmpdir(), 'holdfast-package-'));
  const printed = execFileSync('node', [join(ROOT, 'scripts/package.mjs'), '--dir'], { cwd: ROOT, encoding: 'utf8' });
  unpacked = printed.trim().split('\n').at(-1) ?? '';
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the packaged binary; `said` grows while it runs. */
function start(args: string[], env: NodeJS.ProcessEnv = {}) {
  const data = mkdtempSync(join(folder, 'data-'));
  const child: ChildProcess = spawn(join(unpacked, 'holdfast'), [...FLAGS, `--data-dir=${data}`, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (said += text));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    await Promise.race([ended, delay(8000).then(() => child.kill('SIGKILL'))]);
  };
  return { said: () => said, stop };
}

/** What DevTools' protocol tells of the pages there are; Playwright's own connection asks for more than Electron has. */
async function pagesOf(said: string): Promise<{ type: string; url: string; webSocketDebuggerUrl: string }[]> {
  const address = /DevTools listening on ws:\/\/([^/\s]+)/.exec(said)?.[1];
  return address === undefined ? [] : (await fetch(`http://${address}/json/list`)).json();
}

/** Node 20 has its WebSocket behind a flag. */
const EVALUATE = `
const socket = new WebSocket(process.argv[1]);
socket.onopen = () =>
  socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: process.argv[2], returnByValue: true } }));
socket.onmessage = ({ data }) => {
  const { id, result } = JSON.parse(data);
  if (id !== 1) return;
  console.log(JSON.stringify(result.result.value ?? null));
  socket.close();
};`;
const evaluate = (url: string, expression: string): unknown =>
  JSON.parse(
    execFileSync(process.execPath, ['--experimental-websocket', '--no-warnings', '-e', EVALUATE, url, expression], {
      encoding: 'utf8',
      timeout: 20_000,
    }),
  );

test('opens its window, with the page, connected to the application behind it', async () => {
  const { said, stop } = start(['--remote-debugging-port=0', '--remote-allow-origins=*']);
  try {
    await expect.poll(async () => (await pagesOf(said())).length, { timeout: 60_000 }).toBe(1);
    const [page] = await pagesOf(said());
    expect(page?.url).toMatch(/^holdfast:\/\/app\//);
    const shown = () => evaluate(page?.webSocketDebuggerUrl ?? '', "document.querySelector('h1')?.textContent ?? ''");
    await expect.poll(shown, { timeout: 30_000 }).not.toBe('');
    const globals = evaluate(
      page?.webSocketDebuggerUrl ?? '',
      "['require', 'process'].filter((name) => name in globalThis)",
    );
    expect(globals).toEqual([]);
  } finally {
    await stop();
  }
});

test('cannot be made to run anything else: not as Node, not with a debugger, not with another application', async () => {
  const evil = join(folder, 'evil.js');
  writeFileSync(evil, 'console.log("evil code ran")');
  const started = [
    start([evil], { ELECTRON_RUN_AS_NODE: '1' }),
    start([], { NODE_OPTIONS: `--require=${evil}` }),
    start(['--inspect=0']),
  ];
  await expect
    .poll(() => started.every(({ said }) => said().includes('Holdfast is open')), { timeout: 60_000 })
    .toBe(true);
  for (const { said, stop } of started) {
    expect(said()).not.toMatch(/evil code ran|Debugger listening/);
    await stop();
  }
  expect(existsSync(join(unpacked, 'resources/app.asar'))).toBe(true);
  expect(existsSync(join(unpacked, 'resources/app'))).toBe(false);
});
