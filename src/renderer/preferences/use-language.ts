import { LANGUAGES, systemLanguage } from '../i18n/languages';
import { useStoredChoice } from './stored-choice';

/** The language to show: the chosen one, else the system's. */
export function useLanguage() {
  const [choice, choose] = useStoredChoice('language', LANGUAGES);
  return { language: choice === 'system' ? systemLanguage(navigator.languages) : choice, choice, choose };
}
