import { ensureBuild } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { fail } from './lib/say.mjs';
import { inCi, sum, summaryLine } from './lib/test/counts.mjs';
import { runTier } from './lib/test/run-tier.mjs';
import { chooseTiers } from './lib/test/tiers.mjs';

/**
 * `npm test`: every tier, or those that are named (`npm test -- unit host`). The last line is
 * "N passed, N failed, N skipped"; the exit code is 1 when a test failed, and with CI=true when one was skipped.
 */
async function test(names) {
  const tiers = chooseTiers(names);
  await ensureDependencies();
  await ensureBuild();
  const counts = [];
  for (const tier of tiers) counts.push(await runTier(tier));

  let total = sum(counts);
  if (process.env.CI === 'true' && total.skipped > 0) {
    console.log(`\nIn CI nothing may be skipped: ${total.skipped} skipped count as failed.`);
    total = inCi(total);
  }
  console.log(`\n${summaryLine(total)}`);
  if (total.failed > 0) process.exitCode = 1;
}

test(process.argv.slice(2)).catch(fail);
