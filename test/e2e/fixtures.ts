import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { type PackageHost, startPackageHost, type TestPackage } from '../support/package-host';
import { freePort } from '../support/sshd';
import { type OpenedPage, openInChromium, openWindow } from './window';

interface World {
  host: PackageHost;
  welder: TestPackage;
}

/**
 * `world` is one real host for all tests of a shell; `page` is the application opened anew for each, and `shell` opens
 * it once more, with `settings` as its settings.json. A test fails when a page that it opened logged an error or a warning.
 */
export const test = base.extend<{ settings: object; shell: OpenShell; page: Page }, { world: World }>({
  settings: [{}, { option: true }],
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from here
    async ({}, use) => {
      const host = await startPackageHost();
      try {
        await use({ host, welder: await host.addPackage('rocket-welder') });
      } finally {
        await host.stop();
      }
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  shell: async ({ world: { host }, settings }, use, { project }) => {
    const complaints: string[] = [];
    const opened: OpenedPage[] = [];
    await use({
      async open(more = []) {
        const inventory = host.inventory([{ repositoryLocation: '/data/no-backups' }, ...more]);
        const packages = [{ repositoryLocation: '/data/far-away', backupEnabled: true }];
        inventory.hosts.push({ name: 'gone', address: '127.0.0.1', port: await freePort(), user: 'root', packages });
        const open = project.name === 'electron' ? openWindow : openInChromium;
        const window = await open(inventory, host.sshd.knownHosts, settings);
        opened.push(window);
        listen(window.page, complaints);
        return window;
      },
    });
    for (const { close } of opened) await close();
    // The browser itself logs each HTTP status from 400 on; what the page says of it is tested.
    expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
  },
  page: async ({ shell }, use) => use((await shell.open()).page),
});

/** Opens the application anew, as on another workstation: with a data folder of its own. */
interface OpenShell {
  /** @param more packages of the host beyond those of the world */
  open(more?: object[]): Promise<OpenedPage>;
}

function listen(page: Page, complaints: string[]): void {
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
}

/** Settings with which a restore to an older minor version asks for the package's name. */
export const ASK_FOR_NAME = { confirmRestore: { versionStep: 'minor' } };

/** The card of a package. */
export const card = (page: Page, name: string): Locator => page.getByRole('article', { name });

/** Opens "Manage Backups" of a package. */
export async function manageBackups(page: Page, name: string): Promise<Locator> {
  await card(page, name).getByRole('button', { name: 'Backup' }).click();
  await page.getByRole('menuitem', { name: 'Manage Backups' }).click();
  const dialog = page.getByRole('dialog', { name: `Backup Management - ${name}` });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Chooses "Create Backup" of a package and waits for the outcome. */
export async function createBackup(page: Page, name: string): Promise<void> {
  await card(page, name).getByRole('button', { name: 'Backup' }).click();
  await page.getByRole('menuitem', { name: 'Create Backup' }).click();
  await expect(page.getByText('Creating backup...').first()).toBeVisible();
  await expect(page.getByText('Backup created successfully').first()).toBeVisible();
}

export { expect };
