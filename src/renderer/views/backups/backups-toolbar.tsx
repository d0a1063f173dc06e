import { PlusOutlined, ReloadOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Tooltip } from 'antd';

interface BackupsToolbarProps {
  search: string;
  onSearch: (text: string) => void;
  onCreate: () => void;
  createDisabled: boolean;
  onRefresh: () => void;
  refreshing: boolean;
}

/** Search, "Create Backup" and "Refresh". */
export function BackupsToolbar(props: BackupsToolbarProps) {
  const { search, onSearch, onCreate, createDisabled, onRefresh, refreshing } = props;
  return (
    <Flex gap={8} justify="space-between">
      <Input
        type="search"
        allowClear
        aria-label="Search backups"
        placeholder="Search by filename or version"
        prefix={<SearchOutlined aria-hidden />}
        value={search}
        onChange={({ target }) => onSearch(target.value)}
        style={{ maxWidth: 360 }}
      />
      <Flex gap={8}>
        <Button type="primary" icon={<PlusOutlined aria-hidden />} disabled={createDisabled} onClick={onCreate}>
          Create Backup
        </Button>
        <Tooltip title="Refresh">
          <Button
            aria-label="Refresh"
            aria-busy={refreshing}
            icon={<ReloadOutlined aria-hidden spin={refreshing} />}
            onClick={onRefresh}
          />
        </Tooltip>
      </Flex>
    </Flex>
  );
}
