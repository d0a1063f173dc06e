/** Keys that work on every screen, in the order in which they are listed. `mod` is Ctrl, and Cmd on a Mac. */
export const SHORTCUTS = [
  { id: 'palette', keys: ['mod', 'K'] },
  { id: 'search', keys: ['/'] },
  { id: 'overview', keys: ['Alt', '1'] },
  { id: 'hosts', keys: ['Alt', '2'] },
  { id: 'activity', keys: ['Alt', '3'] },
  { id: 'refresh', keys: ['Alt', 'R'] },
  { id: 'shortcuts', keys: ['?'] },
] as const;
export type ShortcutId = (typeof SHORTCUTS)[number]['id'];

export interface KeyPress {
  key: string;
  /** The key's place, such as `Digit1`: with Alt a Mac writes other characters. */
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  /** Whether it was pressed where text is written: single characters are text there. */
  writing: boolean;
}

/** What a key press asks for. */
export function shortcutOf({ key, code, ctrlKey, metaKey, altKey, writing }: KeyPress): ShortcutId | undefined {
  const mod = ctrlKey || metaKey;
  if (mod) return code === 'KeyK' && !altKey ? 'palette' : undefined;
  if (altKey) {
    return ({ Digit1: 'overview', Digit2: 'hosts', Digit3: 'activity', KeyR: 'refresh' } as const)[code as 'KeyR'];
  }
  if (writing) return undefined;
  return ({ '?': 'shortcuts', '/': 'search' } as const)[key as '?'];
}

/** A key as it is printed on the keyboard. */
export function keyName(key: string, mac: boolean): string {
  if (key === 'mod') return mac ? '⌘' : 'Ctrl';
  return key === 'Alt' && mac ? '⌥' : key;
}

export function isMac(platform: string): boolean {
  return /mac/i.test(platform);
}
