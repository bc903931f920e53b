import { lexicalUnits, normalise } from '../../kernel/text.ts';
import type { FieldText } from '../entry-texts.ts';
import type { Part } from './model.ts';

/** 一是…二是…, 1. 2. 3., （1）（2）, ①②, 第一，第二. */
const MARK =
  /(?:^|[。；;\n：:，,])\s*(?:([一二三四五六])是|(?:第([一二三四五六]))[，、]?|[（(]?([1-9一二三四五六])[）)、.．](?!\d)|([①②③④⑤⑥]))/g;
/** Tasks that share more of their words than this belong together (Jaccard of bigrams). */
const TOGETHER = 0.12;
/** A part shorter than this is a heading or a value, not a task. */
const SHORTEST = 12;

/**
 * The listed tasks of a demand that have little in common and might each be a demand of its own; empty where there are
 * fewer than two, or where they belong together. Pure.
 */
export function unlikeParts(texts: readonly FieldText[]): Part[] {
  const [most = []] = texts.map(partsOf).sort((one, other) => other.length - one.length);
  if (most.length < 2) return [];
  const textOf = new Map(texts.map(({ field, text }) => [field, text]));
  const words = most.map(({ field, start, end }) => bigrams((textOf.get(field) ?? '').slice(start, end)));
  const unlike = words.every((one, at) =>
    words.slice(at + 1).every((other) => likeness(one, other) < TOGETHER),
  );
  return unlike ? most : [];
}

function partsOf({ field, text }: FieldText): Part[] {
  const marks = [...text.matchAll(MARK)];
  const starts = marks.map((mark) => mark.index + mark[0].length);
  return starts
    .map((start, at) => {
      const next = marks[at + 1];
      return { field, start, end: next === undefined ? text.length : next.index };
    })
    .filter(({ start, end }) => end - start >= SHORTEST);
}

function bigrams(text: string): Set<string> {
  const units = lexicalUnits(normalise(text).text).filter(({ kind }) => kind !== 'character');
  return new Set(units.map((unit) => unit.text));
}

function likeness(one: Set<string>, other: Set<string>): number {
  let shared = 0;
  for (const word of one) if (other.has(word)) shared += 1;
  const all = one.size + other.size - shared;
  return all === 0 ? 1 : shared / all;
}
