import { describe, expect, it } from 'vitest';
import { byCreated, byVersion, searchRows, toRows } from '../../../src/renderer/views/backups/backup-rows';
import { codeSentence } from '../../../src/renderer/views/backups/code-tag';
import { backup } from './backup-list';
import { english as t } from './texts';

const names = (rows: ReturnType<typeof toRows>) => rows.map(({ name }) => name);
const latest = (...versions: string[]) =>
  toRows(versions.map((version, index) => backup(`backup-${index}`, version))).map(({ isLatest }) => isLatest);

describe('toRows', () => {
  it('names a backup by its file without the extension', () => {
    expect(names(toRows([backup('backup-20251126-214505', 'v1')]))).toEqual(['backup-20251126-214505']);
  });

  it('marks every backup of the highest version, however it is written', () => {
    expect(latest('2.4.9', 'v2.4.10', '2.4.10', 'unknown')).toEqual([false, true, true, false]);
  });

  it('marks none where no version is known', () => {
    expect(latest('unknown', 'unknown')).toEqual([false, false]);
    expect(latest()).toEqual([]);
  });
});

describe('sorting', () => {
  it('by date follows the moment, not the text', () => {
    const rows = toRows([
      backup('later', 'v1', { createdDate: '2025-11-26T21:00:00-05:00' }),
      backup('earlier', 'v1', { createdDate: '2025-11-26T22:00:00Z' }),
      backup('broken', 'v1', { createdDate: 'not a time' }),
    ]);
    expect(names(rows.sort(byCreated))).toEqual(['broken', 'earlier', 'later']);
  });

  it('by version puts the older of one version first', () => {
    const rows = toRows([
      backup('b', 'v2.0.0', { createdDate: '2025-02-02T00:00:00Z' }),
      backup('a', '2.0.0', { createdDate: '2025-01-01T00:00:00Z' }),
      backup('c', 'v1.9.9', { createdDate: '2025-03-03T00:00:00Z' }),
    ]);
    expect(names(rows.sort(byVersion))).toEqual(['c', 'a', 'b']);
  });
});

describe('searchRows', () => {
  const rows = toRows([backup('backup-20251126-214505', 'v2.4.10'), backup('backup-20251127-010203', '2.17.16-RC')]);

  it.each([
    ['', 2],
    ['  ', 2],
    ['20251127', 1],
    ['.tar.gz', 2],
    [' v2.4 ', 1],
    ['rc', 1],
    ['2.17.16-rc', 1],
    ['nothing', 0],
  ])('finds by filename or version: "%s"', (text, count) => {
    expect(searchRows(rows, text)).toHaveLength(count);
  });

  it('does not read the text as a pattern', () => {
    expect(searchRows(rows, '.*')).toHaveLength(0);
  });
});

describe('codeSentence', () => {
  it.each(['v2.4.10', '2.4.10'])('writes the tag of %s with one v', (version) => {
    expect(codeSentence(backup('b', version), t)).toBe('✓ Code will be restored to tag v2.4.10');
  });

  it('believes what the host knows now more than what the backup remembers', () => {
    const missing = '⚠ Code version tag not found - will keep current code';
    expect(codeSentence(backup('b', 'v1', { gitTagExists: true, gitTagAvailable: false }), t)).toBe(missing);
    expect(codeSentence(backup('b', 'v1', { gitTagExists: false }), t)).toBe(missing);
    expect(codeSentence(backup('b', 'v1', { gitTagExists: false, gitTagAvailable: true }), t)).toContain('tag v1');
  });
});
