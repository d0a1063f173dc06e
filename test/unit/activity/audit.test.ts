import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HoldfastError } from '../../../src/contract/errors';
import { ActivityService } from '../../../src/main/services/activity/activity-service';
import { AuditFile, type Repair } from '../../../src/main/services/activity/audit-file';
import { AuditLog } from '../../../src/main/services/activity/audit-log';
import { onBehalfOf } from '../../../src/main/services/activity/caller';

let folder: string;
let repairs: Repair[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-audit-'));
  repairs = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A record as a process opens it anew. */
function open(rotateAt?: number) {
  const file = new AuditFile(folder, (repair) => repairs.push(repair), rotateAt);
  const audit = new AuditLog(file, (error) => {
    throw error;
  });
  return { file, audit, activity: new ActivityService(file) };
}
const done = (audit: AuditLog, operation = 'backup.create', more = {}) =>
  audit.record({ operation, host: 'press-line-1', ...more }, async () => {});
const path = () => join(folder, 'audit.jsonl');
const lines = () => readFileSync(path(), 'utf8').split('\n').slice(0, -1);

async function write(count: number, rotateAt?: number) {
  const { audit } = open(rotateAt);
  for (let index = 1; index <= count; index += 1) await done(audit, 'backup.create', { arguments: { index } });
}

describe('the chain', () => {
  it('holds for what was written, by several processes and after a start anew', async () => {
    await write(3);
    const [one, two] = [open(), open()];
    await Promise.all(Array.from({ length: 20 }, (_, index) => done((index % 2 ? one : two).audit)));
    expect(open().activity.verify()).toMatchObject({ valid: true, entries: 23, files: 1, problem: null });
  });

  it('goes on over rotated files', async () => {
    await write(40, 2000);
    const proof = open().activity.verify();
    expect(proof).toMatchObject({ valid: true, entries: 40, first: { seq: 1 }, last: { seq: 40 } });
    expect(proof.files).toBeGreaterThan(3);
    const middle = join(folder, 'audit-000002.jsonl');
    rmSync(middle);
    expect(open().activity.verify()).toMatchObject({ valid: false, problem: { file: 'audit-000003.jsonl', line: 1 } });
  });

  const change = (change: (all: string[]) => string[]) => {
    writeFileSync(
      path(),
      change(lines())
        .map((line) => `${line}\n`)
        .join(''),
    );
    return open().activity.verify();
  };

  it.each<[string, (all: string[]) => string[], number]>([
    ['a changed entry', (all) => all.map((line) => line.replace('"index":3', '"index":4')), 3],
    ['a removed entry', (all) => all.filter((_, index) => index !== 2), 3],
    ['swapped entries', ([a, b, ...rest]) => [b as string, a as string, ...rest], 1],
    ['an inserted line', ([first, ...rest]) => [first as string, '{"seq":2}', ...rest], 2],
    ['a repeated entry', (all) => [...all, all.at(-1) as string], 6],
    ['a cut-off end', (all) => all.slice(0, 3), 4],
    ['nothing left', () => [], 1],
  ])('names the first broken line of %s', async (_name, how, line) => {
    await write(5);
    expect(change(how)).toMatchObject({
      valid: false,
      problem: { file: 'audit.jsonl', line, reason: expect.any(String) },
    });
  });

  it('still names it when entries were added later', async () => {
    await write(5);
    change((all) => all.slice(0, 3));
    await done(open().audit);
    expect(open().activity.verify()).toMatchObject({ valid: false, problem: { line: 4 } });
  });

  it('finds any changed byte', async () => {
    await write(4);
    const whole = readFileSync(path());
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const copy = Buffer.from(whole);
        copy[at] = (copy[at] as number) ^ by;
        writeFileSync(path(), copy);
        return !open().activity.verify().valid;
      }),
      { numRuns: 300 },
    );
  });
});

