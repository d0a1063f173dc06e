import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../src/contract/errors';
import { en } from '../../../src/renderer/i18n/en';
import { systemLanguage } from '../../../src/renderer/i18n/languages';
import { pl } from '../../../src/renderer/i18n/pl';
import { english, polish } from './texts';

const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Every text by its whole key, such as `backups.menu.create`. */
function texts(node: object, path = ''): Map<string, string> {
  const found = Object.entries(node).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : [...texts(value, `${path}${key}.`)],
  );
  return new Map(found);
}

/** The keys without plural endings, each with its plural categories (empty for a text without). */
function keys(catalogue: Map<string, string>): Map<string, string[]> {
  const categories = new Map<string, string[]>();
  for (const key of catalogue.keys()) {
    const category = PLURAL.exec(key)?.[1];
    const base = key.replace(PLURAL, '');
    categories.set(base, [...(categories.get(base) ?? []), ...(category ? [category] : [])]);
  }
  return categories;
}

const placeholders = (text: string) => (text.match(/\{\{.*?\}\}|<\/?\w+>/g) ?? []).sort();
const categoriesOf = (language: string) =>
  [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort();

describe('the catalogues', () => {
  const source = texts(en);
  const translation = texts(pl);

  it('have the same keys', () => {
    expect([...keys(translation).keys()].sort()).toEqual([...keys(source).keys()].sort());
  });

  it('have no empty text', () => {
    expect([...source, ...translation].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it.each([
    ['en', source],
    ['pl', translation],
  ])('have every plural form of %s', (language, catalogue) => {
    const plurals = [...keys(catalogue)].filter(([, categories]) => categories.length > 0);
    expect(plurals.length).toBeGreaterThan(0);
    for (const [key, categories] of plurals) expect([key, categories.sort()]).toEqual([key, categoriesOf(language)]);
  });

  it('have the same placeholders', () => {
    for (const [key, text] of translation) {
      const original = source.get(key) ?? source.get(key.replace(PLURAL, '_other'));
      expect([key, placeholders(text)]).toEqual([key, placeholders(original as string)]);
    }
  });

  it('know every code of the contract', () => {
    expect(Object.keys(en.errors.code).sort()).toEqual(Object.keys(ERROR_CODES).sort());
  });

  it('say what the codes of the contract mean, in its words', () => {
    for (const [code, sentence] of Object.entries(en.errors.code)) {
      expect([code, ERROR_CODES[code as keyof typeof ERROR_CODES]?.message]).toEqual([code, sentence]);
    }
  });

  it('count in both languages', () => {
    const totals = (t: typeof english, count: number) => t('backups:totals', { count, size: '1 KB' });
    expect([1, 2, 12345].map((count) => totals(english, count))).toEqual([
      '1 backup, 1 KB in total',
      '2 backups, 1 KB in total',
      '12,345 backups, 1 KB in total',
    ]);
    expect([1, 2, 5, 22].map((count) => totals(polish, count))).toEqual([
      '1 kopia, razem 1 KB',
      '2 kopie, razem 1 KB',
      '5 kopii, razem 1 KB',
      '22 kopie, razem 1 KB',
    ]);
  });
});

describe('systemLanguage', () => {
  it.each([
    [['pl-PL', 'en-US'], 'pl'],
    [['de-DE', 'pl'], 'pl'],
    [['de-DE', 'fr'], 'en'],
    [['EN-gb'], 'en'],
    [[], 'en'],
  ])('of %j is %s', (preferred, language) => {
    expect(systemLanguage(preferred)).toBe(language);
  });
});
