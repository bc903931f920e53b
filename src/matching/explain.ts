import type { EntryTexts, FieldText } from '../catalog/entry-texts.ts';
import { lexicalUnits, type NormalisedText, normalise, sentences, type Unit } from '../kernel/text.ts';

/** A UTF-16 range of the stored raw text of one field. */
export interface Span {
  field: string;
  start: number;
  end: number;
}

/** Why a pair was proposed, as places in both texts. */
export interface TextEvidence {
  terms: { demand: Span; achievement: Span }[];
  /** Keywords and names of indicators that say the like in other words; only where meanings were compared. */
  nearTerms: { demand: Span; achievement: Span; score: number }[];
  sentences: { demand: Span; achievement: Span; score: number }[];
}

/** How near two texts are in meaning, 0–1; for the texts of `textsToCompare` only. */
export type Meaning = (asked: string, answer: string) => number;

/** How telling a lexical unit is: the scorer's weight of it; 0 for what nearly every entry says. */
export type Telling = (unit: string) => number;

const MOST_TERMS = 12;
const MOST_SENTENCES = 6;
const MOST_PLACES = 50;
const MOST_NEAR_TERMS = 6;
/** A sentence pair below this share of common weight is no evidence; and below this mean of words and meaning. */
const LEAST_SCORE = 0.12;
const LEAST_WITH_MEANING = 0.3;
/** Terms as near as this mean the like: 锂电池 and 储能电池, not 字幕 and 术语. */
const LEAST_NEARNESS = 0.6;
/** A shared run whose units carry less than this share of the heaviest possible weight is boilerplate. */
const LEAST_TELLING = 0.35;

/** Characters that glue words together; a shared run neither begins nor ends with one. */
const GLUE = new Set('的了和与及或在是对为中有可能将以等个上下不于由到从其该并各');

interface Sentence {
  span: Span;
  text: string;
  units: Map<string, number>;
  weight: number;
}

/**
 * The evidence of one pair from its raw texts. Pure. Without `meaning` linear in the texts, so fit for every row of a
 * ranking; with it, sentences count half by their words and half by what they mean.
 */
export function explain(
  demand: EntryTexts,
  achievement: EntryTexts,
  telling: Telling,
  meaning?: Meaning,
): TextEvidence {
  return {
    terms: sharedTerms(allTexts(demand), allTexts(achievement), telling),
    nearTerms: meaning === undefined ? [] : nearTerms(demand.labels, achievement.labels, meaning),
    sentences: sentencePairs(saidBy(demand), saidBy(achievement), telling, meaning),
  };
}

/** The sentences and labels of an entry that `explain` asks the meaning of. Pure. */
export function textsToCompare(texts: EntryTexts): string[] {
  const said = saidBy(texts).flatMap(({ text }) =>
    sentences(text).map(({ start, end }) => text.slice(start, end)),
  );
  return [...new Set([...said, ...texts.labels.map(({ text }) => text)])];
}

function saidBy({ title, prose }: EntryTexts): FieldText[] {
  return [title, ...prose];
}

/** Labels of both sides that differ as words and are near in meaning, nearest first; each of the demand's once. */
function nearTerms(asked: FieldText[], answers: FieldText[], meaning: Meaning): TextEvidence['nearTerms'] {
  const plain = ({ text }: FieldText) => normalise(text).text;
  const whole = ({ field, text }: FieldText): Span => ({ field, start: 0, end: text.length });
  return asked
    .flatMap((label) => {
      const others = answers.filter((other) => {
        const [one, two] = [plain(label), plain(other)];
        return !one.includes(two) && !two.includes(one);
      });
      const scored = others.map((other) => ({ other, score: meaning(label.text, other.text) }));
      const best = scored.sort((a, b) => b.score - a.score)[0];
      if (best === undefined || best.score < LEAST_NEARNESS) return [];
      return [{ demand: whole(label), achievement: whole(best.other), score: rounded(best.score) }];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_NEAR_TERMS);
}

function rounded(score: number): number {
  return Math.round(score * 1000) / 1000;
}

function allTexts({ title, prose, labels, english }: EntryTexts): FieldText[] {
  return [title, ...prose, ...labels, ...english];
}

/**
 * Each sentence of the demand with the achievement's best one, highest first: common weight ÷ √(weight · weight), or the
 * mean of that and the nearness in meaning.
 */
function sentencePairs(
  demand: FieldText[],
  achievement: FieldText[],
  telling: Telling,
  meaning: Meaning | undefined,
): TextEvidence['sentences'] {
  const least = meaning === undefined ? LEAST_SCORE : LEAST_WITH_MEANING;
  const answers = achievement.flatMap((text) => toSentences(text, telling));
  const pairs = demand.flatMap((text) =>
    toSentences(text, telling).map((asked) => {
      let best = { span: asked.span, score: 0 };
      for (const answer of answers) {
        const words = overlap(asked, answer);
        const score = meaning === undefined ? words : (words + meaning(asked.text, answer.text)) / 2;
        if (score > best.score) best = { span: answer.span, score };
      }
      return { demand: asked.span, achievement: best.span, score: best.score };
    }),
  );
  return pairs
    .filter(({ score }) => score >= least)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_SENTENCES)
    .map((pair) => ({ ...pair, score: rounded(pair.score) }));
}

