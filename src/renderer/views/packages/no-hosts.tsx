import { Button, Empty, Flex, Typography } from 'antd';
import { Trans } from 'react-i18next';
import { useTranslate } from '../../i18n/use-translate';
import { addressOf } from '../../shell/screens';
import { ImportInventoryButton } from '../inventory/import-inventory-button';

const COMMAND = 'npm start -- --inventory FILE';

/** What to do first. */
export function NoHosts() {
  const t = useTranslate();
  return (
    <Empty
      style={{ marginBlockStart: 64 }}
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={
        <Typography.Title level={2} style={{ fontSize: 20 }}>
          {t('overview:noHosts.title')}
        </Typography.Title>
      }
    >
      <Flex vertical align="center" gap={16}>
        <Typography.Text>{t('overview:noHosts.hint')}</Typography.Text>
        <Flex gap={8} wrap justify="center">
          <Button type="primary" href={addressOf('hosts')}>
            {t('overview:noHosts.add')}
          </Button>
          <ImportInventoryButton />
        </Flex>
        <Typography.Text type="secondary">
          <Trans
            t={t}
            i18nKey="overview:noHosts.command"
            values={{ command: COMMAND }}
            components={{ code: <Typography.Text code /> }}
          />
        </Typography.Text>
      </Flex>
    </Empty>
  );
}
