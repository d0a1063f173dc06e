/**
 * How far a host's clock is ahead of this machine's, in milliseconds; null when the host's time is none.
 * @param hostTime milliseconds since the epoch, read by the host in the middle of the round trip
 * @param asked milliseconds since the epoch, here, when the question was sent
 */
export function skewOf(hostTime: number, asked: number, roundTripMs: number): number | null {
  if (!Number.isFinite(hostTime) || hostTime <= 0) return null;
  return Math.round(hostTime - (asked + roundTripMs / 2));
}
