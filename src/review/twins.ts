import type { Entry } from '../catalog/entry.ts';
import { entryTexts } from '../catalog/entry-texts.ts';
import { lexicalUnits, normalise } from '../kernel/text.ts';

/** Entries that share so much of what they say are shown once. */
const ALIKE = 0.85;

/** What an entry says, as the set of its bigrams and words; to be compared by `areTwins`. Pure. */
export function saying(entry: Entry): Set<string> {
  const { title, prose } = entryTexts(entry);
  const units = [title, ...prose].flatMap(({ text }) => lexicalUnits(normalise(text).text));
  return new Set(units.filter(({ kind }) => kind !== 'character').map(({ text }) => text));
}

/** Whether two entries say nearly the same: shared units ÷ all units (Jaccard) ≥ 0.85. Pure, symmetric. */
export function areTwins(one: Set<string>, other: Set<string>): boolean {
  const [few, many] = one.size <= other.size ? [one, other] : [other, one];
  if (few.size === 0 || few.size < many.size * ALIKE) return false;
  let shared = 0;
  for (const unit of few) if (many.has(unit)) shared += 1;
  return shared >= ALIKE * (few.size + many.size - shared);
}
