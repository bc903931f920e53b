export const KEYWORD_COUNT = 5;
const KEYWORD_LENGTH = 30;

/** The words of a typed or pasted text added to those already there: no doubles, no more than five. Pure. */
export function addKeywords(keywords: readonly string[], typed: string): string[] {
  const words = typed
    .split(/[,，、;；\n]/)
    .map((word) => word.trim().slice(0, KEYWORD_LENGTH))
    .filter((word) => word !== '');
  return [...new Set([...keywords, ...words])].slice(0, KEYWORD_COUNT);
}
