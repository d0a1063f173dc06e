import { describe, expect, it } from 'vitest';
import type { JobEvent } from '../../../src/contract/jobs';
import { applyEvent, type JobView, newJob } from '../../../src/renderer/jobs/job-view';
import { stepOf } from '../../../src/renderer/jobs/phases';
import { percentOf, stepText, transferText } from '../../../src/renderer/views/jobs/progress-words';
import { english as t } from './texts';

const place = { host: 'press-line-1', packageName: 'rocket-welder', jobId: 'j' };
const started = newJob({ ...place, operation: 'backup', own: true }, 0);
const format = { size: (bytes: number) => `${bytes} B` } as Parameters<typeof transferText>[3];

function progress(index: number, phase: string, bytesDone: number | null, bytesTotal: number | null): JobEvent {
  const time = new Date(index * 1000).toISOString();
  return { type: 'progress', index, time, phase, bytesDone, bytesTotal, cancellable: phase !== 'publish' };
}

const after = (...events: JobEvent[]) => events.reduce((job, event) => applyEvent(job, event, 0), started);

describe('a job', () => {
  it('is where its last event says', () => {
    const job = after(progress(0, 'copy', 0, 100), progress(1, 'copy', 40, 100));
    expect(job).toMatchObject({ phase: 'copy', bytesDone: 40, bytesTotal: 100, cancellable: true });
    expect(percentOf(job)).toBe(40);
    expect(stepText(job, t)).toBe('Step 2 of 4: Copying data');
    expect(after(progress(0, 'copy', 0, 100), progress(1, 'publish', null, null)).cancellable).toBe(false);
  });

  it('measures each step anew', () => {
    const copied = after(progress(0, 'copy', 0, 100), progress(1, 'copy', 50, 100), progress(2, 'copy', 100, 100));
    expect(copied.rate?.speed).toBe(50);
    expect(applyEvent(copied, progress(3, 'verify', 10, 100), 0).rate?.speed).toBeUndefined();
  });

  it('is connected again with the next event, and ends with its result', () => {
    const lost: JobView = { ...after(progress(0, 'copy', 0, 100)), connected: false };
    expect(applyEvent(lost, progress(1, 'copy', 1, 100), 5)).toMatchObject({ connected: true, heardAt: 5 });
    const time = new Date(0).toISOString();
    const result = { type: 'result', index: 2, time, state: 'done', exitCode: 0, result: {}, error: null } as const;
    expect(applyEvent(lost, result, 0)).toMatchObject({ cancellable: false, end: result });
  });

  it('keeps the newest lines of its log', () => {
    const lines = Array.from({ length: 1500 }, (_, index): JobEvent => {
      return { type: 'log', index, time: '', level: 'info', message: `line ${index}` };
    });
    const { log } = after(...lines);
    expect(log).toHaveLength(1000);
    expect(log.at(-1)?.message).toBe('line 1499');
  });
});

describe('its words', () => {
  it('say "estimating" until there is something to say', () => {
    const young = after(progress(0, 'copy', 0, 100), progress(1, 'copy', 10, 100));
    expect(transferText(young, 0, t, format)).toBe('10 B of 100 B · estimating…');
    const older = after(...[0, 1, 2, 3].map((index) => progress(index, 'copy', index * 10, 100)));
    expect(transferText(older, 0, t, format)).toBe('30 B of 100 B · 10 B/s · about 10 s left in this step');
  });

  it('promise nothing for what has no size, and nothing more for what is done', () => {
    expect(transferText(after(progress(0, 'stop', null, null)), 0, t, format)).toBe('');
    expect(transferText(after(progress(0, 'copy', 100, 100)), 0, t, format)).toBe('100 B of 100 B');
    expect(percentOf({ bytesDone: 5, bytesTotal: null })).toBeUndefined();
    expect(percentOf({ bytesDone: 0, bytesTotal: 0 })).toBeUndefined();
    expect(percentOf({ bytesDone: 999, bytesTotal: 1000 })).toBe(99);
  });

  it('name a step outside the plan without a number', () => {
    expect(stepOf('restore', 'rollback')).toBeUndefined();
    expect(stepOf('toString', 'copy')).toBeUndefined();
    expect(stepText({ operation: 'restore', phase: 'rollback' }, t)).toBe('Rolling back');
    expect(stepText({ operation: 'restore', phase: 'a-phase-of-tomorrow' }, t)).toBe('a-phase-of-tomorrow');
    expect(stepText({ operation: 'restore', phase: null }, t)).toBe('Starting');
  });
});
