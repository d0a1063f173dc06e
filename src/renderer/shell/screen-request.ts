import { useCallback, useEffect, useState } from 'react';
import { addressOf, type Screen, screenOf } from './screens';

/** Opens a screen and asks something of it, such as to show one host: the request is part of the address until it is taken. */
export function askScreen(screen: Screen, request: Record<string, string>): void {
  window.location.hash = `${addressOf(screen)}?${new URLSearchParams(request)}`;
}

/** What was asked of this screen last, and is not done yet. `done` forgets it. */
export function useScreenRequest(screen: Screen) {
  const [request, setRequest] = useState<URLSearchParams>();
  useEffect(() => {
    const take = () => {
      const [path = '', query] = window.location.hash.split('?');
      if (query === undefined || screenOf(path) !== screen) return;
      // Going back or reloading does not ask again.
      window.history.replaceState(window.history.state, '', path);
      setRequest(new URLSearchParams(query));
    };
    take();
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, [screen]);
  const done = useCallback(() => setRequest(undefined), []);
  return { request, done };
}
