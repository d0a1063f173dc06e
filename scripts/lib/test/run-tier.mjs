import { ensureTools, MissingToolsError } from '../debian.mjs';
import { NONE, summaryLine } from './counts.mjs';

/**
 * Runs a tier. One that cannot run here counts as one skipped test, one that breaks down as one failed.
 * @param {import('./tiers.mjs').Tier} tier
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function runTier(tier) {
  console.log(`\n=== ${tier.name}: ${tier.title}`);
  const counts = await outcome(tier);
  console.log(`=== ${tier.name}: ${summaryLine(counts)}`);
  return counts;
}

async function outcome({ name, title, tools, run }) {
  try {
    await ensureTools(tools, { purpose: capitalised(title) });
    return await run();
  } catch (error) {
    const skipped = error instanceof MissingToolsError;
    console.log(`!!! ${name} ${skipped ? 'is SKIPPED, it cannot run here' : 'broke down'}: ${error.message}`);
    return skipped ? { ...NONE, skipped: 1 } : { ...NONE, failed: 1 };
  }
}

const capitalised = (text) => text[0].toUpperCase() + text.slice(1);
