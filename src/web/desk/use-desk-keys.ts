import { useEffect, useRef, useState } from 'react';
import { isInDialog, isWriting } from './keyboard.ts';
import { actionOf, type DeskAction, isSingleKey } from './keys.ts';

const STORAGE_KEY = 'desk-keys';

/** The switch for single keys (WCAG 2.1.4); remembered on this machine. */
export function useKeySwitch(): [on: boolean, setOn: (on: boolean) => void] {
  const [on, setOn] = useState(() => window.localStorage.getItem(STORAGE_KEY) !== 'off');
  return [
    on,
    (next) => {
      window.localStorage.setItem(STORAGE_KEY, next ? 'on' : 'off');
      setOn(next);
    },
  ];
}

/** Calls `act` for the desk's single keys while `on`, unless somebody is writing, an IME composes or a dialog is open. */
export function useDeskKeys(on: boolean, act: (action: DeskAction) => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!on) return;
    function press(event: KeyboardEvent): void {
      if (!isSingleKey(event) || isWriting(event.target) || isInDialog()) return;
      const action = actionOf(event);
      if (action === undefined) return;
      event.preventDefault();
      latest.current(action);
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [on]);
}
