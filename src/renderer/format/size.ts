import { formatNumber } from './number';

const UNITS = ['KB', 'MB', 'GB', 'TB'] as const;
const STEP = 1024;

/** Such as "583.5 KB": steps of 1024, as `du -h` counts, with at most one decimal. */
export function formatSize(bytes: number, language: string): string {
  if (bytes < STEP) return formatExactSize(bytes, language);
  let value = bytes / STEP;
  let unit = 0;
  // Half a decimal below the step would be printed as "1,024 KB".
  while (value >= STEP - 0.05 && unit < UNITS.length - 1) {
    value /= STEP;
    unit += 1;
  }
  return `${formatNumber(value, language, 1)} ${UNITS[unit]}`;
}

/** Such as "597,504 bytes". */
export function formatExactSize(bytes: number, language: string): string {
  return bytes.toLocaleString(language, { style: 'unit', unit: 'byte', unitDisplay: 'long', maximumFractionDigits: 0 });
}
