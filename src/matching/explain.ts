import type { EntryTexts, FieldText } from '../catalog/entry-texts.ts';
import { lexicalUnits, type NormalisedText, normalise, sentences } from '../kernel/text.ts';

/** A UTF-16 range of the stored raw text of one field. */
interface Span {
  field: string;
  start: number;
  end: number;
}

/** Why a pair was proposed, as places in both texts. */
export interface Evidence {
  terms: { demand: Span; achievement: Span }[];
  sentences: { demand: Span; achievement: Span; score: number }[];
}

/** How telling a lexical unit is: the scorer's weight of it; 0 for what nearly every entry says. */
export type Telling = (unit: string) => number;

const MOST_TERMS = 12;
const MOST_SENTENCES = 6;
/** A sentence pair below this share of common weight is no evidence. */
const LEAST_SCORE = 0.12;
/** A shared run whose units carry less than this share of the heaviest possible weight is boilerplate. */
const LEAST_TELLING = 0.35;

/** Characters that glue words together; a shared run neither begins nor ends with one. */
const GLUE = new Set('的了和与及或在是对为中有可能将以等个上下不于由到从其该并各');

interface Sentence {
  span: Span;
  units: Map<string, number>;
  weight: number;
}

/** The evidence of one pair from its raw texts. Pure; linear in the texts, so fit for every row of a ranking. */
export function explain(demand: EntryTexts, achievement: EntryTexts, telling: Telling): Evidence {
  return {
    terms: sharedTerms(allTexts(demand), allTexts(achievement), telling),
    sentences: sentencePairs(
      [demand.title, ...demand.prose],
      [achievement.title, ...achievement.prose],
      telling,
    ),
  };
}

function allTexts({ title, prose, labels, english }: EntryTexts): FieldText[] {
  return [title, ...prose, ...labels, ...english];
}

/** Each sentence of the demand with the achievement's best one: common weight ÷ √(weight · weight), highest first. */
function sentencePairs(
  demand: FieldText[],
  achievement: FieldText[],
  telling: Telling,
): Evidence['sentences'] {
  const answers = achievement.flatMap((text) => toSentences(text, telling));
  const pairs = demand.flatMap((text) =>
    toSentences(text, telling).map((asked) => {
      let best = { span: asked.span, score: 0 };
      for (const answer of answers) {
        const score = overlap(asked, answer);
        if (score > best.score) best = { span: answer.span, score };
      }
      return { demand: asked.span, achievement: best.span, score: best.score };
    }),
  );
  return pairs
    .filter(({ score }) => score >= LEAST_SCORE)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_SENTENCES)
    .map((pair) => ({ ...pair, score: Math.round(pair.score * 1000) / 1000 }));
}

function toSentences({ field, text }: FieldText, telling: Telling): Sentence[] {
  return sentences(text).map(({ start, end }) => {
    const units = new Map<string, number>();
    let weight = 0;
    for (const unit of lexicalUnits(normalise(text.slice(start, end)).text)) {
      if (units.has(unit.text)) continue;
      const own = telling(unit.text);
      units.set(unit.text, own);
      weight += own;
    }
    return { span: { field, start, end }, units, weight };
  });
}

function overlap(a: Sentence, b: Sentence): number {
  if (a.weight === 0 || b.weight === 0) return 0;
  let common = 0;
  for (const [unit, weight] of a.units) if (b.units.has(unit)) common += weight;
  return common / Math.sqrt(a.weight * b.weight);
}

/** Maximal runs of text that both sides have, boilerplate dropped, most telling first. */
function sharedTerms(demand: FieldText[], achievement: FieldText[], telling: Telling): Evidence['terms'] {
  const answers = achievement.map(({ field, text }) => ({ field, text, normal: normalise(text) }));
  const places = new Map<string, { answer: (typeof answers)[number]; start: number }[]>();
  for (const answer of answers) {
    for (const unit of lexicalUnits(answer.normal.text)) {
      if (unit.kind === 'character') continue;
      const known = places.get(unit.text);
      if (known) known.push({ answer, start: unit.start });
      else places.set(unit.text, [{ answer, start: unit.start }]);
    }
  }
  const found = new Map<string, Evidence['terms'][number] & { weight: number }>();
  for (const { field, text } of demand) {
    const normal = normalise(text);
    let covered = 0;
    for (const unit of lexicalUnits(normal.text)) {
      if (unit.kind === 'character' || unit.start < covered) continue;
      const run = longestRun(normal.text, unit.start, unit.end, places.get(unit.text) ?? []);
      if (run === null) continue;
      covered = unit.start + run.length;
      const trimmed = trimGlue(normal.text, unit.start, covered);
      const term = normal.text.slice(trimmed.start, trimmed.end);
      if (trimmed.end - trimmed.start < 2 || found.has(term)) continue;
      const shift = run.start + (trimmed.start - unit.start);
      const weight = weightOf(term, telling);
      if (weight === 0) continue;
      found.set(term, {
        demand: toSpan(field, normal, trimmed.start, trimmed.end),
        achievement: toSpan(run.answer.field, run.answer.normal, shift, shift + term.length),
        weight,
      });
    }
  }
  return [...found.values()]
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_TERMS)
    .map(({ demand: asked, achievement: answer }) => ({ demand: asked, achievement: answer }));
}

type Places = { answer: { field: string; normal: NormalisedText }; start: number }[];

/** The longest common run that begins at `start`, over all places where its first unit occurs. */
function longestRun(text: string, start: number, end: number, places: Places) {
  let best: { answer: Places[number]['answer']; start: number; length: number } | null = null;
  for (const { answer, start: other } of places) {
    let length = end - start;
    while (
      start + length < text.length &&
      text[start + length] === answer.normal.text[other + length] &&
      /[\p{L}\p{N}]/u.test(text[start + length] ?? '')
    ) {
      length += 1;
    }
    if (best === null || length > best.length) best = { answer, start: other, length };
  }
  return best;
}

function trimGlue(text: string, from: number, to: number): { start: number; end: number } {
  let start = from;
  let end = to;
  while (start < end && GLUE.has(text[start] ?? '')) start += 1;
  while (end > start && GLUE.has(text[end - 1] ?? '')) end -= 1;
  return { start, end };
}

/** Summed weight of a run's bigrams and words; 0 when on average they tell too little. */
function weightOf(term: string, telling: Telling): number {
  const units = lexicalUnits(term).filter((unit) => unit.kind !== 'character');
  const weights = units.map((unit) => telling(unit.text));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return units.length > 0 && total / units.length >= LEAST_TELLING ? total : 0;
}

function toSpan(field: string, { starts, ends }: NormalisedText, start: number, end: number): Span {
  return { field, start: starts[start]!, end: ends[end - 1]! };
}
