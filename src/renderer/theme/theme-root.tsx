import { CheckCircleFilled, CloseCircleFilled, ExclamationCircleFilled, InfoCircleFilled } from '@ant-design/icons';
import { App, ConfigProvider, Layout } from 'antd';
import enUS from 'antd/locale/en_US';
import { type ReactNode, useMemo } from 'react';
import { Announcer } from '../components/announcer';
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

/** antd with the system's colour scheme, and the places where messages and announcements appear. */
export function ThemeRoot({ children }: { children: ReactNode }) {
  const dark = useMediaQuery('(prefers-color-scheme: dark)');
  const still = useMediaQuery('(prefers-reduced-motion: reduce)');
  const theme = useMemo(() => themeOf(dark ? 'dark' : 'light', !still), [dark, still]);
  return (
    <ConfigProvider theme={theme} locale={enUS} notification={floating} message={floating} alert={alertIcons}>
      <App notification={{ placement: 'bottomLeft' }}>
        <Announcer>
          <Layout style={{ minHeight: '100vh' }}>{children}</Layout>
        </Announcer>
      </App>
    </ConfigProvider>
  );
}
