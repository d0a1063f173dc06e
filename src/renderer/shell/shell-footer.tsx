import { QuestionCircleOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Flex, Tooltip } from 'antd';
import { useTranslate } from '../i18n/use-translate';
import { isMac, keyName } from './shortcuts';

interface ShellFooterProps {
  narrow: boolean;
  onPalette: () => void;
  onShortcuts: () => void;
}

/** Below the navigation: the palette, and the list of keys. */
export function ShellFooter({ narrow, onPalette, onShortcuts }: ShellFooterProps) {
  const t = useTranslate();
  const hint = `${keyName('mod', isMac(navigator.platform))}+K`;
  const buttons = [
    { label: t('shell:palette.title'), hint, icon: <SearchOutlined aria-hidden />, onClick: onPalette },
    {
      label: t('shell:shortcuts.title'),
      hint: '?',
      icon: <QuestionCircleOutlined aria-hidden />,
      onClick: onShortcuts,
    },
  ];
  return (
    <Flex vertical gap={4} style={{ position: 'absolute', insetBlockEnd: 0, insetInline: 0, padding: narrow ? 8 : 12 }}>
      {buttons.map(({ label, hint: keys, icon, onClick }) => (
        <Tooltip key={label} title={`${label} (${keys})`} placement="right">
          <Button
            block
            type="text"
            icon={icon}
            aria-label={label}
            onClick={onClick}
            style={{ justifyContent: narrow ? 'center' : 'flex-start' }}
          >
            {!narrow && label}
          </Button>
        </Tooltip>
      ))}
    </Flex>
  );
}
