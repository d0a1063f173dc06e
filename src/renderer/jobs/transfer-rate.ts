/** Milliseconds within which a change of speed shows: shorter jumps, longer lags behind. */
const SMOOTHING = 4000;
/** Milliseconds of observation before a speed is worth telling. */
const WARM_UP = 2000;
/** Samples closer together say little about speed. */
const SHORTEST = 200;
/** Milliseconds without news after which the last speed is no promise any more. */
const SILENCE = 10_000;

/** What is known of the speed of one step of a job. Times are milliseconds of the host's clock. */
export interface TransferRate {
  since: number;
  at: number;
  bytes: number;
  /** Bytes a second, smoothed; undefined until two samples are there. */
  speed: number | undefined;
}

export interface Estimate {
  /** Bytes a second; undefined while it cannot be told honestly. */
  speed: number | undefined;
  remainingMs: number | undefined;
}

const UNKNOWN: Estimate = { speed: undefined, remainingMs: undefined };

export function startRate(at: number, bytes: number): TransferRate {
  return { since: at, at, bytes, speed: undefined };
}

/** Adds a sample. Fewer bytes than before is a new beginning. */
export function observe(rate: TransferRate, at: number, bytes: number): TransferRate {
  if (bytes < rate.bytes) return startRate(at, bytes);
  const elapsed = at - rate.at;
  // Counted with the next sample.
  if (elapsed < SHORTEST) return rate;
  const current = ((bytes - rate.bytes) * 1000) / elapsed;
  const speed = rate.speed === undefined ? current : rate.speed + (current - rate.speed) * weight(elapsed);
  return { ...rate, at, bytes, speed };
}

/**
 * Speed and remaining time of the step.
 * @param silentMs since the last sample, by the viewer's clock
 */
export function estimate(rate: TransferRate, done: number, total: number | null, silentMs: number): Estimate {
  if (rate.speed === undefined || rate.at - rate.since < WARM_UP || silentMs > SILENCE) return UNKNOWN;
  if (rate.speed < 1) return UNKNOWN;
  const remainingMs = total === null ? undefined : (Math.max(0, total - done) * 1000) / rate.speed;
  return { speed: rate.speed, remainingMs };
}

function weight(elapsed: number): number {
  return 1 - Math.exp(-elapsed / SMOOTHING);
}
