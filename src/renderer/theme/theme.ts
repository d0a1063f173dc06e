import { type ThemeConfig, theme } from 'antd';

/** Where antd's colours do not give text a contrast of 4.5 : 1, those that do. */
const CONTRAST = {
  light: {
    muted: 'rgba(0, 0, 0, 0.65)',
    token: { colorPrimary: '#0958d9', colorError: '#cf1322' },
    button: { colorPrimaryHover: '#003eb3', colorErrorHover: '#a8071a', defaultHoverColor: '#003eb3' },
    tag: { colorSuccess: '#237804', colorWarning: '#874d00', colorInfo: '#0958d9' },
    typography: { colorWarning: '#874d00', colorLink: '#0958d9' },
    header: '#ffffff',
  },
  dark: {
    muted: 'rgba(255, 255, 255, 0.68)',
    token: { colorPrimary: '#3c89e8' },
    button: {
      colorPrimary: '#1668dc',
      colorPrimaryHover: '#1554ad',
      colorPrimaryActive: '#15417e',
      defaultHoverColor: '#65a9f3',
      defaultActiveColor: '#65a9f3',
      colorError: '#c62828',
      colorErrorHover: '#a61d24',
      colorErrorActive: '#791a1f',
    },
    tag: { colorError: '#f37370', colorInfo: '#65a9f3' },
    typography: {},
    header: '#141414',
  },
} as const;

/** antd's own design, readable in both colour schemes. */
export function themeOf(scheme: 'light' | 'dark', motion: boolean): ThemeConfig {
  const { muted, token, button, tag, typography, header } = CONTRAST[scheme];
  return {
    algorithm: scheme === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: { motion, colorTextDescription: muted, colorTextPlaceholder: muted, ...token },
    components: {
      Button: button,
      Tag: tag,
      Typography: typography,
      Layout: { headerBg: header, headerHeight: 'auto', headerPadding: '12px 24px' },
    },
  };
}
