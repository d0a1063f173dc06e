/** The screens of the application, in the order in which they are offered. */
export const SCREENS = ['overview', 'hosts', 'activity'] as const;
export type Screen = (typeof SCREENS)[number];

/** The screen that an address names, such as `#/activity`, whatever it asks of it; the overview for any other. */
export function screenOf(hash: string): Screen {
  return SCREENS.find((screen) => hash.split('?')[0] === addressOf(screen)) ?? 'overview';
}

/** The address of a screen: a fragment, so that it works in the window and in a browser alike. */
export function addressOf(screen: Screen): string {
  return `#/${screen}`;
}
