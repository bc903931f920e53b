import type { ReactNode } from 'react';
import type { List } from '../api/entry-types.ts';
import { useTexts } from '../texts/language.tsx';
import type { Shape } from './shapes.ts';
import { stateWord } from './words.ts';

/** The shape that goes with each state's word; `full` where none is named. */
const shapes: Record<string, Shape> = {
  draft: 'hollow',
  submitted: 'half',
  returned: 'back',
  rejected: 'cross',
  unclaimed: 'bar',
  terminated: 'bar',
  withdrawn: 'bar',
  paused: 'bar',
  expired: 'bar',
  archived: 'bar',
};

const paths: Record<Shape, ReactNode> = {
  hollow: <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  half: (
    <>
      <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M6 1.8a4.2 4.2 0 0 1 0 8.4z" fill="currentColor" />
    </>
  ),
  full: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  back: <path d="M7.5 1.5 2 6l5.5 4.5z" fill="currentColor" />,
  cross: <path d="m2 2 8 8m0-8-8 8" stroke="currentColor" strokeWidth="2" />,
  bar: <path d="M1.5 4.5h9v3h-9z" fill="currentColor" />,
  warn: <path d="M6 1 11.5 11h-11z" fill="currentColor" />,
};

/** A standing as a word after its shape. */
export function ShapedWord({ shape, children }: { shape: Shape; children: ReactNode }) {
  return (
    <span className={`state state-${shape}`}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        {paths[shape]}
      </svg>
      {children}
    </span>
  );
}

export function StateBadge({ state, list }: { state: string; list: List }) {
  const texts = useTexts();
  return <ShapedWord shape={shapes[state] ?? 'full'}>{stateWord(texts, list, state)}</ShapedWord>;
}

export function SampleBadge() {
  const texts = useTexts();
  return (
    <span className="sample" title={texts.entry.sampleHint}>
      {texts.entry.sample}
    </span>
  );
}
