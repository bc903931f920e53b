/** What the server puts where something was masked inside a text. */
export const MASK = '＊＊＊';

export interface Piece {
  text: string;
  start: number;
  masked: boolean;
}

/** A text cut at its masked places; the pieces together are the text. Pure. */
export function maskedPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (let found = text.indexOf(MASK); found >= 0; found = text.indexOf(MASK, at)) {
    if (found > at) pieces.push({ text: text.slice(at, found), start: at, masked: false });
    pieces.push({ text: MASK, start: found, masked: true });
    at = found + MASK.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), start: at, masked: false });
  return pieces;
}
