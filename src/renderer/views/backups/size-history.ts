import type { BackupRow } from './backup-rows';

/** Sizes in the order of time: seconds since 1970, and bytes. */
export interface SizeHistory {
  times: number[];
  sizes: number[];
}

/** More points than pixels are drawn as noise: so many are kept, evenly chosen, the newest always. */
const POINTS = 500;

/** Backups without a readable time are left out. */
export function sizeHistory(rows: readonly BackupRow[]): SizeHistory {
  const dated = rows
    .filter(({ createdAt }) => Number.isFinite(createdAt))
    .toSorted((left, right) => left.createdAt - right.createdAt);
  const step = Math.max(1, Math.ceil(dated.length / POINTS));
  const kept = dated.filter((_, index) => (dated.length - 1 - index) % step === 0);
  return {
    times: kept.map(({ createdAt }) => createdAt / 1000),
    sizes: kept.map(({ backup }) => backup.sizeBytes),
  };
}
