import { createInstance, type TFunction } from 'i18next';
import { en } from './en';
import type { Language } from './languages';
import { pl } from './pl';

export const NAMESPACES = Object.keys(en) as (keyof typeof en)[];

/** Gives the text of a key, such as `backups:menu.create`, in the language that is shown. */
export type Translate = TFunction<(keyof typeof en)[]>;

/** i18next with the catalogue in the page's own script: nothing is loaded, so texts are there at once. */
export function createI18n(language: Language) {
  const i18n = createInstance();
  void i18n.init({
    resources: { en, pl },
    lng: language,
    fallbackLng: 'en',
    ns: NAMESPACES,
    defaultNS: 'common',
    initAsync: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
  return i18n;
}