describe('a crash', () => {
  it.each([1, 10, 200])(
    'that cuts the last line off after %i bytes costs that line only, and is said',
    async (bytes) => {
      await write(2);
      const [line] = lines();
      appendFileSync(path(), line?.slice(0, bytes) ?? '');
      expect(open().activity.verify()).toMatchObject({ valid: true, entries: 2 });
      await done(open().audit);
      expect(open().activity.verify()).toMatchObject({ valid: true, entries: 3 });
      expect(repairs).toMatchObject([{ what: 'half-written line' }]);
      expect(readFileSync(repairs[0]?.keptIn as string, 'utf8')).toBe(line?.slice(0, bytes));
    },
  );

  it('between a rotation and the next line loses nothing', async () => {
    await write(10, 2000);
    const newest = readdirSync(folder).filter((name) => /^audit-\d+/.test(name)).length;
    const { file } = open(1);
    await done(open(1).audit);
    expect(file.files()).toHaveLength(newest + 2);
    expect(open().activity.verify()).toMatchObject({ valid: true, entries: 11 });
  });

  it('leaves a lock that the next process takes over', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(join(folder, 'audit.lock'), String(pid));
    await write(1);
    expect(open().activity.verify()).toMatchObject({ valid: true, entries: 1 });
  });

  it('keeps a record from before the chain aside', async () => {
    writeFileSync(path(), '{"time":"2025-11-26T21:45:05Z","operation":"backup.create"}\n');
    await write(1);
    expect(repairs).toMatchObject([{ what: 'unreadable file' }]);
    expect(open().activity.verify()).toMatchObject({ valid: true, entries: 1, files: 1 });
  });
});

describe('an entry', () => {
  it('says who, what and how it ended', async () => {
    const { audit, activity } = open();
    const caller = { correlationId: 'c-1', via: 'rest', scope: 'admin', token: 'ci' } as const;
    const failing = onBehalfOf({ ...caller }, () =>
      audit.record({ operation: 'backup.restore', packageName: 'welder' }, async () => {
        throw new HoldfastError('CORRUPT_ARCHIVE');
      }),
    );
    await expect(failing).rejects.toMatchObject({ code: 'CORRUPT_ARCHIVE' });
    expect(activity.list({}, 10).entries).toMatchObject([
      {
        seq: 1,
        operation: 'backup.restore',
        outcome: 'failed',
        code: 'CORRUPT_ARCHIVE',
        token: 'ci',
        via: 'rest',
        correlationId: 'c-1',
      },
    ]);
  });

  it('is bounded, whatever is asked for', async () => {
    await done(open().audit, 'backup.create', { arguments: { text: 'x'.repeat(1e6) } });
    expect(readFileSync(path()).length).toBeLessThan(2000);
  });
});

it('lists newest first, in pages, by any filter', async () => {
  const { audit, activity } = open();
  await write(7);
  await done(audit, 'backup.restore', { packageName: 'Welder' });
  const first = activity.list({}, 5);
  expect([first.entries.map(({ seq }) => seq), first.next]).toEqual([[8, 7, 6, 5, 4], 4]);
  expect(activity.list({}, 5, 4)).toMatchObject({ entries: [{ seq: 3 }, { seq: 2 }, { seq: 1 }], next: null });
  expect(activity.list({ text: 'wELDER' }, 5).entries).toHaveLength(1);
  expect(activity.list({ operation: 'backup.create', host: 'press-line-1', outcome: 'done' }, 50).entries).toHaveLength(
    7,
  );
  expect(activity.list({ from: '2999-01-01T00:00:00Z' }, 5).entries).toEqual([]);
  expect(activity.list({ to: '2999-01-01T00:00:00Z', packageName: 'nothing' }, 5).entries).toEqual([]);
});

it('exports what it lists, without formulas for spreadsheets', async () => {
  const { audit, activity } = open();
  await done(audit, 'backup.create', { packageName: '=cmd|"x"' });
  const csv = activity.export({}, 'csv');
  expect(csv.content.split('\r\n')[1]).toContain(`"'=cmd|""x"""`);
  expect(JSON.parse(activity.export({}, 'json').content)).toEqual(activity.list({}, 5).entries);
});
