import { ReloadOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Input, Tooltip } from 'antd';
import { useTranslate } from '../../i18n/use-translate';
import { PageHeader } from '../../shell/page-header';
import { ImportInventoryButton } from '../inventory/import-inventory-button';
import { useReload } from './use-hosts';

interface OverviewHeaderProps {
  /** No hosts: the page below offers the import itself. */
  empty: boolean;
  /** Absent while there is little to search. */
  search?: { text: string; onChange: (text: string) => void } | undefined;
}

/** The overview's title bar. */
export function OverviewHeader({ empty, search }: OverviewHeaderProps) {
  const t = useTranslate();
  const { reload, reloading } = useReload();
  return (
    <PageHeader title={t('shell:screen.overview')}>
      {search && (
        <Input
          type="search"
          allowClear
          data-search
          aria-label={t('overview:search')}
          placeholder={t('overview:search')}
          prefix={<SearchOutlined aria-hidden />}
          value={search.text}
          onChange={({ target }) => search.onChange(target.value)}
          style={{ maxWidth: 320 }}
        />
      )}
      <Tooltip title={t('overview:reload')}>
        <Button
          aria-label={t('overview:reload')}
          icon={<ReloadOutlined aria-hidden spin={reloading} />}
          onClick={reload}
        />
      </Tooltip>
      {!empty && <ImportInventoryButton />}
    </PageHeader>
  );
}
