import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, manageBackups, test } from './fixtures';

const COUNT = 10_000;

/** Writes backups as the scripts name them, an hour apart, each of two bytes. */
function writeBackups(folder: string): void {
  mkdirSync(folder);
  for (let index = 0; index < COUNT; index += 1) {
    const time = new Date(Date.UTC(2024, 0, 1) + index * 3_600_000).toISOString();
    const stem = `backup-${time.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}`;
    const version = `v1.${Math.floor(index / 100)}.${index % 100}`;
    const metadata = { version, packageName: 'archive', createdDate: `${time.slice(0, 19)}Z`, gitTagExists: false };
    writeFileSync(join(folder, `${stem}.tar.gz`), 'no');
    writeFileSync(join(folder, `${stem}.meta.json`), JSON.stringify({ ...metadata, backupFile: `${stem}.tar.gz` }));
  }
}

test('scrolls, sorts and searches 10,000 backups', async ({ shell, world: { host, welder } }) => {
  const backupDirectory = join(host.folder, 'archive-backups');
  writeBackups(backupDirectory);
  cpSync(welder.directory, join(welder.directory, '../archive'), { recursive: true });
  const { page } = await shell.open([{ ...welder.entry, repositoryLocation: '/data/archive', backupDirectory }]);
  const dialog = await manageBackups(page, 'archive');
  const table = dialog.getByRole('table', { name: 'Backups' });
  const rows = table.getByRole('row').filter({ has: page.getByRole('button', { name: 'Restore' }) });
  await expect(dialog.getByText('10,000 backups').first()).toBeVisible({ timeout: 60_000 });
  await expect(table).toHaveAttribute('aria-rowcount', String(COUNT + 1));
  await expect(rows.first()).toContainText('v1.99.99');
  expect(await rows.count()).toBeLessThan(60);

  await table.getByRole('columnheader', { name: 'Version' }).click();
  await expect(rows.first()).toContainText('v1.99.99');
  await table.getByRole('columnheader', { name: 'Version' }).click();
  await expect(rows.first()).toContainText('v1.0.0');

  // A wheel that turns while the table is sorted anew is lost.
  await expect(async () => {
    await rows.first().hover();
    await page.mouse.wheel(0, 200_000);
    await expect(rows.first()).not.toContainText('v1.0.0', { timeout: 1000 });
    await page.mouse.wheel(0, 1_000_000);
  }).toPass();
  await expect(table.getByText('v1.99.99')).toBeVisible();

  await dialog.getByRole('searchbox', { name: 'Search backups' }).fill('v1.42.77');
  await expect(dialog.getByText('1 of 10,000 backups matches')).toBeVisible();
  await expect(rows).toHaveCount(1);
});
