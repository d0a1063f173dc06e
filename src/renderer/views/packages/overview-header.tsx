import { ReloadOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Layout, Tag, Tooltip, Typography, theme } from 'antd';
import { useTranslate } from '../../i18n/use-translate';
import { PreferencesButton } from '../../preferences/preferences-button';
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
  const t = useTranslate();
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
          {t('common:appName')}
        </Typography.Title>
        {demo && (
          <Tooltip title={t('overview:demoHint')}>
            <Tag color="blue">{t('overview:demo')}</Tag>
          </Tooltip>
        )}
        <Flex flex={1} justify="end" gap={8} className="keep-buttons">
          {search && (
            <Input
              type="search"
              allowClear
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
          <PreferencesButton />
        </Flex>
      </Flex>
    </Layout.Header>
  );
}
