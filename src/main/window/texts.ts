import { app } from 'electron';
import { createI18n, NAMESPACES, type Translate } from '../../renderer/i18n/i18n';
import { isLanguage, systemLanguage } from '../../renderer/i18n/languages';

/** The page's own catalogue, for what the operating system shows: menu, tray, notifications, questions. */
export class WindowTexts {
  readonly #i18n = createI18n(systemLanguage(app.getPreferredSystemLanguages()));

  get t(): Translate {
    return this.#i18n.getFixedT(null, NAMESPACES);
  }

  /** What the operator chose in the page; anything that is no language changes nothing. */
  async speak(language: unknown): Promise<void> {
    if (isLanguage(language)) await this.#i18n.changeLanguage(language);
  }
}
