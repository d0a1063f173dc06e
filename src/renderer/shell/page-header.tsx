import { Flex, Layout, Typography, theme } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslate } from '../i18n/use-translate';
import { PreferencesButton } from '../preferences/preferences-button';

interface PageHeaderProps {
  title: string;
  /** Search fields and buttons of the screen. */
  children?: ReactNode;
}

/** The title bar of a screen, which stays in sight. */
export function PageHeader({ title, children }: PageHeaderProps) {
  const t = useTranslate();
  const { token } = theme.useToken();
  const heading = useTitle(title, t('common:appName'));
  return (
    <Layout.Header
      style={{
        position: 'sticky',
        top: 0,
        zIndex: 10,
        lineHeight: 'normal',
        borderBlockEnd: `1px solid ${token.colorBorderSecondary}`,
      }}
    >
      <Flex align="center" gap={12} wrap style={{ maxWidth: 1680, marginInline: 'auto' }}>
        <Typography.Title level={1} ref={heading} tabIndex={-1} style={{ fontSize: 22, margin: 0, outline: 'none' }}>
          {title}
        </Typography.Title>
        <Flex flex={1} justify="end" gap={8} className="keep-buttons">
          {children}
          <PreferencesButton />
        </Flex>
      </Flex>
    </Layout.Header>
  );
}

/** Names the document after the screen, and brings the focus to a screen that was just opened from another. */
function useTitle(title: string, application: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – ${application}`;
  }, [title, application]);
  useEffect(() => {
    if (opened) heading.current?.focus({ preventScroll: true });
    opened = true;
  }, []);
  return heading;
}

/** Whether a screen was shown before this one: the first one leaves the focus where the browser puts it. */
let opened = false;
