import { expect, it } from 'vitest';
import { addressOf, SCREENS, screenOf } from '../../../src/renderer/shell/screens';

it('finds each screen at its address, and the overview everywhere else', () => {
  for (const screen of SCREENS) expect(screenOf(addressOf(screen))).toBe(screen);
  for (const hash of ['', '#', '#/', '#/nowhere', '#token=abc', '#/activity/x'])
    expect(screenOf(hash)).toBe('overview');
});
