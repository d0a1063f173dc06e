import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions, versionKey } from '../../../src/renderer/views/backups/version-order';

const compare = (left: string, right: string) => Math.sign(compareVersions(versionKey(left), versionKey(right)));

describe('compareVersions', () => {
  it.each([
    ['2.4.9', '2.4.10'],
    ['v2.4.9', '2.4.10'],
    ['2.4', '2.4.1'],
    ['9.0.0', '10.0.0'],
    ['2.17.16', '2.17.16-1'],
    ['v2.17.16-1', '2.17.16-2'],
    ['2.17.16-9', 'ver2.17.16-10'],
    ['2.17.16-1', '2.17.17'],
    ['3.0.0-rc.1', '3.0.0'],
    ['3.0.0-rc.2', '3.0.0-rc.10'],
    ['3.0.0-preview', '3.0.0-1'],
    ['2.9.9', '3.0.0-beta'],
    ['unknown', '0.0.1'],
    ['unknown', 'main'],
    ['main', '0.0.1'],
    ['', 'main'],
  ])('puts %s before %s', (lower, higher) => {
    expect(compare(lower, higher)).toBe(-1);
    expect(compare(higher, lower)).toBe(1);
  });

  it.each([
    ['v2.4.10', '2.4.10'],
    ['ver2.4.10', 'V2.4.10'],
    ['2.4', 'v2.4.0'],
    ['unknown', ''],
    ['Unknown', 'unknown'],
  ])('takes %s and %s for the same', (left, right) => {
    expect(compare(left, right)).toBe(0);
  });

  it('is a total order', () => {
    const version = fc.oneof(
      fc.constantFrom(
        'unknown',
        '',
        'main',
        'v',
        'ver1',
        '1.2.3-rc.1',
        '1.2.3-1',
        '1.2.3-10',
        '1.2.3+b',
        '1.2.3',
        'v1.2',
      ),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(compare(a, b) + compare(b, a)).toBe(0);
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 2000 },
    );
  });
});
