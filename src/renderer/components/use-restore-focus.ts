import { useCallback, useState } from 'react';

/** Gives the focus back to what had it when the component appeared, as a dialog's opener. */
export function useRestoreFocus(): () => void {
  const [opener] = useState(() => document.activeElement);
  return useCallback(() => {
    // After the dialog is gone: it keeps the focus inside while it is there.
    requestAnimationFrame(() => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    });
  }, [opener]);
}
