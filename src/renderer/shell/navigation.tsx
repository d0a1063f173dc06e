import { CloudServerOutlined, DashboardOutlined, HistoryOutlined } from '@ant-design/icons';
import { Button, Flex, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslate } from '../i18n/use-translate';
import { addressOf, SCREENS, type Screen } from './screens';

const ICONS: Record<Screen, ReactNode> = {
  overview: <DashboardOutlined aria-hidden />,
  hosts: <CloudServerOutlined aria-hidden />,
  activity: <HistoryOutlined aria-hidden />,
};

interface NavigationProps {
  current: Screen;
  /** Only the icons are seen; the names are read and shown on hover and focus. */
  narrow: boolean;
}

/** The ways to the screens. */
export function Navigation({ current, narrow }: NavigationProps) {
  const t = useTranslate();
  return (
    <nav aria-label={t('shell:navigation')}>
      <Flex component="ul" vertical gap={4} style={{ listStyle: 'none', margin: 0, padding: narrow ? 8 : 12 }}>
        {SCREENS.map((screen) => (
          <li key={screen}>
            <Tooltip
              title={narrow ? t(`shell:screen.${screen}`) : undefined}
              placement="right"
              trigger={['hover', 'focus']}
            >
              <Button
                block
                href={addressOf(screen)}
                icon={ICONS[screen]}
                color="default"
                variant={screen === current ? 'filled' : 'text'}
                aria-current={screen === current ? 'page' : undefined}
                aria-label={narrow ? t(`shell:screen.${screen}`) : undefined}
                style={{
                  justifyContent: narrow ? 'center' : 'flex-start',
                  fontWeight: screen === current ? 600 : undefined,
                }}
              >
                {!narrow && t(`shell:screen.${screen}`)}
              </Button>
            </Tooltip>
          </li>
        ))}
      </Flex>
    </nav>
  );
}
