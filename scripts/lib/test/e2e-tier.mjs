import { join } from 'node:path';
import { electronRuntime } from '../../electron-runtime.mjs';
import { ROOT } from '../project.mjs';
import { countPlaywright, judge, NONE } from './counts.mjs';
import { startDisplay } from './display.mjs';
import { withReportFile } from './report-file.mjs';
import { runTool } from './run-tool.mjs';

/** The window and the page, on a display of their own. */
export async function runEndToEnd() {
  const { executablePath } = await electronRuntime();
  const display = await startDisplay();
  try {
    const playwright = join(ROOT, 'node_modules/@playwright/test/cli.js');
    const { result, report } = await withReportFile((file) =>
      runTool(
        process.execPath,
        [playwright, 'test', '--config=test/e2e/playwright.config.ts', '--reporter=list,json'],
        { env: { ...display.env, HOLDFAST_ELECTRON: executablePath, PLAYWRIGHT_JSON_OUTPUT_FILE: file } },
      ),
    );
    return judge(report ? countPlaywright(report) : NONE, result.succeeded);
  } finally {
    await display.stop();
  }
}
