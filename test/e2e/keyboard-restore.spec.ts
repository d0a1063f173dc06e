import type { Locator, Page } from '@playwright/test';
import { ASK_FOR_NAME, card, expect, test } from './fixtures';

test.use({ settings: ASK_FOR_NAME });

test('restores with the keyboard alone', async ({ page, world: { host, welder } }) => {
  host.backUp(welder, 'v1.0.0');
  const before = welder.version();
  const button = card(page, 'rocket-welder').getByRole('button', { name: 'Backup' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Create Backup' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Manage Backups' })).toBeFocused();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Backup Management - rocket-welder' });
  const restore = dialog
    .getByRole('row')
    .filter({ hasText: 'v1.0.0' })
    .first()
    .getByRole('button', { name: 'Restore' });
  await expect(restore).toBeVisible();
  await press(page, 'Tab', restore);
  await page.keyboard.press('Enter');
  const confirm = page.getByRole('dialog', { name: 'Confirm Restore' });
  await expect(confirm.getByRole('button', { name: 'Cancel' })).toBeFocused();
  // Tests before this one may have restored that version already: then the name is not asked for.
  if (before !== 'v1.0.0') {
    const name = confirm.getByRole('textbox', { name: 'Type rocket-welder to confirm' });
    await expect(name).toBeVisible({ timeout: 30_000 });
    await press(page, 'Shift+Tab', name);
    await page.keyboard.type('rocket-welder');
  }
  await expect(confirm.getByRole('button', { name: 'Yes, Restore' })).toBeEnabled();
  await press(page, 'Tab', confirm.getByRole('button', { name: 'Yes, Restore' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Restore completed successfully').first()).toBeVisible({ timeout: 90_000 });
  expect(welder.version()).toBe('v1.0.0');
  await expect(confirm).toBeHidden();
  // The first Escape may close a tooltip that the focus opened.
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden({ timeout: 2000 });
  }).toPass();
  await expect(button).toBeFocused();
});

/** Presses a key until the wanted element has the focus. */
async function press(page: Page, key: string, wanted: Locator) {
  for (let count = 0; count < 60; count += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not reach ${wanted}`);
}
