import { useEffect, useRef } from 'react';
import { isWriting } from './keyboard.ts';
import { isSingleKey } from './keys.ts';

/** Escape, and `C` again while single keys are on, leaves a page that was opened from the desk. */
export function useEscape(keysOn: boolean, leave: () => void): void {
  const latest = useRef(leave);
  useEffect(() => {
    latest.current = leave;
  });
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (!isSingleKey(event) || isWriting(event.target)) return;
      const isBack = event.key === 'Escape' || (keysOn && event.key.toLowerCase() === 'c');
      if (isBack) latest.current();
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [keysOn]);
}
