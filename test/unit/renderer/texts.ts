import { createI18n, NAMESPACES } from '../../../src/renderer/i18n/i18n';

/** The texts as the views get them. */
export const english = createI18n('en').getFixedT('en', NAMESPACES);
export const polish = createI18n('pl').getFixedT('pl', NAMESPACES);
