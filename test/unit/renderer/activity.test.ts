import { describe, expect, it } from 'vitest';
import type { ActivityEntry } from '../../../src/contract/activity';
import type { Job } from '../../../src/contract/jobs';
import {
  asksForEverything,
  EVERYTHING,
  filterOf,
  isActivityChoice,
} from '../../../src/renderer/views/activity/activity-filter';
import { argumentLines, operationText } from '../../../src/renderer/views/activity/activity-words';
import { jobOf } from '../../../src/renderer/views/activity/job-of-entry';
import { english, polish } from './texts';

const NOW = Date.parse('2025-11-26T21:45:11Z');

describe('the filter of the activity', () => {
  it('asks for everything at first', () => {
    expect(filterOf(EVERYTHING, NOW)).toEqual({});
    expect(asksForEverything(EVERYTHING)).toBe(true);
  });

  it('turns what was chosen into the contract’s filter', () => {
    expect(filterOf({ text: ' anna ', outcome: 'failed', period: 'day', host: 'press-line-1' }, NOW)).toEqual({
      text: 'anna',
      outcome: 'failed',
      from: '2025-11-25T21:45:00.000Z',
      host: 'press-line-1',
    });
  });

  it.each([null, 1, {}, { ...EVERYTHING, period: 'toString' }, { ...EVERYTHING, outcome: 'lost' }])(
    'does not take %j for a remembered one',
    (value) => expect(isActivityChoice(value)).toBe(false),
  );
});

const entry = (more: Partial<ActivityEntry>): ActivityEntry => ({
  seq: 1,
  time: '2025-11-26T21:45:11Z',
  operation: 'backup.restore',
  outcome: 'done',
  user: 'anna',
  via: 'window',
  correlationId: 'c',
  host: 'press-line-1',
  packageName: 'rocket-welder',
  durationMs: 1,
  previous: '',
  hash: '',
  ...more,
});

const job = (id: string, startedAt: string, operation: Job['operation'] = 'restore', args: string[] = []) =>
  ({ id, startedAt, operation, arguments: args }) as Job;

describe('the job of an entry', () => {
  it('is the nearest of its operation', () => {
    const jobs = [
      job('later', '2025-11-26T21:52:00Z'),
      job('right', '2025-11-26T21:45:12Z'),
      job('backup', '2025-11-26T21:45:11Z', 'backup'),
    ];
    expect(jobOf(entry({}), jobs)?.id).toBe('right');
  });

  it('is about the same file, and not of another day', () => {
    const file = 'backup-20251126-214505.tar.gz';
    const wanted = entry({ arguments: { filename: file } });
    expect(jobOf(wanted, [job('other', '2025-11-26T21:45:11Z', 'restore', ['backup-20250101-000000.tar.gz'])])).toBe(
      undefined,
    );
    expect(jobOf(wanted, [job('old', '2025-11-25T21:45:11Z', 'restore', [file])])).toBe(undefined);
    expect(jobOf(wanted, [job('it', '2025-11-26T21:46:11Z', 'restore', [file])])?.id).toBe('it');
  });
});

it('names operations in both languages, and unknown ones as they are', () => {
  expect(operationText('backup.create', english)).toBe('Create backup');
  expect(operationText('backup.create', polish)).toBe('Utworzenie kopii');
  expect(operationText('token.create.x', english)).toBe('token.create.x');
});

it('lists what was asked for, without what is empty', () => {
  expect(argumentLines({ filename: 'a', id: undefined, rows: ['x'], notes: '' })).toEqual([
    ['filename', 'a'],
    ['rows', '["x"]'],
  ]);
});
