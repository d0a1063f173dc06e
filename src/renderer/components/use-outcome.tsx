import { App } from 'antd';
import type { ReactNode } from 'react';
import type { Failure } from '../errors/describe-error';
import { useTranslate } from '../i18n/use-translate';
import { FailureText } from './failure-text';

/**
 * Says how operations ended. What needs to be read carefully stays until it is closed, or until the
 * next outcome under the same key.
 */
export function useOutcomes() {
  const t = useTranslate();
  const { notification } = App.useApp();
  const closable = { 'aria-label': t('common:dismissNotification') };
  return (key: string) => ({
    /** Before a new attempt. */
    clear: () => notification.destroy(key),

    succeeded: (title: string, description: ReactNode) =>
      notification.success({ key, title, description, closable, duration: 6, role: 'status' }),

    /** As `succeeded`, but to be read: with warnings, or with what the operator may need later. */
    completed: (title: string, description: ReactNode, warned: boolean, actions?: ReactNode) =>
      notification[warned ? 'warning' : 'success']({
        key,
        title,
        description,
        actions,
        closable,
        duration: false,
        role: 'status',
      }),

    /** Ended as the operator wished, without doing what it was started for. */
    stopped: (title: string, description: ReactNode) =>
      notification.info({ key, title, description, closable, duration: false, role: 'status' }),

    /** @param where what the operation was about, such as "rocket-welder on press-line-1" */
    failed: (what: string, failure: Failure, where?: string) =>
      notification.error({
        key,
        title: <span className="long-text">{t('common:failure', { title: what, message: failure.message })}</span>,
        description: (
          <>
            {where && <div className="long-text">{where}</div>}
            <FailureText failure={failure} />
          </>
        ),
        closable,
        duration: false,
        role: 'alert',
      }),
  });
}

/** The same for one operation. */
export function useOutcome(key: string) {
  return useOutcomes()(key);
}
