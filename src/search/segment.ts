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

/** One unit to look for, in one channel of title and body. */
export interface Clause {
  unit: string;
  channel: 'characters' | 'bigrams';
  isBeginning: boolean;
}

/** What was typed as clauses, each once; none when it holds nothing but punctuation. Pure. */
export function typedClauses(typed: string): Clause[] {
  const clauses = new Map<string, Clause>();
  for (const { kind, units, isBeginning } of typedGroups(typed)) {
    for (const unit of units) {
      const clause = { unit, channel: kind === 'character' ? 'characters' : 'bigrams', isBeginning } as const;
      clauses.set(toMatch(clause), clause);
    }
  }
  return [...clauses.values()];
}

/** A clause as FTS5 writes it, in one field or in both. */
export function toMatch({ unit, channel, isBeginning }: Clause, fields = ['title', 'body']): string {
  const columns = fields.map((field) => `${field}_${channel}`).join(' ');
  return `({${columns}} : "${unit.replaceAll('"', '""')}"${isBeginning ? '*' : ''})`;
}
