import { useMediaQuery } from '../theme/use-media-query';
import { useStoredChoice } from './stored-choice';

export const SCHEMES = ['light', 'dark'] as const;

/** The colour scheme to show: the chosen one, else the system's. */
export function useColourScheme() {
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)');
  const [choice, choose] = useStoredChoice('theme', SCHEMES);
  return { scheme: choice === 'system' ? (systemDark ? 'dark' : 'light') : choice, choice, choose };
}
