import { SearchOutlined } from '@ant-design/icons';
import { Flex, Input, Modal, Typography, theme } from 'antd';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslate } from '../i18n/use-translate';
import { type Command, matchCommands, moved } from './commands';
import { useCommands } from './use-commands';

interface CommandPaletteProps {
  onClose: () => void;
  onShortcuts: () => void;
}

/** Finds hosts, packages and actions by a few letters. */
export function CommandPalette({ onClose, onShortcuts }: CommandPaletteProps) {
  const t = useTranslate();
  const listId = useId();
  const [text, setText] = useState('');
  const [index, setIndex] = useState(0);
  const found = matchCommands(useCommands(onShortcuts), text);
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    // After the palette has gone and given the focus back: what runs may want it.
    setTimeout(command.run, 0);
  };
  const press = (event: KeyboardEvent) => {
    const by = ({ ArrowDown: 1, ArrowUp: -1 } as const)[event.key as 'ArrowUp'];
    if (by) setIndex(moved(index, by, found.length));
    else if (event.key === 'Enter') run(found[index]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal open closable={false} footer={null} title={t('shell:palette.title')} width={600} onCancel={onClose}>
      <Flex vertical gap={8}>
        <Input
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={found[index] && `${listId}-${index}`}
          aria-label={t('shell:palette.search')}
          placeholder={t('shell:palette.search')}
          prefix={<SearchOutlined aria-hidden />}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            setIndex(0);
          }}
          onKeyDown={press}
        />
        <div
          id={listId}
          role="listbox"
          aria-label={t('shell:palette.title')}
          style={{ maxHeight: 320, overflow: 'auto' }}
        >
          {found.map((command, position) => (
            <Choice
              key={command.id}
              id={`${listId}-${position}`}
              command={command}
              active={position === index}
              onChoose={() => run(command)}
            />
          ))}
        </div>
        {found.length === 0 && <Typography.Text role="status">{t('shell:palette.none')}</Typography.Text>}
      </Flex>
    </Modal>
  );
}

function Choice(props: { id: string; command: Command; active: boolean; onChoose: () => void }) {
  const { id, command, active, onChoose } = props;
  const { token } = theme.useToken();
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field above has the focus and says which one is active
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the field above chooses
    <div
      ref={(element) => void (active && element?.scrollIntoView({ block: 'nearest' }))}
      id={id}
      role="option"
      aria-selected={active}
      onClick={onChoose}
      style={{
        display: 'flex',
        gap: 12,
        justifyContent: 'space-between',
        padding: '6px 12px',
        cursor: 'pointer',
        borderRadius: token.borderRadius,
        background: active ? token.controlItemBgActive : undefined,
      }}
    >
      <span className="long-text">{command.label}</span>
      <Typography.Text type="secondary">{command.kind}</Typography.Text>
    </div>
  );
}
