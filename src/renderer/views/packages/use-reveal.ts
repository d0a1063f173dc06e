import { useEffect, useEffectEvent } from 'react';
import { useScreenRequest } from '../../shell/screen-request';

/**
 * Brings the host or package that a command asks for into sight, with the focus on its first button.
 * @param ready whether the hosts are there
 * @param showAll takes filters away that could hide it
 */
export function useReveal(ready: boolean, showAll: () => void): void {
  const { request, done } = useScreenRequest('overview');
  const clear = useEffectEvent(showAll);
  useEffect(() => {
    if (!request || !ready) return;
    clear();
    done();
    const host = request.get('host');
    const packageName = request.get('package');
    // When what was hidden is shown again.
    setTimeout(() => {
      const sections = [...document.querySelectorAll<HTMLElement>('[data-host]')];
      const section = sections.find(({ dataset }) => dataset.host === host);
      const cards = [...(section?.querySelectorAll<HTMLElement>('[data-package]') ?? [])];
      const card = cards.find(({ dataset }) => dataset.package === packageName);
      const target = card ?? section;
      target?.scrollIntoView({ block: 'center' });
      target?.querySelector<HTMLElement>('button:not(:disabled)')?.focus({ preventScroll: true });
    }, REVEAL_AFTER);
  }, [request, ready, done]);
}

/** Milliseconds: the deferred list is rendered by then. */
const REVEAL_AFTER = 100;
