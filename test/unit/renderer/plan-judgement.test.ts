import { describe, expect, it } from 'vitest';
import type { RestorePlan } from '../../../src/contract/backups';
import { RestoreConfirmationSchema } from '../../../src/contract/settings';
import { farBack, hasLocalChanges, isFar } from '../../../src/renderer/views/backups/plan-judgement';
import { stepBack } from '../../../src/renderer/views/backups/version-step';
import { backup } from './backup-list';

const DAY = 86_400_000;
const settings = RestoreConfirmationSchema.parse({ versionStep: 'minor' });
const now = Date.parse('2025-12-01T00:00:00Z');

function plan(given: Partial<RestorePlan> = {}): RestorePlan {
  return {
    success: true,
    restorable: true,
    filename: 'backup-20251126-214505.tar.gz',
    from: { version: 'v2.4.10' },
    to: { version: 'v2.4.9' },
    codeWillChange: true,
    localChanges: [],
    dataAgeMs: DAY,
    servicesToStop: [],
    checks: [],
    ...given,
  };
}

const of = (given: Partial<RestorePlan>) => farBack(backup('b', 'v1'), plan(given), settings, now);

describe('farBack', () => {
  it('asks for the name over a week by default, whatever the version', () => {
    const byDefault = RestoreConfirmationSchema.parse({});
    expect(isFar(farBack(backup('b', 'v1'), plan({ to: { version: 'v1.9.0' } }), byDefault, now))).toBe(false);
    expect(farBack(backup('b', 'v1'), plan({ dataAgeMs: 8 * DAY }), byDefault, now).ageMs).toBe(8 * DAY);
  });

  it('asks for the name over a minor version where the settings say so', () => {
    expect(isFar(of({}))).toBe(false);
    expect(isFar(of({ dataAgeMs: 7 * DAY }))).toBe(false);
    expect(of({ dataAgeMs: 8 * DAY })).toEqual({ ageMs: 8 * DAY, step: undefined });
    expect(of({ to: { version: 'v2.3.0' } }).step).toBe('minor');
    expect(of({ to: { version: 'v1.9.0' } }).step).toBe('major');
  });

  it('does not ask where the version stays, goes up or is not known', () => {
    for (const version of ['v2.4.10', 'v2.5.0', 'unknown']) expect(isFar(of({ to: { version } }))).toBe(false);
  });

  it('follows the settings', () => {
    const strict = RestoreConfirmationSchema.parse({ olderThanDays: 0, versionStep: 'patch' });
    expect(farBack(backup('b', 'v1'), plan(), strict, now)).toEqual({ ageMs: DAY, step: 'patch' });
    const loose = RestoreConfirmationSchema.parse({ olderThanDays: 365, versionStep: 'none' });
    expect(isFar(farBack(backup('b', 'v1'), plan({ to: { version: 'v1.0.0' } }), loose, now))).toBe(false);
  });

  it('takes the age from the list where the host has no plan', () => {
    const old = { ...backup('b', 'v1'), createdDate: new Date(now - 9 * DAY).toISOString() };
    expect(farBack(old, undefined, settings, now).ageMs).toBe(9 * DAY);
    expect(isFar(farBack({ ...old, createdDate: 'yesterday' }, undefined, settings, now))).toBe(false);
  });
});

describe('stepBack', () => {
  it.each([
    ['v2.4.10', 'v2.4.9', 'patch'],
    ['2.4', 'v2.3.9', 'minor'],
    ['v3.0.0', 'v2.9.9', 'major'],
    ['v2.4.9', 'v2.4.10', undefined],
    ['v2.4.9', 'nightly', undefined],
  ] as const)('from %s to %s is %s', (from, to, step) => {
    expect(stepBack(from, to)).toBe(step);
  });
});

describe('hasLocalChanges', () => {
  it('matters only where the code would change', () => {
    expect(hasLocalChanges(plan({ localChanges: ['docker-compose.yml'] }))).toBe(true);
    expect(hasLocalChanges(plan({ localChanges: ['docker-compose.yml'], codeWillChange: false }))).toBe(false);
    expect(hasLocalChanges(undefined)).toBe(false);
  });
});
