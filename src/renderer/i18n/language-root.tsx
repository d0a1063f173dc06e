import { type ReactNode, useEffect, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { useLanguage } from '../preferences/use-language';
import { createI18n } from './i18n';

/** Gives the page its texts, in the language that was chosen or is the system's. */
export function LanguageRoot({ children }: { children: ReactNode }) {
  const { language } = useLanguage();
  const [i18n] = useState(() => createI18n(language));
  useEffect(() => {
    void i18n.changeLanguage(language);
    document.documentElement.lang = language;
    // The window's menu speaks it too.
    window.postMessage({ type: 'holdfast:language', language }, window.location.origin);
  }, [i18n, language]);
  return <I18nextProvider i18n={i18n}>{children}</I18nextProvider>;
}
