import { Flex, Layout } from 'antd';
import type { ReactNode } from 'react';

/** What a screen shows below its title bar. */
export function PageContent({ children, gap = 16 }: { children: ReactNode; gap?: number }) {
  return (
    <Layout.Content style={{ padding: 24 }}>
      <Flex vertical gap={gap} style={{ maxWidth: 1680, marginInline: 'auto' }}>
        {children}
      </Flex>
    </Layout.Content>
  );
}
