import { Button } from 'antd';
import { useState } from 'react';
import type { Entry } from '../api/entry-types.ts';
import { useTexts } from '../texts/language.tsx';
import { TransitionDialog } from './transition-dialog.tsx';
import { isDecline, movesOf, moveWord } from './transitions.ts';

interface Props {
  entry: Entry;
  /** After the move, with the entry as it now stands. */
  onMoved?: (entry: Entry) => void;
}

/** One button for each move the server allows this reader; nothing is offered on a guess. */
export function TransitionActions({ entry, onMoved }: Props) {
  const texts = useTexts();
  const [to, setTo] = useState<string | null>(null);
  return (
    <>
      {movesOf(entry.can).map((move) => (
        <Button
          key={move}
          type={move === 'submitted' || move === 'published' ? 'primary' : 'default'}
          danger={isDecline(move)}
          onClick={() => setTo(move)}
        >
          {moveWord(texts, entry, move)}
        </Button>
      ))}
      {to ? (
        <TransitionDialog
          entry={entry}
          to={to}
          onClose={() => setTo(null)}
          onMoved={(moved) => {
            setTo(null);
            onMoved?.(moved);
          }}
        />
      ) : null}
    </>
  );
}
