import 'i18next';
import type { en } from './en';

declare module 'i18next' {
  /** Keys of `t` are checked against the English texts. */
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof en;
  }
}
