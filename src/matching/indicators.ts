import type { Entry } from '../catalog/entry.ts';
import { entryTexts } from '../catalog/entry-texts.ts';
import { compareIndicators, indicatorsOf } from '../indicators/compare.ts';
import type { ComparedIndicator, SourcedIndicator } from '../indicators/model.ts';
import { createRecent } from '../kernel/recent.ts';

/** The indicators of so many entries are kept; those read longest ago go first. */
const KEPT = 5000;

export type IndicatorComparison = (demand: Entry, achievement: Entry) => ComparedIndicator[];

/**
 * Compares what a demand asks with what an achievement states, indicator by indicator, from both entries as they are
 * given: whoever hides text from a reader hides it before. What was read of an entry is kept by its fingerprint.
 */
export function createIndicatorComparison(): IndicatorComparison {
  const kept = createRecent<SourcedIndicator[]>(KEPT);

  function read(entry: Entry): SourcedIndicator[] {
    const { title, prose } = entryTexts(entry);
    const { indicators } = entry.content;
    // The text itself is the key: a masked copy of an entry has the same id and version as the whole one.
    const key = JSON.stringify([title.text, prose, indicators]);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const found = indicatorsOf([title, ...prose], indicators);
    kept.set(key, found);
    return found;
  }

  return (demand, achievement) =>
    compareIndicators({ indicators: read(demand) }, { indicators: read(achievement) });
}

/** The share of a demand's indicators that are met, 0–1; null where it asks for none. Pure. */
export function shareMet(compared: readonly ComparedIndicator[]): number | null {
  if (compared.length === 0) return null;
  return compared.filter(({ verdict }) => verdict === 'met').length / compared.length;
}
