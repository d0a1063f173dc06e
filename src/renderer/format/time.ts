/** Such as "2025-11-26 21:45:11", in this computer's time zone; the text itself where it is no time. */
export function formatLocalTime(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const date = [time.getFullYear(), time.getMonth() + 1, time.getDate()];
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()];
  return `${date.map(twoDigits).join('-')} ${clock.map(twoDigits).join(':')}`;
}

/** The same in UTC, said to be: "2025-11-26 21:45:11 UTC". */
export function formatUtcTime(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Such as "45 s" or "2 min 5 s"; at least one second. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  const rest = seconds % 60;
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min${rest === 0 ? '' : ` ${rest} s`}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
