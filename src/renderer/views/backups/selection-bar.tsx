import { DeleteOutlined, SafetyOutlined } from '@ant-design/icons';
import { Button, Flex, Typography } from 'antd';
import { useTranslate } from '../../i18n/use-translate';

interface SelectionBarProps {
  count: number;
  busy: boolean;
  onVerify: () => void;
  onDelete: () => void;
  onClear: () => void;
}

/** What can be done with the selected backups. */
export function SelectionBar({ count, busy, onVerify, onDelete, onClear }: SelectionBarProps) {
  const t = useTranslate();
  return (
    <Flex gap={8} align="center" role="group" aria-label={t('upkeep:selected', { count })}>
      <Typography.Text strong aria-live="polite">
        {t('upkeep:selected', { count })}
      </Typography.Text>
      <Button size="small" icon={<SafetyOutlined aria-hidden />} disabled={busy} onClick={onVerify}>
        {t('upkeep:verify')}
      </Button>
      <Button size="small" danger icon={<DeleteOutlined aria-hidden />} disabled={busy} onClick={onDelete}>
        {t('upkeep:delete')}
      </Button>
      <Button size="small" type="text" onClick={onClear}>
        {t('upkeep:clear')}
      </Button>
    </Flex>
  );
}
