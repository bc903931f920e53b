import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTexts } from '../texts/language.tsx';
import type { Decided } from './use-decisions.ts';

const SHOWN_MS = 10_000;

interface Props {
  decided: Decided;
  onUndo: () => void;
  onGone: () => void;
}

/** What was just decided, and the way back, for ten seconds; longer while somebody points at it. */
export function Toast({ decided, onUndo, onGone }: Props) {
  const words = useTexts().desk;
  const [held, setHeld] = useState(false);
  const { match, verdict } = decided;
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(onGone, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, onGone]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it from vanishing
    <div className="toast" onMouseEnter={() => setHeld(true)} onMouseLeave={() => setHeld(false)}>
      <p role="status">{words.decided(words.verdicts[verdict], match.achievement.title)}</p>
      <Button onClick={onUndo}>
        {words.undo} <kbd>Z</kbd>
      </Button>
    </div>
  );
}
