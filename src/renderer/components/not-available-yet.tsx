import { Button, Tooltip } from 'antd';
import { useTranslate } from '../i18n/use-translate';

/** An action that a later version brings: disabled, and saying so to mouse and keyboard. */
export function NotAvailableYet({ label }: { label: string }) {
  const t = useTranslate();
  return (
    <Tooltip title={t('common:notAvailableYet')} trigger={['hover', 'focus']}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the disabled button itself cannot have focus */}
      <span tabIndex={0} className="focus-ring">
        <Button disabled>{label}</Button>
      </span>
    </Tooltip>
  );
}
