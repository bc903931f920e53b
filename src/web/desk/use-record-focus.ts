import { type RefObject, useEffect } from 'react';

interface Shown {
  open: string;
  data: unknown;
  rejecting: boolean;
  isEmpty: boolean;
  troubles: unknown;
}

/**
 * The record has the keyboard whenever another match opens, and whenever the button that was pressed is gone: after a
 * decision taken back, a reason not given after all, an introduction sent, a notice closed.
 */
export function useRecordFocus(record: RefObject<HTMLElement | null>, shown: Shown): void {
  const { open, data, rejecting, isEmpty, troubles } = shown;
  useEffect(() => {
    if (open === '') return;
    record.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [open, record]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these may have taken a focused button away
  useEffect(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (isLost) record.current?.focus({ preventScroll: true });
  }, [data, rejecting, isEmpty, troubles, record]);
}
