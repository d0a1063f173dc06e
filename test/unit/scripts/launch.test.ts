import { describe, expect, it } from 'vitest';
import { electronArguments, hasDisplay } from '../../../scripts/lib/electron/launch.mjs';

describe("Electron's arguments", () => {
  const given = ['--data-dir', '/d', '--remote-debugging-port=9222'];

  it('are the project and what was given', () => {
    expect(electronArguments(given, { root: '/p', platform: 'linux', uid: 1000 })).toEqual(['/p', ...given]);
  });

  it('switch the sandbox off for root on Linux, and only there', () => {
    expect(electronArguments(given, { root: '/p', platform: 'linux', uid: 0 })).toEqual([
      '--no-sandbox',
      '/p',
      ...given,
    ]);
    expect(electronArguments(given, { root: '/p', platform: 'darwin', uid: 0 })).toEqual(['/p', ...given]);
    expect(electronArguments(['--no-sandbox'], { root: '/p', platform: 'linux', uid: 0 })).toEqual([
      '/p',
      '--no-sandbox',
    ]);
  });
});

it.each([
  [{}, 'linux', false],
  [{ DISPLAY: '' }, 'linux', false],
  [{ DISPLAY: ':0' }, 'linux', true],
  [{ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true],
  [{}, 'darwin', true],
  [{}, 'win32', true],
] as const)('knows whether %o on %s has a display', (env, platform, expected) => {
  expect(hasDisplay(env, platform)).toBe(expected);
});
