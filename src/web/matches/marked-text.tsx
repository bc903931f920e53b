import { type Mark, segmentsOf } from '../shared/segments.ts';

/** The pieces of evidence that are brought out on both sides now, by mark id. */
export interface Emphasis {
  active: readonly string[];
  onActive: (ids: readonly string[]) => void;
}

interface Props extends Emphasis {
  text: string;
  marks: readonly Mark[] | undefined;
}

/** A text with its evidence marked. Sentences are tinted, shared terms underlined as well. */
export function MarkedText({ text, marks = [], active, onActive }: Props) {
  return segmentsOf(text, marks).map((segment) => {
    if (segment.marks.length === 0) return <span key={segment.start}>{segment.text}</span>;
    const classes = [
      segment.marks.some((id) => id.startsWith('s')) ? 'in-sentence' : '',
      segment.marks.some((id) => id.startsWith('t')) ? 'in-term' : '',
      segment.marks.some((id) => id.startsWith('n')) ? 'near-term' : '',
      segment.marks.some((id) => active.includes(id)) ? 'active' : '',
    ];
    return (
      <mark
        key={segment.start}
        className={classes.filter(Boolean).join(' ')}
        data-marks={segment.marks.join(' ')}
        onMouseEnter={() => onActive(segment.marks)}
        onMouseLeave={() => onActive([])}
      >
        {segment.text}
      </mark>
    );
  });
}
