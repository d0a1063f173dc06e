import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuild } from './lib/build.mjs';
import { ensureTools } from './lib/debian.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { electronArguments } from './lib/electron/launch.mjs';
import { ROOT } from './lib/project.mjs';
import { fail, say } from './lib/say.mjs';
import { startDisplay } from './lib/test/display.mjs';

/** `npm run screenshots`: renders the real window on the demo hosts into docs/screenshots/. */
async function screenshots() {
  await ensureDependencies();
  await ensureTools(['git', 'jq', 'flock', 'tar', 'Xvfb'], { purpose: 'The screenshots' });
  await ensureBuild();
  const { _electron: electron } = await import('@playwright/test');
  const { createDemoWorld } = await import('./demo/demo-world.mjs');
  const { electronRuntime } = await import('./electron-runtime.mjs');
  const { executablePath } = await electronRuntime();
  const folder = join(ROOT, 'docs/screenshots');
  mkdirSync(folder, { recursive: true });

  const display = await startDisplay();
  const world = await createDemoWorld();
  try {
    const args = ['--disable-gpu', ...electronArguments(world.flags)];
    const window = await electron.launch({ executablePath, args, env: { ...process.env, ...display.env } });
    const page = await window.firstWindow();
    const take = async (name) => {
      await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
      say(`holdfast: docs/screenshots/${name}.png`);
    };
    for (const scheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme: scheme });
      await show(page, (name) => take(scheme === 'light' ? name : `${name}-${scheme}`));
    }
    await window.close();
  } finally {
    await world.close();
    await display.stop();
  }
}

/** Goes through the screens: overview, the backups of a package, the question before a restore, hosts, activity, palette. */
async function show(page, take) {
  const card = page.getByRole('article', { name: 'rocket-welder-line-2' });
  await card.getByText(/^v\d/).waitFor();
  await take('overview');
  await card.getByRole('button', { name: 'Backup' }).click();
  await page.getByRole('menuitem', { name: 'Manage Backups' }).click();
  const dialog = page.getByRole('dialog', { name: /^Backup Management/ });
  await dialog.getByRole('button', { name: 'Restore' }).first().waitFor();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(500); // antd's opening animation
  await take('window');
  await dialog.getByRole('button', { name: 'Restore' }).last().click();
  const confirm = page.getByRole('dialog', { name: 'Confirm Restore' });
  // Enabled once the host has said what the restore would do.
  await confirm.locator('button:enabled', { hasText: 'Yes, Restore' }).waitFor();
  await page.waitForTimeout(500);
  await take('restore');
  await confirm.getByRole('button', { name: 'Cancel' }).click();
  await confirm.waitFor({ state: 'hidden' });
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'hidden' });
  for (const [name, heading] of [
    ['hosts', 'Hosts'],
    ['activity', 'Activity'],
  ]) {
    await page.getByRole('navigation').getByRole('link', { name: heading }).click();
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    await page.waitForTimeout(500);
    await take(name);
  }
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('dialog').getByRole('combobox').waitFor();
  await page.waitForTimeout(500);
  await take('palette');
  await page.keyboard.press('Escape');
  await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click();
}

screenshots().catch(fail);
