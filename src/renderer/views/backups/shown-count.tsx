import { Typography } from 'antd';
import { useTranslate } from '../../i18n/use-translate';

/** How many of the backups the search leaves. */
export function ShownCount({ shown, total }: { shown: number; total: number }) {
  const t = useTranslate();
  return (
    <Typography.Text type="secondary" role="status" style={{ lineHeight: '24px' }}>
      {shown === total ? t('backups:shownAll', { count: total }) : t('backups:shown', { count: shown, total })}
    </Typography.Text>
  );
}
