import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type ElectronApplication, _electron as electron, type Page } from '@playwright/test';
import { electronRuntime } from '../../scripts/electron-runtime.mjs';
import { serve } from '../support/served';

/** A page of the real application, in one of its two shells. */
export interface OpenedPage {
  page: Page;
  close(): Promise<void>;
}

const ROOT = join(import.meta.dirname, '../..');
/** Chromium's sandbox does not work as root. The others keep it from asking the internet. */
const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The desktop window, with Electron's main process behind it. */
export interface OpenedWindow extends OpenedPage {
  application: ElectronApplication;
  dataDirectory: string;
}

/**
 * Opens the desktop window on a data folder of its own.
 * @param settings what stands in its settings.json
 */
export async function openWindow(inventory: object, knownHosts: string, settings: object = {}): Promise<OpenedWindow> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'holdfast-window-'));
  const inventoryFile = join(dataDirectory, 'given-inventory.json');
  writeFileSync(inventoryFile, JSON.stringify(inventory));
  writeFileSync(join(dataDirectory, 'settings.json'), JSON.stringify(settings));
  const { executablePath } = await electronRuntime();
  const application = await electron.launch({
    executablePath,
    args: [
      ...CHROMIUM_FLAGS,
      ROOT,
      `--data-dir=${dataDirectory}`,
      `--inventory=${inventoryFile}`,
      `--known-hosts=${knownHosts}`,
    ],
  });
  return {
    application,
    dataDirectory,
    page: await application.firstWindow(),
    async close() {
      await application.close();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** Opens the page that `serve` serves in Debian's Chromium; the same settings. */
export async function openInChromium(inventory: object, knownHosts: string, settings?: object): Promise<OpenedPage> {
  const served = await serve(inventory, knownHosts, settings);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: CHROMIUM_FLAGS });
  const page = await browser.newPage();
  await page.goto(`${served.url}/#token=${served.token}`);
  return {
    page,
    async close() {
      await browser.close();
      await served.stop();
    },
  };
}
