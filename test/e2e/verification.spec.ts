import { join } from 'node:path';
import { backupsIn } from '../support/package-host';
import { damage } from './damage';
import { expect, manageBackups, test } from './fixtures';

test('verifies one backup and several, and names the damaged one', async ({ page, world: { host, welder } }) => {
  host.backUp(welder, 'v1.0.0');
  host.backUp(welder, 'v2.0.0');
  const [good, bad] = backupsIn(host.backupDirectory).slice(-2) as [string, string];
  damage(join(host.backupDirectory, bad));
  const nameOf = (file: string) => file.replace('.tar.gz', '');
  const dialog = await manageBackups(page, 'rocket-welder');
  const row = (file: string) => dialog.getByRole('row').filter({ hasText: nameOf(file) });

  await row(good).getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Verify' }).click();
  await expect(page.getByText('Verification finished').first()).toBeVisible({ timeout: 30_000 });
  await expect(row(good).getByText('structure verified')).toBeVisible();

  for (const file of [good, bad]) await dialog.getByRole('checkbox', { name: `Select ${nameOf(file)}` }).check();
  await dialog.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText('Damaged backups found')).toBeVisible({ timeout: 30_000 });
  await expect(row(bad).getByText('damaged')).toBeVisible();
  await expect(row(good).getByText('structure verified')).toBeVisible();
});
