import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { openInChromium, openWindow } from './window';

/** Opens the application on an inventory of the test's own; closing it asserts that the console has nothing to complain about. */
export async function openShell(project: string, inventory: object, knownHosts?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-shell-'));
  const empty = join(folder, 'known_hosts');
  writeFileSync(empty, '');
  const open = project === 'electron' ? openWindow : openInChromium;
  const { page, close } = await open(inventory, knownHosts ?? empty);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return {
    page,
    async close() {
      await close();
      rmSync(folder, { recursive: true, force: true });
      // The browser itself logs each HTTP status from 400 on; what the page says of it is tested.
      expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
    },
  };
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Asserts that axe finds no violation of WCAG 2.2 A and AA in what the page shows now. */
export async function expectAccessible(page: Page): Promise<void> {
  // Half faded in, a dialog's colours are not its own. What goes on for ever, such as a spinner, is not waited for.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) =>
          playState !== 'running' || !Number.isFinite(Number(effect?.getComputedTiming().endTime ?? 0)),
      ),
  );
  // Not as a script element, which the page's Content-Security-Policy would refuse.
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations: found } = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => [id, String(target), failureSummary]),
    );
  });
  expect(violations).toEqual([]);
}

/** Goes to a screen by the navigation. */
export async function goTo(page: Page, screen: 'Overview' | 'Hosts' | 'Activity'): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: screen }).click();
  await expect(page.getByRole('heading', { level: 1, name: screen })).toBeVisible();
}
