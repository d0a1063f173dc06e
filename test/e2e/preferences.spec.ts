import { card, expect, test } from './fixtures';

test('speaks Polish when it is chosen, and remembers language and theme', async ({ page }) => {
  await page.getByRole('button', { name: 'Appearance and language' }).click();
  await page.getByText('Polski').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'pl');
  await page.getByText('Ciemny').click();
  await page.keyboard.press('Escape');

  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'pl');
  await card(page, 'rocket-welder').getByRole('button', { name: 'Kopie' }).click();
  await page.getByRole('menuitem', { name: 'Zarządzaj kopiami' }).click();
  const dialog = page.getByRole('dialog', { name: 'Zarządzanie kopiami - rocket-welder' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Odśwież' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Zamknij' }).click();
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');
});
