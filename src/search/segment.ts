import { lexicalUnits, normalise } from '../kernel/text.ts';

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
 * FTS5 expressions for what was typed: `all` asks for every unit of it, `any` for at least one; null when it has
 * none. Runs of Han characters are asked for by bigrams, a lone character by itself, the last Latin word as a
 * beginning, because it may still be being typed.
 */
export function toFullTextQuery(typed: string): { all: string; any: string } | null {
  const units = lexicalUnits(normalise(typed).text);
  const wanted = units.filter((unit) => unit.kind !== 'character' || isAlone(unit, units));
  const last = wanted.at(-1);
  const clauses = wanted.map((unit) => {
    const quoted = `"${unit.text.replaceAll('"', '""')}"`;
    const columns = unit.kind === 'character' ? 'characters' : 'bigrams';
    const beginning = unit === last && unit.kind === 'word' ? '*' : '';
    return `{title_${columns} body_${columns}} : ${quoted}${beginning}`;
  });
  const distinct = [...new Set(clauses)].map((clause) => `(${clause})`);
  if (distinct.length === 0) return null;
  return { all: distinct.join(' AND '), any: distinct.join(' OR ') };
}

type Units = ReturnType<typeof lexicalUnits>;

function isAlone(unit: Units[number], units: Units): boolean {
  return !units.some(
    (other) => other.kind === 'bigram' && other.start <= unit.start && unit.end <= other.end,
  );
}
