import { describe, expect, it } from 'vitest';
import type { BackupInfo, Verification } from '../../../src/contract/backups';
import { toRows } from '../../../src/renderer/views/backups/backup-rows';
import { newestVerified, planDeletion } from '../../../src/renderer/views/backups/deletion';
import { sizeHistory } from '../../../src/renderer/views/backups/size-history';
import { verificationState } from '../../../src/renderer/views/backups/verification-state';
import { backup } from './backup-list';

const verified = (valid: boolean): Verification => {
  return { level: 'structure', valid, verifiedAt: '2025-11-26T22:00:00Z', problems: [] };
};
const on = (day: number, more: Partial<BackupInfo> = {}) =>
  backup(`b${day}`, 'v1', {
    createdDate: `2025-11-${String(day).padStart(2, '0')}T00:00:00Z`,
    sizeBytes: day,
    ...more,
  });

const rows = toRows([
  on(12),
  on(11, { verification: verified(false) }),
  on(10, { verification: verified(true) }),
  on(9, { verification: verified(true), pinned: true }),
]);

describe('planDeletion', () => {
  it('says what goes, newest first, and how much room that gives', () => {
    const deletion = planDeletion(rows, new Set(['b11', 'b12']));
    expect(deletion.going.map(({ name }) => name)).toEqual(['b12', 'b11']);
    expect(deletion).toMatchObject({ freedBytes: 23, newestVerified: undefined, isAll: false });
  });

  it('names the newest verified backup, not the newest nor a damaged one', () => {
    expect(newestVerified(rows)?.name).toBe('b10');
    expect(planDeletion(rows, new Set(['b10', 'b12'])).newestVerified?.name).toBe('b10');
  });

  it('leaves pinned ones', () => {
    const deletion = planDeletion(rows, new Set(rows.map(({ name }) => name)));
    expect(deletion.pinned.map(({ name }) => name)).toEqual(['b9']);
    expect(deletion.going).toHaveLength(3);
    expect(deletion.isAll).toBe(false);
    expect(planDeletion(rows.slice(0, 2), new Set(['b11', 'b12'])).isAll).toBe(true);
  });
});

describe('verificationState', () => {
  it.each([
    [undefined, 'unchecked'],
    [null, 'unchecked'],
    [{ level: 'unchecked', valid: null, verifiedAt: null, problems: [] }, 'unchecked'],
    [{ ...verified(true), level: 'archive' }, 'archive'],
    [verified(true), 'structure'],
    [verified(false), 'damaged'],
  ] as const)('of %j is %s', (verification, state) => {
    expect(verificationState(verification as Verification | null | undefined)).toBe(state);
  });
});

describe('sizeHistory', () => {
  it('is in the order of time, without backups of no time', () => {
    const history = sizeHistory(toRows([on(12), on(3), on(5, { createdDate: 'yesterday' })]));
    expect(history.sizes).toEqual([3, 12]);
    expect(history.times[0]).toBeLessThan(history.times[1] as number);
  });

  it('keeps few enough points to draw, the newest always', () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      backup(`b${index}`, 'v1', { createdDate: new Date(index * 3_600_000).toISOString(), sizeBytes: index }),
    );
    const { sizes } = sizeHistory(toRows(many));
    expect(sizes.length).toBeLessThanOrEqual(500);
    expect(sizes.at(-1)).toBe(9999);
  });
});
