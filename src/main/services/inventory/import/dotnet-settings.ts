/** A settings file as .NET sees it: names of any case, values that are all texts in the end. */
export type Settings = { [name: string]: SettingsValue };
export type SettingsValue = string | null | Settings;

/** Reads a JSON document as .NET's configuration does: names in lower case, a list as fields `0`, `1`, … */
export function settingsOf(document: unknown): SettingsValue {
  if (document === null || document === undefined) return null;
  if (typeof document !== 'object') return String(document);
  const entries: [string, unknown][] = Array.isArray(document)
    ? document.map((value, index) => [`${index}`, value])
    : Object.entries(document);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), settingsOf(value)]));
}

/** Lays one file over another: what the upper says wins, field by field and list entry by list entry. */
export function layered(lower: SettingsValue, upper: SettingsValue): SettingsValue {
  if (!isSettings(lower) || !isSettings(upper)) return upper;
  const names = new Set([...Object.keys(lower), ...Object.keys(upper)]);
  return Object.fromEntries(
    [...names].map((name) => {
      const [below = null, above] = [lower[name], upper[name]];
      return [name, above === undefined ? below : layered(below, above)];
    }),
  );
}

export function isSettings(value: SettingsValue | undefined): value is Settings {
  return typeof value === 'object' && value !== null;
}

/** The entries of a list, in order. */
export function entriesOf(value: SettingsValue | undefined): SettingsValue[] {
  if (!isSettings(value)) return [];
  return Object.keys(value)
    .filter((name) => /^\d+$/.test(name))
    .sort((a, b) => Number(a) - Number(b))
    .map((name) => value[name] ?? null);
}
