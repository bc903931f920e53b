import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lexicalUnits, normalise } from '../../src/kernel/text.ts';
import { anyUnits, someText } from './some-text.ts';

const textsOf = (raw: string, kind?: string) =>
  lexicalUnits(normalise(raw).text)
    .filter((unit) => kind === undefined || unit.kind === kind)
    .map((unit) => unit.text);

const normalText = fc.oneof(someText, anyUnits).map((raw) => normalise(raw).text);

describe('what a text is compared by', () => {
  it('has every Chinese character and every pair of neighbours', () => {
    expect(textsOf('海带多糖')).toEqual(['海', '带', '海带', '多', '带多', '糖', '多糖']);
  });

  it.each([
    ['±0.1mm', '±0.1mm'],
    ['MRR', 'mrr'],
    ['95%', '95%'],
    ['９５％', '95%'],
    ['SiC', 'sic'],
    ['IP67', 'ip67'],
    ['3.5MPa', '3.5mpa'],
    ['4897.1', '4897.1'],
    ['5m²', '5m2'],
    ['1.2.3', '1.2.3'],
  ])('keeps %s whole', (raw, unit) => {
    expect(textsOf(`得率${raw}左右`, 'word')).toEqual([unit]);
  });

  it('keeps a decimal number with a power in its unit whole, as it does without the decimals', () => {
    expect(textsOf('面积0.5m²，密度1.2g/cm³', 'word')).toEqual(['0.5m2', '1.2g', 'cm3']);
  });

  it('makes no pair across a blank, a sign or a Latin word', () => {
    expect(textsOf('海 带，多a糖', 'bigram')).toEqual([]);
  });

  it('does not take a full stop at the end into the number before it', () => {
    expect(textsOf('0.1mm. 95%.', 'word')).toEqual(['0.1mm', '95%']);
  });

  it('counts characters outside the basic plane as one', () => {
    expect(textsOf('𠮷野')).toEqual(['𠮷', '野', '𠮷野']);
  });

  it('finds nothing in signs and blanks', () => {
    expect(textsOf(' ，。±%+-= \n')).toEqual([]);
  });
});

describe('units lie where they say', () => {
  it('is each exactly the text of its range', () => {
    fc.assert(
      fc.property(normalText, (text) => {
        for (const unit of lexicalUnits(text)) {
          expect(unit.start).toBeLessThan(unit.end);
          expect(text.slice(unit.start, unit.end)).toBe(unit.text);
        }
      }),
    );
  });

  it('joins only neighbouring characters to a bigram, and all of them', () => {
    fc.assert(
      fc.property(normalText, (text) => {
        const units = lexicalUnits(text);
        const characters = units.filter((unit) => unit.kind === 'character');
        const pairs = characters.flatMap((left, index) => {
          const right = characters[index + 1];
          return right?.start === left.end ? [{ start: left.start, end: right.end }] : [];
        });
        const bigrams = units.filter((unit) => unit.kind === 'bigram');
        expect(bigrams.map(({ start, end }) => ({ start, end }))).toEqual(pairs);
      }),
    );
  });

  it('has every letter, digit and Chinese character in exactly one word or character', () => {
    fc.assert(
      fc.property(normalText, (text) => {
        const covered = new Uint8Array(text.length);
        for (const unit of lexicalUnits(text)) {
          if (unit.kind === 'bigram') continue;
          for (let at = unit.start; at < unit.end; at += 1) covered[at]! += 1;
        }
        for (const match of text.matchAll(/./gsu)) {
          const times = covered[match.index];
          if (/[\p{L}\p{N}\p{Script=Han}]/u.test(match[0])) expect([match[0], times]).toEqual([match[0], 1]);
          else expect(times).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('has one Chinese character in a character, two in a bigram, none in a word', () => {
    fc.assert(
      fc.property(normalText, (text) => {
        for (const { kind, text: unit } of lexicalUnits(text)) {
          const chinese = [...unit].filter((character) => /\p{Script=Han}/u.test(character)).length;
          expect(chinese).toBe({ character: 1, bigram: 2, word: 0 }[kind]);
        }
      }),
    );
  });
});
