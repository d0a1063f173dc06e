import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type OpenedWindow, openWindow } from './window';

/** Electron's security checklist, point by point, in the real window. */
let window: OpenedWindow;
let elsewhere: Server;
let elsewhereUrl: string;
let reached: string[];

test.beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    reached.push(request.url ?? '');
    response.end('<h1>elsewhere</h1>');
  });
  await new Promise<void>((resolve) => {
    elsewhere.listen(0, '127.0.0.1', resolve);
  });
  elsewhereUrl = `http://127.0.0.1:${(elsewhere.address() as { port: number }).port}`;
  const host = { name: 'by-password', address: '127.0.0.1', port: 1, user: 'nobody', auth: { method: 'password' } };
  window = await openWindow({ hosts: [host] }, '/dev/null');
  await window.page.waitForSelector('h1');
});
test.beforeEach(() => {
  reached = [];
});
test.afterAll(async () => {
  await window?.close();
  elsewhere?.close();
});

const log = () => readFileSync(join(window.dataDirectory, 'logs/holdfast.log'), 'utf8');
const record = () => readFileSync(join(window.dataDirectory, 'audit.jsonl'), 'utf8');

test('1, 18: the page comes from its own scheme, and nothing else can be loaded', async () => {
  expect(window.page.url()).toMatch(/^holdfast:\/\/app\/index\.html/);
  const outcomes = await window.page.evaluate(
    async (urls) =>
      Promise.all(
        urls.map((url) =>
          fetch(url).then(
            (answer) => answer.status,
            () => 'refused',
          ),
        ),
      ),
    [
      elsewhereUrl,
      'file:///etc/passwd',
      'holdfast://app/../../package.json',
      'holdfast://other/index.html',
      'holdfast://app/%2e%2e/%2e%2e/package.json',
    ],
  );
  for (const outcome of outcomes) expect(['refused', 404]).toContain(outcome);
  await window.page.evaluate((url) => {
    const image = document.createElement('img');
    image.src = `${url}/image`;
    const frame = document.createElement('iframe');
    frame.src = `${url}/frame`;
    const script = document.createElement('script');
    script.src = `${url}/script`;
    document.body.append(image, frame, script);
  }, elsewhereUrl);
  await window.page.waitForTimeout(500);
  expect(reached).toEqual([]);
});

test('even past the policy of the page, the session loads nothing from elsewhere', async () => {
  const outcome = await window.application.evaluate(async ({ BrowserWindow }, url) => {
    const other = new BrowserWindow({ show: false });
    const result = await other.loadURL(url).then(
      () => 'loaded',
      () => 'refused',
    );
    other.destroy();
    return result;
  }, elsewhereUrl);
  expect([outcome, reached]).toEqual(['refused', []]);
  expect(log()).toContain('asked for something from elsewhere: refused');
});

test('2, 3, 4, 6, 8, 9, 10: no Node, an isolated and sandboxed renderer, nothing switched on that is off', async () => {
  const preferences = await window.application.evaluate(({ BrowserWindow }) => {
    const [first] = BrowserWindow.getAllWindows();
    const contents = first?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
  });
  for (const off of [
    'nodeIntegrationInWorker',
    'nodeIntegrationInSubFrames',
    'allowRunningInsecureContent',
    'experimentalFeatures',
    'webviewTag',
  ]) {
    expect(preferences[off] ?? false, off).toBe(false);
  }
  expect(preferences.enableBlinkFeatures ?? '').toBe('');
  const globals = await window.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in globalThis),
  );
  expect(globals).toEqual([]);
});

test('5: every permission is denied', async () => {
  const states = await window.page.evaluate(async () => {
    const names = ['notifications', 'geolocation', 'camera', 'microphone', 'clipboard-read', 'midi'];
    const query = (name: string) =>
      navigator.permissions.query({ name: name as PermissionName }).then(
        ({ state }) => state,
        () => 'denied',
      );
    return Promise.all(names.map(query));
  });
  expect(states).toEqual(Array(6).fill('denied'));
  expect(await window.page.evaluate(() => Notification.requestPermission())).toBe('denied');
});

test('7: the policy allows no inline scripts and no eval, in the header and in the page', async () => {
  const { header, meta } = await window.page.evaluate(async () => ({
    header: (await fetch('holdfast://app/index.html')).headers.get('Content-Security-Policy') ?? '',
    meta: document.querySelector('meta[http-equiv=Content-Security-Policy]')?.getAttribute('content') ?? '',
  }));
  for (const policy of [header, meta]) {
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1];
    expect(scripts).toBe("'self'");
    expect(policy).toContain("default-src 'none'");
  }
  const ran = await window.page.evaluate(async () => {
    const inline = document.createElement('script');
    inline.textContent = 'globalThis.inlineRan = true';
    document.body.append(inline);
    // Not `eval` right here: DevTools' protocol, by which this runs, may.
    setTimeout('globalThis.evalRan = true');
    await new Promise((resolve) => setTimeout(resolve, 200));
    return ['inlineRan', 'evalRan'].filter((name) => name in globalThis);
  });
  expect(ran).toEqual([]);
});

