import { describe, expect, it } from 'vitest';
import { matchCommands, moved } from '../../../src/renderer/shell/commands';
import { addressOf, SCREENS, screenOf } from '../../../src/renderer/shell/screens';
import { isMac, keyName, SHORTCUTS, shortcutOf } from '../../../src/renderer/shell/shortcuts';

it('finds each screen at its address, and the overview everywhere else', () => {
  for (const screen of SCREENS) expect(screenOf(addressOf(screen))).toBe(screen);
  expect(screenOf('#/hosts?check=a')).toBe('hosts');
  for (const hash of ['', '#', '#/', '#/nowhere', '#token=abc', '#/activity/x'])
    expect(screenOf(hash)).toBe('overview');
});

describe('shortcuts', () => {
  const press = (more: Partial<Parameters<typeof shortcutOf>[0]>) =>
    shortcutOf({ key: '', code: '', ctrlKey: false, metaKey: false, altKey: false, writing: false, ...more });

  it.each([
    ['palette', { key: 'k', code: 'KeyK', ctrlKey: true }],
    ['palette', { key: 'k', code: 'KeyK', metaKey: true, writing: true }],
    ['hosts', { key: '™', code: 'Digit2', altKey: true }],
    ['shortcuts', { key: '?', code: 'Slash' }],
    ['search', { key: '/', code: 'Slash' }],
    [undefined, { key: '?', code: 'Slash', writing: true }],
    [undefined, { key: 'k', code: 'KeyK' }],
    [undefined, { key: 'c', code: 'KeyC', ctrlKey: true }],
  ])('%s for %j', (id, event) => expect(press(event)).toBe(id));

  it('are all different, and named as the keyboard names them', () => {
    expect(new Set(SHORTCUTS.map(({ keys }) => keys.join())).size).toBe(SHORTCUTS.length);
    expect([keyName('mod', isMac('MacIntel')), keyName('mod', isMac('Linux x86_64'))]).toEqual(['⌘', 'Ctrl']);
  });
});

describe('the palette', () => {
  const commands = ['rocket-welder on press-line-1', 'press-line-1', 'Light'].map((label, index) => ({
    id: String(index),
    kind: ['Package', 'Host', 'Theme'][index] as string,
    label,
    run: () => {},
  }));
  const found = (text: string) => matchCommands(commands, text).map(({ label }) => label);

  it('finds every word in any order, what begins with the text first', () => {
    expect(found('')).toHaveLength(3);
    expect(found('press')).toEqual(['press-line-1', 'rocket-welder on press-line-1']);
    expect(found('line welder')).toEqual(['rocket-welder on press-line-1']);
    expect(found('theme light')).toEqual(['Light']);
    expect(found('xyz')).toEqual([]);
  });

  it('goes round', () => {
    expect([moved(0, -1, 3), moved(2, 1, 3), moved(0, 1, 0)]).toEqual([2, 0, 0]);
  });
});
