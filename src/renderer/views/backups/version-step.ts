import { versionKey } from './version-order';

export type VersionStep = 'major' | 'minor' | 'patch';

const STEPS: readonly VersionStep[] = ['major', 'minor', 'patch'];

/** By which step `to` is older than `from`; undefined when it is not, or when one of them is no version. */
export function stepBack(from: string, to: string): VersionStep | undefined {
  const [current, target] = [versionKey(from), versionKey(to)];
  if (current.kind !== 'version' || target.kind !== 'version') return undefined;
  for (const [index, step] of STEPS.entries()) {
    const difference = (target.numbers[index] ?? 0) - (current.numbers[index] ?? 0);
    if (difference !== 0) return difference < 0 ? step : undefined;
  }
  return undefined;
}

/** Whether a step is at least as large as another: a major one includes a minor one. */
export function isAtLeast(step: VersionStep, least: VersionStep): boolean {
  return STEPS.indexOf(step) <= STEPS.indexOf(least);
}
