/** Around a passage so much of its text is shown. */
const CONTEXT = 12;

/** What stands before and after a passage, with an ellipsis only where the text goes on. Pure. */
export function around(text: string, start: number, end: number): { before: string; after: string } {
  const from = Math.max(0, start - CONTEXT);
  const to = Math.min(text.length, end + CONTEXT);
  return {
    before: `${from > 0 ? '…' : ''}${text.slice(from, start)}`,
    after: `${text.slice(end, to)}${to < text.length ? '…' : ''}`,
  };
}
