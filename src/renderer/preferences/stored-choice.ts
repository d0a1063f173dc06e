import { useCallback, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

/** What the operator chose, remembered in this browser or window; `system` when nothing valid is. */
export function storedChoice<Choice extends string>(key: string, choices: readonly Choice[]): Choice | 'system' {
  const stored = window.localStorage.getItem(`holdfast.${key}`);
  return choices.find((choice) => choice === stored) ?? 'system';
}

/** The stored choice and a way to change it, followed by every component that shows it. */
export function useStoredChoice<Choice extends string>(key: string, choices: readonly Choice[]) {
  const choice = useSyncExternalStore(subscribe, () => storedChoice(key, choices));
  const choose = useCallback(
    (chosen: Choice | 'system') => {
      if (chosen === 'system') window.localStorage.removeItem(`holdfast.${key}`);
      else window.localStorage.setItem(`holdfast.${key}`, chosen);
      for (const notify of listeners) notify();
    },
    [key],
  );
  return [choice, choose] as const;
}

/** `storage` tells of changes in other windows of the page. */
function subscribe(notify: () => void): () => void {
  listeners.add(notify);
  window.addEventListener('storage', notify);
  return () => {
    listeners.delete(notify);
    window.removeEventListener('storage', notify);
  };
}