test('11, 12: no webview', async () => {
  const inside = await window.page.evaluate(() => {
    const view = document.createElement('webview');
    document.body.append(view);
    return 'loadURL' in view;
  });
  expect(inside).toBe(false);
});

test('13: the page cannot be left', async () => {
  const before = window.page.url();
  await window.page.evaluate((url) => {
    globalThis.location.href = url;
  }, elsewhereUrl);
  await expect.poll(log).toContain('wanted to go elsewhere: refused');
  expect([window.page.url(), reached]).toEqual([before, []]);
  // Not by a locator: Playwright waits for the navigation that never comes.
  expect(await window.page.evaluate(() => document.querySelectorAll('h1').length)).toBeGreaterThan(0);
});

test('14: no further window opens', async () => {
  const opened = await window.page.evaluate((url) => globalThis.open(url) === null, elsewhereUrl);
  const windows = await window.application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect([opened, windows, reached]).toEqual([true, 1, []]);
  expect(log()).toContain('wanted to open a window: refused');
});

test('15, 20: the page has one constant of us, and nothing of Electron', async () => {
  const exposed = await window.page.evaluate(() =>
    JSON.stringify((globalThis as unknown as { holdfast: unknown }).holdfast),
  );
  expect(JSON.parse(exposed)).toEqual({ shell: 'desktop' });
});

test('17: any other page that asks for a connection is refused, logged and put on record', async () => {
  const preload = join(import.meta.dirname, '../../out/preload/index.js');
  const answer = await window.application.evaluate(async ({ BrowserWindow }, preload) => {
    const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    await other.loadURL('data:text/html,<h1>not the page</h1>');
    const result = await other.webContents.executeJavaScript(`new Promise((resolve) => {
      addEventListener('message', ({ data, ports }) => {
        if (data && data.type === 'holdfast:port') resolve('got ' + ports.length);
      });
      postMessage({ type: 'holdfast:connect' }, '*');
      setTimeout(() => resolve('nothing'), 1000);
    })`);
    other.destroy();
    return result;
  }, preload);
  expect(answer).toBe('nothing');
  expect(log()).toContain('asked for a connection: refused');
  expect(record()).toContain('"operation":"window.connect","outcome":"refused"');
});

/** Asks the application over a port of its own, as the page does; returns the raw answer. */
function ask(path: string, input: object): Promise<string> {
  const message = JSON.stringify({ i: '1', p: { u: path, b: { json: input } } });
  return window.page.evaluate(
    (message) =>
      new Promise<string>((resolve) => {
        const answered = ({ data, ports: [port] }: MessageEvent) => {
          if (data?.type !== 'holdfast:port' || !port) return;
          removeEventListener('message', answered);
          port.onmessage = ({ data }) => {
            port.close();
            resolve(String(data));
          };
          port.postMessage(message);
        };
        addEventListener('message', answered);
        postMessage({ type: 'holdfast:connect' }, '*');
      }),
    message,
  );
}

test('a secret is remembered by a keyring or not at all, and never comes back', async () => {
  const secret = 'canary-secret-of-the-window';
  const give = (remember: boolean) =>
    ask('/hosts/setSecret', { params: { host: 'by-password' }, body: { kind: 'password', secret, remember } });
  const backend = await window.application.evaluate(
    ({ safeStorage }) => safeStorage.getSelectedStorageBackend?.() ?? 'basic_text',
  );
  const answer = await give(true);
  if (backend === 'basic_text') {
    expect(answer).toContain('SECRET_STORE_UNAVAILABLE');
    expect(answer).toMatch(/keyring is running|offers no encryption/);
  }
  expect(await give(false)).toContain('"remembered":false');
  for (const text of [answer, await ask('/inventory/get', {}), await ask('/activity/list', {}), log(), record()]) {
    expect(text).not.toContain(secret);
  }
  const files = readdirSync(window.dataDirectory, { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
  const holding = files.filter((file) => readFileSync(join(file.parentPath, file.name)).includes(secret));
  expect(holding.map(({ name }) => name)).toEqual([]);
});

test('REST has no token and does not answer until it is switched on, and ends when it is switched off', async () => {
  const tokenFile = join(window.dataDirectory, 'rest-token');
  expect(existsSync(tokenFile)).toBe(false);
  const on = await ask('/rest/change', { body: { enabled: true, port: 0 } });
  const url = /"url":"(http:[^"]+)"/.exec(on)?.[1] ?? on;
  const call = () =>
    fetch(`${url}/api/inventory`, { headers: { Authorization: `Bearer ${readFileSync(tokenFile, 'utf8').trim()}` } });
  expect((await call()).status).toBe(200);
  expect((await fetch(`${url}/api/inventory`)).status).toBe(401);
  expect(await ask('/rest/change', { body: { enabled: false } })).toContain('"enabled":false');
  await expect(call()).rejects.toThrow();
});
