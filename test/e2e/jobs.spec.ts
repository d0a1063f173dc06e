import { backupsIn } from '../support/package-host';
import { card, expect, manageBackups, test } from './fixtures';

test('shows a running job with its log, also to who opens the window later, and cancels it', async ({
  page,
  shell,
  world: { host },
}) => {
  const before = backupsIn(host.backupDirectory);
  const release = host.holdBackups();
  try {
    await card(page, 'rocket-welder').getByRole('button', { name: 'Backup' }).click();
    await page.getByRole('menuitem', { name: 'Create Backup' }).click();
    await expect(card(page, 'rocket-welder').getByText('Copying data')).toBeVisible();
    const progress = (await manageBackups(page, 'rocket-welder')).getByRole('group', { name: 'Creating backup...' });
    await expect(progress.getByText('Step 2 of 4: Copying data')).toBeVisible();
    await expect(progress.getByRole('progressbar')).toBeVisible();
    await progress.getByRole('button', { name: 'Show log' }).click();
    await expect(progress.getByRole('region', { name: 'Log' })).toBeVisible();

    // Another workstation: it sees who holds the package, and cannot start anything there.
    const { page: other } = await shell.open();
    const theirs = await manageBackups(other, 'rocket-welder');
    await expect(theirs.getByRole('group', { name: 'Creating backup...' })).toContainText('started by');
    await expect(theirs.getByRole('button', { name: 'Create Backup' })).toBeDisabled();

    // This one, closed and opened again.
    await page.reload();
    const again = (await manageBackups(page, 'rocket-welder')).getByRole('group', { name: 'Creating backup...' });
    await expect(again.getByText('Step 2 of 4: Copying data')).toBeVisible();
    await again.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('Backup cancelled')).toBeVisible();
    await expect(other.getByText('Backup cancelled')).toBeVisible();
    await expect(theirs.getByRole('button', { name: 'Create Backup' })).toBeEnabled();
  } finally {
    release();
  }
  expect(backupsIn(host.backupDirectory)).toEqual(before);
});

test('goes on through a lost connection, and announces the end', async ({ page, world: { host } }) => {
  const before = backupsIn(host.backupDirectory);
  const release = host.holdBackups();
  try {
    const dialog = await manageBackups(page, 'rocket-welder');
    await dialog.getByRole('button', { name: 'Create Backup' }).click();
    const progress = dialog.getByRole('group', { name: 'Creating backup...' });
    await expect(progress.getByText('Copying data')).toBeVisible();
    host.sshd.dropConnections();
    // The application connects again by itself; the job is still there, from where it is.
    await dialog.getByRole('button', { name: 'Refresh' }).click();
    await expect(dialog.getByRole('button', { name: 'Refresh' })).toHaveAttribute('aria-busy', 'false');
    await expect(progress.getByText('Copying data')).toBeVisible();
  } finally {
    release();
  }
  await expect(page.getByText('Backup created successfully').first()).toBeVisible({ timeout: 30_000 });
  expect(backupsIn(host.backupDirectory)).toHaveLength(before.length + 1);
});
