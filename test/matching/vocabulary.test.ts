import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Db } from '../../src/db/open.ts';
import { createVocabulary, type Vocabulary } from '../../src/matching/vocabulary.ts';
import { openMigratedDatabase } from '../search/migrated-database.ts';

let folder: string;
let db: Db;
let vocabulary: Vocabulary;

function open(): void {
  db = openMigratedDatabase(join(folder, 'jiebang.sqlite'));
  vocabulary = createVocabulary(db);
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiebang-vocabulary-'));
  open();
});
afterEach(() => {
  db.$client.close();
  rmSync(folder, { recursive: true, force: true });
});
function restart(): void {
  db.$client.close();
  open();
}

const frequencies = (characters: Record<string, number>, bigrams: Record<string, number> = {}) => ({
  characters: new Map(Object.entries(characters)),
  bigrams: new Map(Object.entries(bigrams)),
});

/** The counts by term text again. */
function byText(counts: { ids: Uint32Array; counts: Uint8Array }, known: string[]): Record<string, number> {
  const textOf = new Map(known.map((text) => [vocabulary.find(text), text]));
  return Object.fromEntries(Array.from(counts.ids, (id, at) => [textOf.get(id) ?? '?', counts.counts[at]!]));
}

it('numbers the terms of an entry with rising ids and keeps their counts', () => {
  const numbered = vocabulary.number(frequencies({ 锂: 3, 电: 1, sic: 2 }, { 锂电: 1, sic: 2 }));
  for (const { ids } of [numbered.characters, numbered.bigrams]) {
    expect(Array.from(ids)).toEqual(Array.from(ids).sort((a, b) => a - b));
  }
  expect(byText(numbered.characters, ['锂', '电', 'sic'])).toEqual({ 锂: 3, 电: 1, sic: 2 });
  expect(byText(numbered.bigrams, ['锂电', 'sic'])).toEqual({ 锂电: 1, sic: 2 });
});

it('gives one term one id, in both channels and every time', () => {
  const first = vocabulary.number(frequencies({ sic: 1 }, { sic: 2 }));
  expect(first.characters.ids).toEqual(first.bigrams.ids);
  const again = vocabulary.number(frequencies({ 海: 1, sic: 5 }));
  expect(Array.from(again.characters.ids)).toContain(first.bigrams.ids[0]);
  expect(byText(again.characters, ['海', 'sic'])).toEqual({ 海: 1, sic: 5 });
});

it('rises again after a later entry brings a term between two old ones', () => {
  vocabulary.number(frequencies({ a: 1, b: 1 }));
  const numbered = vocabulary.number(frequencies({ b: 2, c: 7, a: 9 }));
  expect(Array.from(numbered.characters.ids)).toEqual(
    Array.from(numbered.characters.ids).sort((a, b) => a - b),
  );
  expect(byText(numbered.characters, ['a', 'b', 'c'])).toEqual({ a: 9, b: 2, c: 7 });
});

it('keeps every id over a restart, and gives new terms ids that were never used', () => {
  const terms = ['锂', '電', 'sic', '±0.1mm', '𠮷', "it's", 'NULL'];
  vocabulary.number(frequencies(Object.fromEntries(terms.map((term) => [term, 1]))));
  const before = terms.map((term) => vocabulary.find(term));
  restart();
  expect(terms.map((term) => vocabulary.find(term))).toEqual(before);
  vocabulary.number(frequencies({ 新: 1, 锂: 1 }));
  const fresh = vocabulary.find('新');
  expect(fresh).toBeDefined();
  expect(before).not.toContain(fresh);
  expect(fresh).toBeGreaterThan(Math.max(...before.map(Number)));
  restart();
  expect(vocabulary.find('新')).toBe(fresh);
  expect(terms.map((term) => vocabulary.find(term))).toEqual(before);
});

it('does not know a term nobody used, and looking for it does not teach it', () => {
  expect(vocabulary.find('从未')).toBeUndefined();
  expect(vocabulary.find('从未')).toBeUndefined();
  const empty = vocabulary.number(frequencies({}));
  expect([empty.characters.ids.length, empty.bigrams.ids.length]).toEqual([0, 0]);
});
