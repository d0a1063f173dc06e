import { existsSync, readFileSync } from 'node:fs';
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
  window = await openWindow({ hosts: [] }, '/dev/null');
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

test('REST has no token and does not answer until it is switched on', () => {
  expect(existsSync(join(window.dataDirectory, 'rest-token'))).toBe(false);
  expect(log()).toContain('Holdfast is open');
});
