import { describe, expect, it } from 'vitest';
import { estimate, observe, startRate, type TransferRate } from '../../../src/renderer/jobs/transfer-rate';

const MB = 1_000_000;

/** Samples every `interval` milliseconds, `step` bytes further each. */
function run(rate: TransferRate, count: number, interval: number, step: number): TransferRate {
  let current = rate;
  for (let index = 0; index < count; index += 1)
    current = observe(current, current.at + interval, current.bytes + step);
  return current;
}

describe('the estimate', () => {
  it('is not made before two seconds were seen', () => {
    const young = run(startRate(0, 0), 3, 500, MB);
    expect(estimate(young, young.bytes, 100 * MB, 0)).toEqual({ speed: undefined, remainingMs: undefined });
    expect(estimate(startRate(0, 0), 0, 100 * MB, 0).speed).toBeUndefined();
  });

  it('is exact at a constant speed', () => {
    const steady = run(startRate(0, 0), 10, 1000, 10 * MB);
    expect(estimate(steady, steady.bytes, 200 * MB, 0)).toEqual({ speed: 10 * MB, remainingMs: 10_000 });
  });

  it('follows a lasting change of speed, and shrugs off a short one', () => {
    const steady = run(startRate(0, 0), 10, 1000, 10 * MB);
    const hiccup = observe(steady, steady.at + 500, steady.bytes);
    expect(hiccup.speed).toBeGreaterThan(8 * MB);
    const slower = run(steady, 40, 1000, MB);
    expect(slower.speed).toBeCloseTo(MB, -5);
  });

  it('makes no promise when nothing was heard for long, or nothing moves', () => {
    const steady = run(startRate(0, 0), 10, 1000, 10 * MB);
    expect(estimate(steady, steady.bytes, 200 * MB, 11_000).remainingMs).toBeUndefined();
    const stuck = run(steady, 100, 1000, 0);
    expect(estimate(stuck, stuck.bytes, 200 * MB, 0).speed).toBeUndefined();
  });

  it('knows a speed but no end where the size is not known', () => {
    const steady = run(startRate(0, 0), 10, 1000, 10 * MB);
    expect(estimate(steady, steady.bytes, null, 0)).toEqual({ speed: 10 * MB, remainingMs: undefined });
  });

  it('is never below zero', () => {
    const steady = run(startRate(0, 0), 10, 1000, 10 * MB);
    expect(estimate(steady, 210 * MB, 200 * MB, 0).remainingMs).toBe(0);
  });
});

describe('samples', () => {
  it('that come in a burst count once, with all their bytes', () => {
    const rate = observe(observe(startRate(0, 0), 50, MB), 1000, 10 * MB);
    expect(rate.speed).toBe(10 * MB);
  });

  it('with fewer bytes than before begin anew', () => {
    const steady = run(startRate(0, 0), 10, 1000, 10 * MB);
    expect(observe(steady, 20_000, 5)).toEqual(startRate(20_000, 5));
  });

  it('of a clock that goes back change nothing', () => {
    const steady = run(startRate(0, 0), 10, 1000, 10 * MB);
    expect(observe(steady, steady.at - 5000, steady.bytes + MB)).toBe(steady);
  });
});
