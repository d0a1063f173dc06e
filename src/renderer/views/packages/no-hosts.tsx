import { Empty, Flex, Typography } from 'antd';
import { ImportInventoryButton } from '../inventory/import-inventory-button';

/** What to do first. */
export function NoHosts() {
  return (
    <Empty
      style={{ marginBlockStart: 64 }}
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={
        <Typography.Title level={2} style={{ fontSize: 20 }}>
          No hosts yet
        </Typography.Title>
      }
    >
      <Flex vertical align="center" gap={16}>
        <Typography.Text>
          Import an inventory to begin: a JSON file that names your hosts and the packages on them.
        </Typography.Text>
        <ImportInventoryButton type="primary" />
        <Typography.Text type="secondary">
          <Typography.Text code>npm start -- --inventory FILE</Typography.Text> does the same.
        </Typography.Text>
      </Flex>
    </Empty>
  );
}
