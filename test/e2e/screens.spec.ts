import { expect, test } from './fixtures';
import { expectAccessible, goTo } from './shells';

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await expect(page.getByText('Reachable', { exact: true })).toBeVisible();
    await expect(page.getByText('refuses SSH connections').first()).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await goTo(page, 'Hosts');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Edit host press-line-1' }).click();
    await expect(page.getByRole('dialog', { name: 'Host press-line-1' })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Edit host press-line-1' })).toBeFocused();
    await goTo(page, 'Activity');
    await expectAccessible(page);
  });
}
