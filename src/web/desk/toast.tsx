import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTexts } from '../texts/language.tsx';
import type { Texts } from '../texts/zh-cn.ts';
import type { News } from './use-decisions.ts';

const SHOWN_MS = 10_000;

interface Props {
  news: News | null;
  keysOn: boolean;
  onUndo: (id: string) => void;
  /** To the notices of what was not kept. */
  onSee: () => void;
  onGone: () => void;
}

/**
 * What was just done, and the way back, for ten seconds; longer while somebody points at it or stands on its button. The
 * line that screen readers listen to is always there, because one that comes with its words is not always read out.
 */
export function Toast({ news, keysOn, onUndo, onSee, onGone }: Props) {
  const texts = useTexts();
  const words = texts.desk;
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held || news === null) return;
    const timer = setTimeout(onGone, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, news, onGone]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it from vanishing
    <div
      className={news ? 'toast' : 'hidden'}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p role="status">{news ? newsWords(news, texts) : ''}</p>
      {news?.kind === 'decided' ? (
        <Button onClick={() => onUndo(news.match.id)}>
          {words.undo} {keysOn ? <kbd>Z</kbd> : null}
        </Button>
      ) : null}
      {news?.kind === 'failed' ? <Button onClick={onSee}>{words.see}</Button> : null}
    </div>
  );
}

function newsWords(news: News, { desk: words }: Texts): string {
  if (news.kind === 'nothingToUndo') return words.nothingToUndo;
  const { title } = news.match.achievement;
  if (news.kind === 'decided') return words.decided(words.verdicts[news.verdict], title);
  if (news.kind === 'undone') return words.undone(title);
  if (news.kind === 'flagged') return words.flagSet(title);
  if (news.kind === 'unflagged') return words.flagTaken(title);
  return words.notKept(title);
}
