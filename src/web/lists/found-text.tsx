import type { Span } from '../../api/contracts/common.ts';
import { segmentsOf } from '../shared/segments.ts';
import { foundIn } from './found-marks.ts';

interface Props {
  text: string;
  /** Which field of the found item this text is. */
  field: string;
  /** All highlights of the item; none where nothing was searched for. */
  highlights: readonly Span[] | undefined;
}

/** A text of a found entry with the words that were searched for marked. */
export function FoundText({ text, field, highlights }: Props) {
  return segmentsOf(text, foundIn(highlights ?? [], field)).map(({ text: piece, start, marks }) =>
    marks.length > 0 ? (
      <mark key={start} className="found">
        {piece}
      </mark>
    ) : (
      <span key={start}>{piece}</span>
    ),
  );
}
