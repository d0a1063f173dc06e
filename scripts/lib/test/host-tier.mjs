import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../project.mjs';
import { checkShell } from '../shellcheck.mjs';
import { countTap, judge, sum } from './counts.mjs';
import { runTool } from './run-tool.mjs';

/** The host scripts: their bats files, as many at once as there are processors, and shellcheck as one more test. */
export async function runHostTests() {
  const bats = join(ROOT, 'node_modules/bats/bin/bats');
  const { succeeded, output } = await runTool('bash', [
    bats,
    '--tap',
    '--jobs',
    String(availableParallelism()),
    '--recursive',
    'test/host',
  ]);
  const clean = await checkShell();
  console.log(`${clean ? 'ok' : 'not ok'} - shellcheck finds nothing`);
  return sum([judge(countTap(output), succeeded), { passed: Number(clean), failed: Number(!clean), skipped: 0 }]);
}
