import { useSyncExternalStore } from 'react';
import { addressOf, type Screen, screenOf } from './screens';

/** The screen that is shown: the address says which, so that going back and reloading work. */
export function useScreen(): Screen {
  return useSyncExternalStore(subscribe, () => screenOf(window.location.hash));
}

export function openScreen(screen: Screen): void {
  window.location.hash = addressOf(screen);
}

function subscribe(notify: () => void): () => void {
  window.addEventListener('hashchange', notify);
  return () => window.removeEventListener('hashchange', notify);
}
