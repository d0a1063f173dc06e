import { app, type BrowserWindow, dialog } from 'electron';
import type { RunningOperations } from '../services/jobs/running-operations';
import { operationWords } from './operation-words';
import type { WindowTexts } from './texts';

/**
 * Says, when the operator closes the window while operations run, that they go on on their hosts. Asked to quit by the
 * system or a signal, it closes at once: nothing on a host depends on it.
 */
export function askBeforeClosing(window: BrowserWindow, operations: RunningOperations, texts: WindowTexts): void {
  let agreed = false;
  app.on('before-quit', () => {
    agreed = true;
  });
  window.on('close', (event) => {
    const running = operations.list();
    if (agreed || running.length === 0) return;
    event.preventDefault();
    const { t } = texts;
    const lines = running.map((operation) => operationWords(operation, t)).join('\n');
    void dialog
      .showMessageBox(window, {
        type: 'info',
        title: t('common:appName'),
        message: t('desktop:closing.message', { count: running.length }),
        detail: `${lines}\n\n${t('desktop:closing.detail')}`,
        buttons: [t('desktop:closing.close'), t('desktop:closing.stay')],
        defaultId: 1,
        cancelId: 1,
        noLink: true,
      })
      .then(({ response }) => {
        if (response !== 0) return;
        agreed = true;
        window.close();
      });
  });
}
