import { CheckCircleFilled, CloseCircleFilled, ExclamationCircleFilled, InfoCircleFilled } from '@ant-design/icons';
import { App, ConfigProvider, Layout } from 'antd';
import enUS from 'antd/locale/en_US';
import plPL from 'antd/locale/pl_PL';
import { type ReactNode, useEffect, useMemo } from 'react';
import { Announcer } from '../components/announcer';
import { useColourScheme } from '../preferences/use-colour-scheme';
import { useLanguage } from '../preferences/use-language';
import { themeOf } from './theme';
import { useMediaQuery } from './use-media-query';

/** In the dark scheme a shadow alone does not set these apart from a dialog below them. */
const floating = { styles: { root: { border: '1px solid rgba(128, 128, 128, 0.35)' } } };

/** The text says what these show: screen readers would read the names of the drawings. */
const alertIcons = {
  successIcon: <CheckCircleFilled aria-hidden />,
  infoIcon: <InfoCircleFilled aria-hidden />,
  warningIcon: <ExclamationCircleFilled aria-hidden />,
  errorIcon: <CloseCircleFilled aria-hidden />,
};

/** antd's own words, such as those of an empty table or a calendar. */
const LOCALES = { en: enUS, pl: plPL };

/** antd with the chosen colour scheme and language, and the places where messages and announcements appear. */
export function ThemeRoot({ children }: { children: ReactNode }) {
  const { scheme } = useColourScheme();
  const { language } = useLanguage();
  const still = useMediaQuery('(prefers-reduced-motion: reduce)');
  const theme = useMemo(() => themeOf(scheme, !still), [scheme, still]);
  // For what the browser draws itself, such as scroll bars.
  useEffect(() => {
    document.documentElement.style.colorScheme = scheme;
  }, [scheme]);
  return (
    <ConfigProvider
      theme={theme}
      locale={LOCALES[language]}
      notification={floating}
      message={floating}
      alert={alertIcons}
    >
      <App notification={{ placement: 'bottomLeft' }}>
        <Announcer>
          <Layout style={{ minHeight: '100vh' }}>{children}</Layout>
        </Announcer>
      </App>
    </ConfigProvider>
  );
}
