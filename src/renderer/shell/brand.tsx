import { Flex, Tag, Tooltip, Typography } from 'antd';
import { useTranslate } from '../i18n/use-translate';
import icon from '../icon.svg';
import { useApplicationInfo } from './use-application-info';

/** The application's sign and name, and whether this is the demo. */
export function Brand({ narrow }: { narrow: boolean }) {
  const t = useTranslate();
  const demo = useApplicationInfo()?.demo === true;
  return (
    <Flex vertical={narrow} align="center" gap={8} style={{ padding: narrow ? '14px 0 4px' : '14px 16px 4px' }}>
      <img src={icon} alt="" width={28} height={28} />
      {!narrow && (
        <Typography.Text strong style={{ fontSize: 18, whiteSpace: 'nowrap' }}>
          {t('common:appName')}
        </Typography.Text>
      )}
      {demo && (
        <Tooltip title={t('overview:demoHint')} placement="right">
          <Tag color="blue" style={{ marginInlineEnd: 0 }}>
            {t('overview:demo')}
          </Tag>
        </Tooltip>
      )}
    </Flex>
  );
}
