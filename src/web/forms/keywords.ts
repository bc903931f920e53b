export interface WordLimits {
  count: number;
  /** Characters of one word. */
  length: number;
}

export const keywordLimits: WordLimits = { count: 5, length: 30 };
export const maskWordLimits: WordLimits = { count: 20, length: 60 };

/** The words of a typed or pasted text added to those already there: no doubles, no more than fit. Pure. */
export function addWords(words: readonly string[], typed: string, limits: WordLimits): string[] {
  const added = typed
    .split(/[,，、;；\n]/)
    .map((word) => word.trim().slice(0, limits.length))
    .filter((word) => word !== '');
  return [...new Set([...words, ...added])].slice(0, limits.count);
}
