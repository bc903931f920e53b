import { useEffect, useState } from 'react';

/**
 * Gives the keyboard back to what had it before a dialog opened, once the dialog is gone; unless it went somewhere else
 * by then, or what had it is gone too.
 */
export function useFocusReturn(): void {
  // At the first render, before the dialog takes the focus.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (isLost && before instanceof HTMLElement && before.isConnected)
        before.focus({ preventScroll: true });
    },
    [before],
  );
}
