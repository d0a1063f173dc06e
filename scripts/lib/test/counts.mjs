/**
 * How many tests passed, failed and were skipped.
 * @typedef {{passed: number, failed: number, skipped: number}} Counts
 */

/** @type {Counts} */
export const NONE = { passed: 0, failed: 0, skipped: 0 };

/** @param {Counts[]} all */
export function sum(all) {
  return all.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    NONE,
  );
}

/** The line that a test run ends with. */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * What a tier counts as: no test at all is a failure, and so is a runner that failed without a failing test.
 * @param {Counts} counts
 * @param {boolean} succeeded whether the runner's exit code was 0
 * @returns {Counts}
 */
export function judge(counts, succeeded) {
  const total = counts.passed + counts.failed + counts.skipped;
  const unexplained = counts.failed === 0 && (!succeeded || total === 0);
  return unexplained ? { ...counts, failed: 1 } : counts;
}

/** In CI nothing may be skipped: there it counts as failed. */
export function inCi(counts) {
  return { ...counts, failed: counts.failed + counts.skipped, skipped: 0 };
}

/** @param {object} report of vitest's JSON reporter */
export function countVitest(report) {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** @param {object} report of Playwright's JSON reporter. A test that passed only when tried again passed. */
export function countPlaywright({ stats }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}

/** @param {string} text in the Test Anything Protocol, without subtests */
export function countTap(text) {
  const counts = { ...NONE };
  for (const [, not, rest] of text.matchAll(/^(not )?ok\b(.*)$/gm)) {
    if (/#\s*(skip|todo)\b/i.test(rest)) counts.skipped++;
    else if (not) counts.failed++;
    else counts.passed++;
  }
  return counts;
}
