import { createServer, type Server } from 'node:net';
import { expect, test } from '@playwright/test';
import { freePort, hostOf, type Sshd, startSshd } from '../support/sshd';
import { expectAccessible, openShell } from './shells';

/** Fifty hosts: of each ten, one refuses connections and one accepts them and never answers. */
const COUNT = 50;
const isDead = (index: number) => index % 10 === 3;
const isSlow = (index: number) => index % 10 === 7;

let sshd: Sshd;
let silent: Server;

test.beforeAll(async () => {
  sshd = await startSshd();
  silent = createServer((socket) => socket.on('error', () => {}));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
});

test.afterAll(async () => {
  await sshd.stop();
  silent.close();
});

async function fleet() {
  const dead = await freePort();
  const slow = (silent.address() as { port: number }).port;
  return {
    hosts: Array.from({ length: COUNT }, (_, index) => ({
      ...hostOf(sshd, {
        name: `line-${String(index + 1).padStart(2, '0')}`,
        packages: [{ repositoryLocation: '/data/line-monitor' }],
      }),
      ...(isDead(index) && { port: dead }),
      ...(isSlow(index) && { port: slow }),
    })),
  };
}

test('fifty hosts are at a glance: five dead and five silent ones delay no other', async ({ browserName: _ }, {
  project,
}) => {
  const { page, close } = await openShell(project.name, await fleet(), sshd.knownHosts);
  const section = (name: string) => page.getByRole('region', { name });
  await expect(page.getByRole('button', { name: `${COUNT} hosts` })).toBeVisible();
  await expect(page.getByText('Reachable', { exact: true })).toHaveCount(40);
  // The silent ones are still being waited for, and the last host has answered long since.
  await expect(section('line-08').getByText('asking…')).toBeVisible();
  await expect(section('line-50').getByText(/^checked/)).toBeVisible();
  await expect(section('line-04').getByText('refuses SSH connections')).toBeVisible();

  await expect(page.getByRole('button', { name: 'Not reachable: 10' })).toBeVisible();
  await page.getByRole('button', { name: 'Not reachable: 10' }).click();
  await expect(page.locator('[data-host]')).toHaveCount(10);
  await expect(section('line-08').getByText('cannot be reached')).toBeVisible();
  await page.getByRole('button', { name: 'Not reachable: 10' }).click();

  await page.keyboard.press('/');
  await page.keyboard.type('line-42');
  await expect(page.locator('[data-host]')).toHaveCount(1);
  await page.getByRole('searchbox').fill('');

  // The list of choices closes when the overview is drawn anew, as it is when a host answers: opened again then.
  await expect(async () => {
    await page.getByRole('combobox', { name: 'Group by' }).click();
    await page.getByTitle('State', { exact: true }).click({ timeout: 5000 });
    await expect(page.getByRole('heading', { level: 2, name: 'Not reachable' })).toBeVisible({ timeout: 5000 });
  }).toPass();
  await expect(page.getByRole('heading', { level: 2, name: 'All well' })).toBeVisible();
  await expectAccessible(page);
  await close();
});

test('the palette leads to any of fifty hosts, by keyboard alone', async ({ browserName: _ }, { project }) => {
  const { page, close } = await openShell(project.name, await fleet(), sshd.knownHosts);
  await expect(page.getByRole('region', { name: 'line-46' }).getByText('Reachable')).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Find a host, a package or an action' })).toBeFocused();
  await page.keyboard.type('line-46');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-host]')?.dataset.host))
    .toBe('line-46');

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Alt+3');
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeFocused();
  await close();
});
