import { ReloadOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Layout, Tag, Tooltip, Typography, theme } from 'antd';
import { ImportInventoryButton } from '../inventory/import-inventory-button';
import { useReload } from './use-hosts';

interface OverviewHeaderProps {
  demo: boolean;
  /** No hosts: the page below offers the import itself. */
  empty: boolean;
  /** Absent while there is little to search. */
  search?: { text: string; onChange: (text: string) => void } | undefined;
}

/** The title bar, which stays in sight. */
export function OverviewHeader({ demo, empty, search }: OverviewHeaderProps) {
  const { token } = theme.useToken();
  const { reload, reloading } = useReload();
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
        <Typography.Title level={1} style={{ fontSize: 22, margin: 0 }}>
          Holdfast
        </Typography.Title>
        {demo && (
          <Tooltip title="The hosts are embedded ones that this demo started.">
            <Tag color="blue">Demo</Tag>
          </Tooltip>
        )}
        <Flex flex={1} justify="end" gap={8} className="keep-buttons">
          {search && (
            <Input
              type="search"
              allowClear
              aria-label="Search hosts and packages"
              placeholder="Search hosts and packages"
              prefix={<SearchOutlined aria-hidden />}
              value={search.text}
              onChange={({ target }) => search.onChange(target.value)}
              style={{ maxWidth: 320 }}
            />
          )}
          <Tooltip title="Reload hosts">
            <Button aria-label="Reload hosts" icon={<ReloadOutlined aria-hidden spin={reloading} />} onClick={reload} />
          </Tooltip>
          {!empty && <ImportInventoryButton />}
        </Flex>
      </Flex>
    </Layout.Header>
  );
}
