import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatExactSize, formatSize } from '../../../src/renderer/format/size';
import { formatDuration, formatLocalTime, formatUtcTime } from '../../../src/renderer/format/time';

describe('sizes', () => {
  it.each([
    [0, '0 bytes'],
    [1023, '1,023 bytes'],
    [1024, '1 KB'],
    [597504, '583.5 KB'],
    [1048575, '1 MB'],
    [6234112, '5.9 MB'],
    [1024 ** 3, '1 GB'],
    [5.5 * 1024 ** 4, '5.5 TB'],
    [4096 * 1024 ** 4, '4,096 TB'],
  ])('%d is %s', (bytes, text) => {
    expect(formatSize(bytes, 'en')).toBe(text);
  });

  it('exactly', () => {
    expect(formatExactSize(597504, 'en')).toBe('597,504 bytes');
    expect(formatExactSize(1, 'en')).toBe('1 byte');
  });

  it('as the language writes them', () => {
    expect(formatSize(1.5 * 1024 ** 2, 'pl')).toBe('1,5 MB');
    expect(formatExactSize(597504, 'pl')).toBe('597\u00a0504 bajty');
    expect(formatExactSize(1, 'pl')).toBe('1 bajt');
  });
});

describe('times', () => {
  const zone = process.env.TZ;
  beforeEach(() => {
    process.env.TZ = 'Europe/Warsaw';
  });
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it('are shown in the local zone, and in UTC when asked for', () => {
    expect(formatLocalTime('2025-11-26T21:45:11Z')).toBe('2025-11-26 22:45:11');
    expect(formatLocalTime('2025-12-31T23:05:01+00:00')).toBe('2026-01-01 00:05:01');
    expect(formatUtcTime('2025-11-26T22:45:11+01:00')).toBe('2025-11-26 21:45:11 UTC');
  });

  it('that are none are shown as they are', () => {
    expect(formatLocalTime('yesterday')).toBe('yesterday');
    expect(formatUtcTime('yesterday')).toBe('yesterday');
  });

  it.each([
    [0, '1 s'],
    [12_345, '12 s'],
    [59_600, '1 min'],
    [125_000, '2 min 5 s'],
  ])('%d ms last %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});
