const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;
const STEP = 1024;

/** Such as "583.5 KB": steps of 1024, as `du -h` counts, with at most one decimal. */
export function formatSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // Half a decimal below the step would be printed as "1,024 KB".
  while (value >= STEP - 0.05 && unit < UNITS.length - 1) {
    value /= STEP;
    unit += 1;
  }
  const digits = unit === 0 ? 0 : 1;
  return `${value.toLocaleString('en', { maximumFractionDigits: digits })} ${UNITS[unit]}`;
}

/** Such as "597,504 bytes". */
export function formatExactSize(bytes: number): string {
  return `${bytes.toLocaleString('en')} bytes`;
}
