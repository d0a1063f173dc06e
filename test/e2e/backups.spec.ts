import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { backupsIn } from '../support/package-host';
import { card, createBackup, expect, manageBackups, test } from './fixtures';

test('shows hosts, packages and versions, and one dead host delays no other', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'press-line-1' })).toBeVisible();
  const welder = card(page, 'rocket-welder');
  await expect(welder.getByText('v2.0.0')).toBeVisible();
  for (const name of ['Check for Updates', 'Update']) {
    await expect(welder.getByRole('button', { name, exact: true })).toBeDisabled();
  }
  await welder.getByRole('button', { name: 'Update', exact: true }).hover({ force: true });
  await expect(page.getByRole('tooltip')).toBeVisible();
  await expect(page.getByText('refuses SSH connections').first()).toBeVisible();
});

test('offers no backups for a package without backup support', async ({ page }) => {
  await expect(card(page, 'no-backups')).toBeVisible();
  await expect(card(page, 'no-backups').getByRole('button', { name: 'Backup' })).toHaveCount(0);
});

test('creates a backup and lists it', async ({ page, world: { host } }) => {
  const before = backupsIn(host.backupDirectory).length;
  await createBackup(page, 'rocket-welder');
  const names = backupsIn(host.backupDirectory);
  expect(names).toHaveLength(before + 1);
  const dialog = await manageBackups(page, 'rocket-welder');
  for (const column of ['Version', 'Backup Name', 'Size', 'Date Created', 'Actions']) {
    await expect(dialog.getByRole('columnheader', { name: column })).toBeVisible();
  }
  await expect(dialog.getByText((names.at(-1) as string).replace('.tar.gz', ''))).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
});

test('sorts, searches and refreshes the list', async ({ page, world: { host, welder } }) => {
  host.backUp(welder, 'v1.0.0');
  const dialog = await manageBackups(page, 'rocket-welder');
  const rows = dialog.getByRole('row').filter({ has: page.getByRole('button', { name: 'Restore' }) });
  await expect(rows.first()).toContainText('v1.0.0');
  // A backup that was made elsewhere is there after a refresh.
  const before = await rows.count();
  host.backUp(welder, 'v10.0.0');
  await dialog.getByRole('button', { name: 'Refresh' }).click();
  await expect(rows).toHaveCount(before + 1);
  await expect(rows.first()).toContainText('v10.0.0');
  await expect(rows.first().locator('.ant-tag-success, .ant-tag-green')).toHaveText('v10.0.0');

  await dialog.getByRole('columnheader', { name: 'Version' }).click();
  await expect(rows.first()).toContainText('v10.0.0');
  await dialog.getByRole('columnheader', { name: 'Version' }).click();
  await expect(rows.first()).toContainText('v1.0.0');
  await dialog.getByRole('columnheader', { name: 'Date Created' }).click();
  await expect(rows.first()).toContainText('v10.0.0');

  await dialog.getByRole('searchbox', { name: 'Search backups' }).fill('v10');
  await expect(rows).toHaveCount(1);
  await dialog
    .getByRole('searchbox', { name: 'Search backups' })
    .fill(backupsIn(host.backupDirectory)[0]?.slice(0, 22) as string);
  await expect(rows).toHaveCount(1);
});

test('cancels a restore: nothing changes', async ({ page, world: { welder } }) => {
  const before = { version: welder.version(), state: welder.state() };
  const dialog = await manageBackups(page, 'rocket-welder');
  const row = dialog.getByRole('row').filter({ hasText: 'v1.0.0' }).first();
  await row.getByRole('button', { name: 'Restore' }).click();
  const confirm = page.getByRole('dialog', { name: 'Confirm Restore' });
  await expect(
    confirm.getByText('This will stop rocket-welder, restore data from backup, and checkout to version v1.0.0!'),
  ).toBeVisible();
  await expect(confirm.getByText('✓ Code will be restored to tag v1.0.0')).toBeVisible();
  await confirm.getByRole('button', { name: 'Cancel' }).click();
  await expect(confirm).toBeHidden();
  expect({ version: welder.version(), state: welder.state() }).toEqual(before);
});

test('warns when the version has no tag', async ({ page }) => {
  const dialog = await manageBackups(page, 'rocket-welder');
  await dialog.getByRole('row').filter({ hasText: 'v10.0.0' }).first().getByRole('button', { name: 'Restore' }).click();
  const confirm = page.getByRole('dialog', { name: 'Confirm Restore' });
  await expect(confirm.getByText('⚠ Code version tag not found - will keep current code')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(confirm).toBeHidden();
});

test('restores an older version with data and code', async ({ page, world: { host, welder } }) => {
  const dialog = await manageBackups(page, 'rocket-welder');
  const marker = welder.events();
  await expect.poll(() => welder.events().length).toBeGreaterThan(marker.length);
  await dialog.getByRole('row').filter({ hasText: 'v1.0.0' }).first().getByRole('button', { name: 'Restore' }).click();
  await page.getByRole('button', { name: 'Yes, Restore' }).click();
  await expect(page.getByText('Restoring from backup...').first()).toBeVisible();
  await expect(page.getByText('Restore completed successfully').first()).toBeVisible({ timeout: 60_000 });
  expect(welder.version()).toBe('v1.0.0');
  expect(welder.image()).toBe('holdfast-stand-in:1.0.0');
  expect(welder.state()).toMatchObject({ Version: 'v1.0.0', Up: ['1.0.0'] });
  expect(welder.events()).toContain('of 1.0.0');
  expect(existsSync(join(host.backupDirectory, backupsIn(host.backupDirectory)[0] as string))).toBe(true);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(card(page, 'rocket-welder').getByText('v1.0.0')).toBeVisible();
});

test('says why a backup failed, and that nothing was written', async ({ page, world: { host, welder } }) => {
  const before = backupsIn(host.backupDirectory);
  welder.compose('stop');
  try {
    await card(page, 'rocket-welder').getByRole('button', { name: 'Backup' }).click();
    await page.getByRole('menuitem', { name: 'Create Backup' }).click();
    await expect(page.getByText('EventStore is not running').first()).toBeVisible();
  } finally {
    welder.compose('start');
  }
  expect(backupsIn(host.backupDirectory)).toEqual(before);
});

test('works by keyboard alone', async ({ page }) => {
  const button = card(page, 'rocket-welder').getByRole('button', { name: 'Backup' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Create Backup' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Manage Backups' })).toBeFocused();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Backup Management - rocket-welder' });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
});
