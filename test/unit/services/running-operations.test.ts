import { expect, it } from 'vitest';
import { type EndedOperation, RunningOperations } from '../../../src/main/services/jobs/running-operations';

it('knows what runs, and tells of each end with its outcome', async () => {
  const operations = new RunningOperations();
  const ends: EndedOperation[] = [];
  let changes = 0;
  operations.onEnd((ended) => ends.push(ended));
  operations.onChange(() => {
    changes += 1;
  });
  const what = { host: 'press-line-1', packageName: 'rocket-welder' };
  let finish: () => void = () => {};
  operations.track(
    { ...what, operation: 'backup.create' },
    new Promise<void>((resolve) => {
      finish = resolve;
    }),
  );
  const failing = Promise.reject(new Error('no'));
  operations.track({ ...what, operation: 'backup.restore' }, failing);
  expect(operations.list().map(({ operation }) => operation)).toEqual(['backup.create', 'backup.restore']);
  await failing.catch(() => {});
  finish();
  await Promise.resolve();
  await Promise.resolve();
  expect(operations.list()).toEqual([]);
  expect(ends.map(({ operation, outcome }) => [operation, outcome])).toEqual([
    ['backup.restore', 'failed'],
    ['backup.create', 'done'],
  ]);
  expect(changes).toBe(4);
});
