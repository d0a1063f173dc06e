import { describe, expect, it } from 'vitest';
import {
  countPlaywright,
  countTap,
  countVitest,
  inCi,
  judge,
  sum,
  summaryLine,
} from '../../../scripts/lib/test/counts.mjs';

it('closes with one plain line', () => {
  const all = [
    { passed: 2, failed: 0, skipped: 1 },
    { passed: 3, failed: 1, skipped: 0 },
  ];
  expect(summaryLine(sum(all))).toBe('5 passed, 1 failed, 1 skipped');
  expect(summaryLine(sum([]))).toBe('0 passed, 0 failed, 0 skipped');
});

describe('counts', () => {
  it('reads TAP', () => {
    const text = [
      '1..5',
      'ok 1 lists nothing',
      'not ok 2 refuses a path',
      '# (in test file test/host/list.bats, line 9)',
      "#   `[ ok = 'not ok' ]' failed",
      'ok 3 needs root # skip not root',
      'not ok 4 one day # TODO',
      'ok 5 okay is a word',
    ].join('\n');
    expect(countTap(text)).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  it("reads vitest's report", () => {
    const report = { numPassedTests: 7, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
    expect(countVitest(report)).toEqual({ passed: 7, failed: 1, skipped: 3 });
  });

  it("reads Playwright's report", () => {
    const stats = { expected: 4, flaky: 1, unexpected: 2, skipped: 3 };
    expect(countPlaywright({ stats })).toEqual({ passed: 5, failed: 2, skipped: 3 });
  });
});

describe('what a tier counts as', () => {
  const passed = { passed: 3, failed: 0, skipped: 0 };

  it('is what its runner counted', () => {
    expect(judge(passed, true)).toEqual(passed);
    expect(judge({ ...passed, failed: 2 }, false)).toEqual({ ...passed, failed: 2 });
  });

  it('is a failure when the runner failed without a failing test', () => {
    expect(judge(passed, false)).toEqual({ ...passed, failed: 1 });
  });

  it('is a failure when there was no test', () => {
    expect(judge({ passed: 0, failed: 0, skipped: 0 }, true).failed).toBe(1);
  });

  it('has no skipped tests in CI', () => {
    expect(inCi({ passed: 3, failed: 1, skipped: 2 })).toEqual({ passed: 3, failed: 3, skipped: 0 });
  });
});
