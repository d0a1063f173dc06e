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

/** As `formatDuration`, no more exact than a guess can be: in steps of 5 s, of minutes, or of hours and minutes. */
export function formatRoughDuration(milliseconds: number): string {
  const seconds = Math.max(5, Math.ceil(milliseconds / 5000) * 5);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}

const SCALE: [unit: Intl.RelativeTimeFormatUnit, milliseconds: number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** Such as "5 minutes ago" or "in 6 days"; the text itself where it is no time. */
export function formatRelative(iso: string, now: number, language: string): string {
  const difference = Date.parse(iso) - now;
  if (Number.isNaN(difference)) return iso;
  const [unit, size] = SCALE.find(([, step]) => Math.abs(difference) >= step) ?? ['second', 1000];
  const count = Math.trunc(difference / size);
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(count, unit);
}

/** Such as "3 days" or "5 hours", in whole units of the largest that fits. */
export function formatSpan(milliseconds: number, language: string): string {
  const span = Math.abs(milliseconds);
  const [unit, size] = SCALE.find(([, step]) => span >= step) ?? ['second', 1000];
  const value = Math.floor(span / size);
  return value.toLocaleString(language, { style: 'unit', unit, unitDisplay: 'long' });
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
