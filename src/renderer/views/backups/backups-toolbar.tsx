import { PlusOutlined, ReloadOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Tooltip } from 'antd';
import { useTranslate } from '../../i18n/use-translate';

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
  const t = useTranslate();
  const { search, onSearch, onCreate, createDisabled, onRefresh, refreshing } = props;
  return (
    <Flex gap={8} justify="space-between">
      <Input
        type="search"
        allowClear
        aria-label={t('backups:search')}
        placeholder={t('backups:searchHint')}
        prefix={<SearchOutlined aria-hidden />}
        value={search}
        onChange={({ target }) => onSearch(target.value)}
        style={{ maxWidth: 360 }}
      />
      <Flex gap={8}>
        <Button type="primary" icon={<PlusOutlined aria-hidden />} disabled={createDisabled} onClick={onCreate}>
          {t('backups:menu.create')}
        </Button>
        <Tooltip title={t('backups:refresh')}>
          <Button
            aria-label={t('backups:refresh')}
            aria-busy={refreshing}
            icon={<ReloadOutlined aria-hidden spin={refreshing} />}
            onClick={onRefresh}
          />
        </Tooltip>
      </Flex>
    </Flex>
  );
}