/** The sentences that say something; a lone full stop does not. */
function toSentences({ field, text }: FieldText, telling: Telling): Sentence[] {
  const all = sentences(text).map(({ start, end }) => {
    const units = new Map<string, number>();
    let weight = 0;
    for (const unit of lexicalUnits(normalise(text.slice(start, end)).text)) {
      if (units.has(unit.text)) continue;
      const own = telling(unit.text);
      units.set(unit.text, own);
      weight += own;
    }
    return { span: { field, start, end }, text: text.slice(start, end), units, weight };
  });
  return all.filter(({ units }) => units.size > 0);
}

function overlap(a: Sentence, b: Sentence): number {
  if (a.weight === 0 || b.weight === 0) return 0;
  let common = 0;
  for (const [unit, weight] of a.units) if (b.units.has(unit)) common += weight;
  return common / Math.sqrt(a.weight * b.weight);
}

/** A text as its atoms: single Han characters and whole words. A run of atoms never cuts a word or a number. */
interface AtomText {
  field: string;
  normal: NormalisedText;
  atoms: Unit[];
}

function toAtoms({ field, text }: FieldText): AtomText {
  const normal = normalise(text);
  return { field, normal, atoms: lexicalUnits(normal.text).filter(({ kind }) => kind !== 'bigram') };
}

/** Maximal runs of text that both sides have, boilerplate dropped, most telling first. */
function sharedTerms(demand: FieldText[], achievement: FieldText[], telling: Telling): TextEvidence['terms'] {
  const places = findPlaces(achievement.map(toAtoms));
  const found = new Map<string, TextEvidence['terms'][number] & { weight: number }>();
  for (const asked of demand.map(toAtoms)) {
    for (let at = 0; at < asked.atoms.length; ) {
      const run = longestRun(asked, at, places);
      at += Math.max(run?.length ?? 0, 1);
      if (run === null) continue;
      const [from, to] = trimGlue(asked.atoms, at - run.length, at);
      const term = asked.atoms
        .slice(from, to)
        .map(({ text }) => text)
        .join('');
      const weight = term.length < 2 || found.has(term) ? 0 : weightOf(term, telling);
      if (weight === 0) continue;
      const shift = run.start - (at - run.length);
      const spans = {
        demand: toSpan(asked, from, to),
        achievement: toSpan(run.answer, from + shift, to + shift),
      };
      found.set(term, { ...spans, weight });
    }
  }
  return [...found.values()]
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_TERMS)
    .map(({ demand: asked, achievement: answer }) => ({ demand: asked, achievement: answer }));
}

/** Where a run may begin in the answering texts: at each word, and at each pair of neighbouring Han characters. */
type Places = Map<string, { answer: AtomText; start: number }[]>;

/** What a run that begins at this atom is looked up by; null for a lone Han character. */
function beginning(atoms: Unit[], at: number): string | null {
  const atom = atoms[at]!;
  if (atom.kind === 'word') return atom.text;
  const next = atoms[at + 1];
  return next?.kind === 'character' && next.start === atom.end ? atom.text + next.text : null;
}

function findPlaces(answers: AtomText[]): Places {
  const places: Places = new Map();
  for (const answer of answers) {
    for (let start = 0; start < answer.atoms.length; start += 1) {
      const key = beginning(answer.atoms, start);
      if (key === null) continue;
      const known = places.get(key);
      if (known === undefined) places.set(key, [{ answer, start }]);
      // A text that repeats itself has its longest run among its first places well enough.
      else if (known.length < MOST_PLACES) known.push({ answer, start });
    }
  }
  return places;
}

/** The longest common run of neighbouring atoms that begins at `at`, over all places where it may begin. */
function longestRun({ atoms }: AtomText, at: number, places: Places) {
  const key = beginning(atoms, at);
  let best: { answer: AtomText; start: number; length: number } | null = null;
  for (const { answer, start } of (key === null ? undefined : places.get(key)) ?? []) {
    let length = 1;
    while (continues(atoms, at + length) && continues(answer.atoms, start + length)) {
      if (atoms[at + length]!.text !== answer.atoms[start + length]!.text) break;
      length += 1;
    }
    if (best === null || length > best.length) best = { answer, start, length };
  }
  return best;
}

/** True when this atom follows the one before it without a gap. */
function continues(atoms: Unit[], at: number): boolean {
  return atoms[at] !== undefined && atoms[at]!.start === atoms[at - 1]!.end;
}

function trimGlue(atoms: Unit[], start: number, end: number): [number, number] {
  let from = start;
  let to = end;
  while (from < to && GLUE.has(atoms[from]!.text)) from += 1;
  while (to > from && GLUE.has(atoms[to - 1]!.text)) to -= 1;
  return [from, to];
}

/** Summed weight of a run's bigrams and words; 0 when on average they tell too little. */
function weightOf(term: string, telling: Telling): number {
  const units = lexicalUnits(term).filter((unit) => unit.kind !== 'character');
  const weights = units.map((unit) => telling(unit.text));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return units.length > 0 && total / units.length >= LEAST_TELLING ? total : 0;
}

function toSpan({ field, normal, atoms }: AtomText, from: number, to: number): Span {
  const [first, last] = [atoms[from]!, atoms[to - 1]!];
  return { field, start: normal.starts[first.start]!, end: normal.ends[last.end - 1]! };
}
