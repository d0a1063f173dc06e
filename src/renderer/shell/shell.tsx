import { Layout, theme } from 'antd';
import { useMediaQuery } from '../theme/use-media-query';
import { Activity } from '../views/activity/activity';
import { Hosts } from '../views/hosts/hosts';
import { Overview } from '../views/packages/overview';
import { Brand } from './brand';
import { Navigation } from './navigation';
import type { Screen } from './screens';
import { useScreen } from './use-screen';

const VIEWS: Record<Screen, () => React.ReactNode> = { overview: Overview, hosts: Hosts, activity: Activity };

/** Pixels below which the navigation shows icons only. */
const WIDE = 1100;

/** What is around every screen: the navigation beside it. */
export function Shell() {
  const { token } = theme.useToken();
  const screen = useScreen();
  const narrow = !useMediaQuery(`(min-width: ${WIDE}px)`);
  const View = VIEWS[screen];
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
      </Layout.Sider>
      <Layout style={{ minWidth: 0 }}>
        <View />
      </Layout>
    </Layout>
  );
}
