import { type ThemeConfig, theme } from 'antd';

/**
 * antd's own design with colours that keep a contrast of 4.5 : 1 for text in both schemes, which its
 * defaults do not reach for secondary text, tags and filled buttons.
 */
export function themeOf(scheme: 'light' | 'dark', motion: boolean): ThemeConfig {
  const dark = scheme === 'dark';
  const muted = dark ? 'rgba(255, 255, 255, 0.68)' : 'rgba(0, 0, 0, 0.65)';
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      motion,
      colorPrimary: dark ? '#3c89e8' : '#0958d9',
      colorTextDescription: muted,
      colorTextPlaceholder: muted,
      ...(dark ? {} : { colorSuccess: '#237804', colorWarning: '#ad6800', colorError: '#cf1322' }),
    },
    components: {
      Layout: { headerBg: dark ? '#141414' : '#ffffff', headerHeight: 'auto', headerPadding: '12px 24px' },
    },
  };
}
