import { WarningFilled } from '@ant-design/icons';
import { Button, Tooltip, theme } from 'antd';
import { useTranslate } from '../i18n/use-translate';

/** A warning sign that tells its text on hover, focus and click, and to screen readers. */
export function Note({ text }: { text: string }) {
  const t = useTranslate();
  const { token } = theme.useToken();
  return (
    <Tooltip title={text} trigger={['hover', 'focus', 'click']}>
      <Button
        type="text"
        size="small"
        aria-label={t('common:note', { text })}
        icon={<WarningFilled aria-hidden style={{ color: token.colorWarningActive }} />}
      />
    </Tooltip>
  );
}
