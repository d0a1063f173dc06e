import { defineConfig } from '@playwright/test';

/** What a browser has no part in. */
const ELECTRON_ONLY = ['security.spec.ts', 'package.spec.ts'];

/** The same tests in the real Electron window and in Chromium against `serve`. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  // One machine-wide Docker engine and display a project: no two at once.
  workers: 1,
  fullyParallel: false,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  projects: [{ name: 'electron' }, { name: 'chromium', testIgnore: ELECTRON_ONLY }],
});
