import type { ReactNode } from 'react';
import type { Level } from '../api/entry-types.ts';
import { useTexts } from '../texts/language.tsx';

/** A shape before the word of each level: a barred circle, a ring around a point, a lock. */
const shapes: Record<Exclude<Level, 'public'>, ReactNode> = {
  masked: (
    <>
      <circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="M2 6h8" stroke="currentColor" strokeWidth="2.4" />
    </>
  ),
  targeted: (
    <>
      <circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <circle cx="6" cy="6" r="1.8" fill="currentColor" />
    </>
  ),
  internal: (
    <>
      <path d="M1.8 5.4h8.4V11H1.8z" fill="currentColor" />
      <path d="M3.8 5.4V3.6a2.2 2.2 0 0 1 4.4 0v1.8" fill="none" stroke="currentColor" strokeWidth="1.4" />
    </>
  ),
};

/** The level of an entry that is not simply public, as a word after its shape. */
export function LevelBadge({ level }: { level: Level }) {
  const texts = useTexts();
  if (level === 'public') return null;
  return (
    <span className="level">
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        {shapes[level]}
      </svg>
      {texts.disclosures[level]}
    </span>
  );
}

/** 代办: an operator acted for the organisation. `full` says so in a sentence. */
export function DelegatedBadge({ full = false }: { full?: boolean }) {
  const { disclosure } = useTexts();
  return (
    <span className="sample" title={disclosure.delegatedHint}>
      {full ? disclosure.delegatedFull : disclosure.delegated}
    </span>
  );
}
