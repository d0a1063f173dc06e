import type { BrowserWindow } from 'electron';
import type { Notifications } from '../platform/platform';
import type { RunningOperations } from '../services/jobs/running-operations';
import { operationWords } from './operation-words';
import type { WindowTexts } from './texts';

/** Milliseconds from which on an operation is long enough that the operator may have turned to something else. */
const LONG = 5000;

/** Tells of the end of long operations while the window is in the background: in front, the page tells of it. */
export function notifyOfEnds(
  operations: RunningOperations,
  notifications: Notifications,
  texts: WindowTexts,
  window: BrowserWindow,
  showWindow: () => void,
): void {
  operations.onEnd((ended) => {
    if (ended.durationMs < LONG || (!window.isDestroyed() && window.isFocused())) return;
    notifications.show({
      title: texts.t(`desktop:ended.${ended.outcome}`),
      body: operationWords(ended, texts.t),
      onClick: showWindow,
    });
  });
}
