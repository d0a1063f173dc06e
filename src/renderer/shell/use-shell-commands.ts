import { useEffect, useEffectEvent } from 'react';
import { SHORTCUTS, type ShortcutId, shortcutOf } from './shortcuts';

/** Runs what the keyboard and, in the window, the application's menu ask for. */
export function useShellCommands(run: (id: ShortcutId) => void): void {
  const onCommand = useEffectEvent(run);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const id = shortcutOf({ ...pressed(event), writing: isWriting(event.target) });
      if (!id || event.repeat) return;
      event.preventDefault();
      onCommand(id);
    };
    const listen = ({ source, data }: MessageEvent) => {
      if (source !== window || data?.type !== 'holdfast:command') return;
      const known = SHORTCUTS.find(({ id }) => id === data.command);
      if (known) onCommand(known.id);
    };
    window.addEventListener('keydown', press);
    window.addEventListener('message', listen);
    return () => {
      window.removeEventListener('keydown', press);
      window.removeEventListener('message', listen);
    };
  }, []);
}

const pressed = ({ key, code, ctrlKey, metaKey, altKey }: KeyboardEvent) => ({ key, code, ctrlKey, metaKey, altKey });

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
