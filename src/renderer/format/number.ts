/** Such as "10,000", or "10 000" in Polish. */
export function formatNumber(value: number, language: string, maximumFractionDigits = 0): string {
  return value.toLocaleString(language, { maximumFractionDigits });
}
