import { useEffect } from 'react';
import { useBlocker } from 'react-router';

interface Guarded {
  dirty: boolean;
  /** The same, asked at the very moment: a save may have ended since the last rendering. */
  isDirty: () => boolean;
  /** True where leaving may simply save first. */
  savesItself: boolean;
  save: () => Promise<unknown>;
}

/** Holds a reader back from leaving with unsaved text. A draft that can save itself does so and lets them go. */
export function useLeaveGuard({ dirty, isDirty, savesItself, save }: Guarded) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isDirty() && currentLocation.pathname !== nextLocation.pathname,
  );

  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [dirty]);

  const { state, proceed } = blocker;
  // biome-ignore lint/correctness/useExhaustiveDependencies: one attempt each time somebody wants to leave
  useEffect(() => {
    if (state !== 'blocked' || !savesItself) return;
    void save().then((saved) => {
      if (saved) proceed?.();
    });
  }, [state]);

  return blocker;
}
