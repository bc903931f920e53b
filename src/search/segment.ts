import { lexicalUnits, normalise, type Unit } from '../kernel/text.ts';

/** A text as the full-text index stores it: its units in reading order, separated by blanks, by channel. */
export function segment(text: string): { characters: string; bigrams: string } {
  const characters: string[] = [];
  const bigrams: string[] = [];
  for (const unit of lexicalUnits(normalise(text).text)) {
    if (unit.kind !== 'bigram') characters.push(unit.text);
    if (unit.kind !== 'character') bigrams.push(unit.text);
  }
  return { characters: characters.join(' '), bigrams: bigrams.join(' ') };
}

/**
 * What somebody typed, as the groups of units to look for: the bigrams of each run of Han characters, a lone
 * character, a word. The last word is a beginning, because it may still be being typed.
 */
export interface TypedGroup {
  kind: Unit['kind'];
  units: string[];
  isBeginning: boolean;
}

/** Takes a typed text apart; no groups when it holds nothing but punctuation. Pure. */
export function typedGroups(typed: string): TypedGroup[] {
  const groups: TypedGroup[] = [];
  let end = -1;
  const units = lexicalUnits(normalise(typed).text);
  for (const [at, unit] of units.entries()) {
    if (unit.kind === 'character' && !isAlone(unit, units[at + 1])) continue;
    const group = groups.at(-1);
    // Bigrams of one run overlap by a character.
    if (unit.kind === 'bigram' && group?.kind === 'bigram' && unit.start < end) group.units.push(unit.text);
    else groups.push({ kind: unit.kind, units: [unit.text], isBeginning: false });
    end = unit.end;
  }
  const last = groups.at(-1);
  if (last?.kind === 'word') last.isBeginning = true;
  return groups;
}

/** In a longer run a character is followed by the next one, or by the bigram that it ends. */
function isAlone(unit: Unit, after: Unit | undefined): boolean {
  if (after?.kind === 'character') return after.start !== unit.end;
  return after?.kind !== 'bigram' || after.end !== unit.end;
}

/** FTS5 expressions for what was typed: `all` asks for every unit of it, `any` for at least one; null without units. */
export function toFullTextQuery(typed: string): { all: string; any: string } | null {
  const clauses = typedGroups(typed).flatMap(({ kind, units, isBeginning }) =>
    units.map((unit) => toClause(unit, kind === 'character' ? 'characters' : 'bigrams', isBeginning)),
  );
  const distinct = [...new Set(clauses)];
  if (distinct.length === 0) return null;
  return { all: distinct.join(' AND '), any: distinct.join(' OR ') };
}

/** One unit in one channel of title or body, as FTS5 writes it. */
export function toClause(unit: string, channel: 'characters' | 'bigrams', isBeginning = false): string {
  const quoted = `"${unit.replaceAll('"', '""')}"`;
  return `({title_${channel} body_${channel}} : ${quoted}${isBeginning ? '*' : ''})`;
}
