import { useCallback, useState } from 'react';

/**
 * A choice of a screen, such as a filter, that is still there after the window was closed.
 * @param isValid what is stored may be an older version's, or be edited
 */
export function useRemembered<T>(key: string, initial: T, isValid: (value: unknown) => value is T) {
  const [value, setValue] = useState<T>(() => read(`holdfast.${key}`, initial, isValid));
  const remember = useCallback(
    (next: T) => {
      setValue(next);
      window.localStorage.setItem(`holdfast.${key}`, JSON.stringify(next));
    },
    [key],
  );
  return [value, remember] as const;
}

function read<T>(key: string, initial: T, isValid: (value: unknown) => value is T): T {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(key) ?? 'null');
    return isValid(stored) ? stored : initial;
  } catch {
    // Not JSON: nothing that this version wrote.
    return initial;
  }
}
