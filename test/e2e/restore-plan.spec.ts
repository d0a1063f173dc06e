import { join } from 'node:path';
import { backupsIn } from '../support/package-host';
import { damage } from './damage';
import { ASK_FOR_NAME, card, expect, manageBackups, test } from './fixtures';

test.use({ settings: ASK_FOR_NAME });

const nameOf = (file: string) => file.replace('.tar.gz', '');

test('shows the failed check of a plan, and does not restore', async ({ page, world: { host, welder } }) => {
  host.backUp(welder, 'v2.0.0');
  const bad = backupsIn(host.backupDirectory).at(-1) as string;
  damage(join(host.backupDirectory, bad));
  const before = welder.container();
  const dialog = await manageBackups(page, 'rocket-welder');
  await dialog
    .getByRole('row')
    .filter({ hasText: nameOf(bad) })
    .getByRole('button', { name: 'Restore' })
    .click();
  const confirm = page.getByRole('dialog', { name: 'Confirm Restore' });
  await expect(confirm.getByText('This backup cannot be restored now')).toBeVisible();
  await expect(confirm.getByRole('list', { name: 'Checks' }).getByText('Failed:').first()).toBeAttached();
  await expect(confirm.getByRole('button', { name: 'Yes, Restore' })).toBeDisabled();
  await confirm.getByRole('button', { name: 'Cancel' }).click();
  expect(welder.container()).toEqual(before);
});

test('restores by a plan, and takes it back', async ({ page, world: { host, welder } }) => {
  welder.compose('up', '-d');
  host.backUp(welder, 'v1.0.0');
  const file = backupsIn(host.backupDirectory).at(-1) as string;
  const from = welder.version();
  const dialog = await manageBackups(page, 'rocket-welder');
  await dialog
    .getByRole('row')
    .filter({ hasText: nameOf(file) })
    .getByRole('button', { name: 'Restore' })
    .click();
  const confirm = page.getByRole('dialog', { name: 'Confirm Restore' });
  await expect(confirm.getByText('Services that stop')).toBeVisible();
  const yes = confirm.getByRole('button', { name: 'Yes, Restore' });
  if (from !== 'v1.0.0') {
    await expect(yes).toBeDisabled();
    await confirm.getByRole('textbox', { name: 'Type rocket-welder to confirm' }).fill('rocket-welder');
  }
  await yes.click();
  await expect(page.getByText('Restore completed successfully').first()).toBeVisible({ timeout: 90_000 });
  expect(welder.version()).toBe('v1.0.0');

  await dialog.getByRole('button', { name: 'Undo restore' }).click();
  await page.getByRole('button', { name: 'Yes, undo' }).click();
  await expect(page.getByText('The restore was undone').first()).toBeVisible({ timeout: 90_000 });
  expect(welder.version()).toBe(from);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(card(page, 'rocket-welder').getByText(from, { exact: true }).first()).toBeVisible();
});
