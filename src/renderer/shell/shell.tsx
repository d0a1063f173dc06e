import { Layout, theme } from 'antd';
import { useCallback, useState } from 'react';
import { useMediaQuery } from '../theme/use-media-query';
import { Activity } from '../views/activity/activity';
import { Hosts } from '../views/hosts/hosts';
import { Overview } from '../views/packages/overview';
import { useReload } from '../views/packages/use-hosts';
import { Brand } from './brand';
import { CommandPalette } from './command-palette';
import { Navigation } from './navigation';
import type { Screen } from './screens';
import { ShellFooter } from './shell-footer';
import type { ShortcutId } from './shortcuts';
import { ShortcutsDialog } from './shortcuts-dialog';
import { openScreen, useScreen } from './use-screen';
import { useShellCommands } from './use-shell-commands';

const VIEWS: Record<Screen, () => React.ReactNode> = { overview: Overview, hosts: Hosts, activity: Activity };

/** Pixels below which the navigation shows icons only. */
const WIDE = 1100;

/** What is around every screen: the navigation beside it. */
export function Shell() {
  const { token } = theme.useToken();
  const screen = useScreen();
  const narrow = !useMediaQuery(`(min-width: ${WIDE}px)`);
  const View = VIEWS[screen];
  const [dialog, setDialog] = useState<'palette' | 'shortcuts'>();
  const openShortcuts = useCallback(() => setDialog('shortcuts'), []);
  const close = () => setDialog(undefined);
  const { reload } = useReload();
  useShellCommands((id: ShortcutId) => {
    if (id === 'palette' || id === 'shortcuts') setDialog(id);
    else if (id === 'search') document.querySelector<HTMLInputElement>('input[data-search]')?.focus();
    else if (id === 'refresh') reload();
    else openScreen(id);
  });
  return (
    <Layout hasSider>
      <Layout.Sider
        collapsed={narrow}
        width={208}
        collapsedWidth={56}
        style={{
          position: 'sticky',
          insetBlockStart: 0,
          height: '100vh',
          background: token.colorBgContainer,
          borderInlineEnd: `1px solid ${token.colorBorderSecondary}`,
        }}
      >
        <Brand narrow={narrow} />
        <Navigation current={screen} narrow={narrow} />
        <ShellFooter narrow={narrow} onPalette={() => setDialog('palette')} onShortcuts={openShortcuts} />
      </Layout.Sider>
      <Layout style={{ minWidth: 0 }}>
        <View />
      </Layout>
      {dialog === 'palette' && <CommandPalette onClose={close} onShortcuts={openShortcuts} />}
      <ShortcutsDialog open={dialog === 'shortcuts'} onClose={close} />
    </Layout>
  );
}
