import type { Page } from '@playwright/test';
import { expectNoViolations } from './axe';
import { ASK_FOR_NAME, card, expect, manageBackups, test } from './fixtures';

test.use({ settings: ASK_FOR_NAME });

/** antd's opening animations change colours and sizes as they run. */
const settled = (page: Page) =>
  page.waitForFunction(() => document.getAnimations().every((one) => one.playState !== 'running'));

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds no violation on the screens around backups, ${colorScheme}`, async ({
    page,
    world: { host, welder },
  }) => {
    host.backUp(welder, 'v1.0.0');
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(card(page, 'rocket-welder').getByText(/^v\d/).first()).toBeVisible();
    await expectNoViolations(page, 'overview');

    await page.getByRole('button', { name: 'Appearance and language' }).click();
    await expect(page.getByText('Polski')).toBeVisible();
    await settled(page);
    await expectNoViolations(page, 'preferences');
    await page.keyboard.press('Escape');

    const dialog = await manageBackups(page, 'rocket-welder');
    const row = dialog.getByRole('row').filter({ hasText: 'v1.0.0' }).first();
    await expect(row).toBeVisible();
    await settled(page);
    await expectNoViolations(page, 'backups');

    await row.getByRole('button', { name: 'Restore' }).click();
    const confirm = page.getByRole('dialog', { name: 'Confirm Restore' });
    await expect(confirm.getByRole('textbox', { name: 'Type rocket-welder to confirm' })).toBeVisible();
    await settled(page);
    await expectNoViolations(page, 'restore');
    await confirm.getByRole('button', { name: 'Cancel' }).click();
    await expect(confirm).toBeHidden();

    await row.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Edit notes…' }).click();
    const notes = page.getByRole('dialog', { name: /^Notes on/ });
    await expect(notes).toBeVisible();
    await settled(page);
    await expectNoViolations(page, 'notes');
    await notes.getByRole('button', { name: 'Cancel' }).click();
    await expect(notes).toBeHidden();

    await dialog.getByRole('checkbox', { name: 'Select all backups' }).check();
    await dialog.getByRole('button', { name: 'Delete…' }).click();
    const deletion = page.getByRole('dialog', { name: /^Delete/ });
    await expect(deletion).toBeVisible();
    await settled(page);
    await expectNoViolations(page, 'delete');
    await deletion.getByRole('button', { name: 'Cancel' }).click();
  });
}
