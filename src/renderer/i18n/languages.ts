/** The languages that Holdfast speaks, the source first. */
export const LANGUAGES = ['en', 'pl'] as const;
export type Language = (typeof LANGUAGES)[number];

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/**
 * The language to show: the first of the system's that Holdfast speaks, else English.
 * @param preferred BCP 47 tags, such as `navigator.languages`
 */
export function systemLanguage(preferred: readonly string[]): Language {
  const known = preferred.map((tag) => tag.toLowerCase().split('-')[0]).find(isLanguage);
  return known ?? 'en';
}
