/** A marked range of one text; `id` says what marks it. */
export interface Mark {
  start: number;
  end: number;
  id: string;
}

/** A stretch of text under the same marks. */
export interface Segment {
  text: string;
  start: number;
  marks: string[];
}

/**
 * Cuts a text wherever a mark begins or ends, so that marks may overlap or nest and each piece knows all of its own.
 * The pieces together are the text. Ranges are UTF-16 and clipped to the text; empty ones vanish. Pure.
 */
export function segmentsOf(text: string, marks: readonly Mark[]): Segment[] {
  const clipped = marks
    .map((mark) => ({ ...mark, start: Math.max(0, mark.start), end: Math.min(text.length, mark.end) }))
    .filter((mark) => mark.start < mark.end);
  const cuts = new Set([0, text.length]);
  for (const mark of clipped) cuts.add(mark.start).add(mark.end);
  const points = [...cuts].sort((one, other) => one - other);
  const segments: Segment[] = [];
  for (const [index, start] of points.entries()) {
    const end = points[index + 1];
    if (end === undefined) break;
    const covering = clipped.filter((mark) => mark.start <= start && mark.end >= end);
    segments.push({
      text: text.slice(start, end),
      start,
      marks: [...new Set(covering.map((mark) => mark.id))],
    });
  }
  return segments;
}
