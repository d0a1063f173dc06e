import { join } from 'node:path';
import { ROOT } from '../project.mjs';
import { countVitest, judge, NONE } from './counts.mjs';
import { withReportFile } from './report-file.mjs';
import { runTool } from './run-tool.mjs';

/** Runs one of vitest.config.ts' projects. */
export async function runVitest(project) {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const { result, report } = await withReportFile((file) =>
    runTool(process.execPath, [
      vitest,
      'run',
      `--project=${project}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ]),
  );
  return judge(report ? countVitest(report) : NONE, result.succeeded);
}
