import { useTranslation } from 'react-i18next';
import { NAMESPACES, type Translate } from './i18n';

/** The texts in the language that is shown; the component renders anew when it changes. */
export function useTranslate(): Translate {
  return useTranslation(NAMESPACES).t;
}
