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
  useKeyPress((event) => {
    if (!on) return;
    const action = actionOf(event);
    if (action === undefined) return;
    event.preventDefault();
    act(action);
  });
}

/** Escape, and `C` again while single keys are on, leaves a page that was opened from the desk. */
export function useEscape(keysOn: boolean, leave: () => void): void {
  useKeyPress(({ key }) => {
    if (key === 'Escape' || (keysOn && key.toLowerCase() === 'c')) leave();
  });
}

/** Calls `press` for single keys, wherever nobody is writing. */
function useKeyPress(press: (event: KeyboardEvent) => void): void {
  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  useEffect(() => {
    function listen(event: KeyboardEvent): void {
      if (isSingleKey(event) && !isWriting(event.target) && !isInDialog()) latest.current(event);
    }
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
