import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lexicalUnits, normalise } from '../../src/kernel/text.ts';
import { findTyped } from '../../src/search/highlight.ts';
import { typedGroups } from '../../src/search/segment.ts';
import { anyUnits, someClusters, someText } from '../kernel/some-text.ts';

const anyText = fc.oneof(someText, anyUnits);
/** A typed text that often stands in the text: a piece of it, or something else. */
const typedInText = someClusters.chain((clusters) => {
  const piece = fc
    .tuple(fc.nat(clusters.length), fc.integer({ min: 1, max: 6 }))
    .map(([from, length]) => clusters.slice(from, from + length).join(''));
  return fc.record({ raw: fc.constant(clusters.join('')), typed: fc.oneof(piece, someText) });
});

const find = (typed: string, raw: string) => findTyped(typedGroups(typed), raw);
const pieces = (typed: string, raw: string) =>
  find(typed, raw).map(({ start, end }) => raw.slice(start, end));

describe('what is marked in a text', () => {
  it('is nothing when nothing was typed, or nothing but punctuation', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('', '  ', '。', '，！', '\u3000'), (raw, typed) => {
        expect(find(typed, raw)).toEqual([]);
      }),
    );
  });

  it('lies inside the text, in rising order, apart from each other and never empty, whatever was typed', () => {
    fc.assert(
      fc.property(anyText, anyText, (raw, typed) => {
        let last = -1;
        for (const { start, end } of find(typed, raw)) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(raw.length);
          last = end;
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('never cuts a character in two', () => {
    fc.assert(
      fc.property(typedInText, ({ raw, typed }) => {
        for (const piece of pieces(typed, raw)) {
          expect(piece.isWellFormed()).toBe(true);
          expect(piece).not.toMatch(/^\p{M}/u);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is made of units that were typed, or begins with the last word, and of nothing else', () => {
    fc.assert(
      fc.property(typedInText, ({ raw, typed }) => {
        // One sign that reads as several letters (½ is 1⁄2) is marked whole where one of them was typed.
        fc.pre(!/[½㎜ﬁ]/.test(raw));
        const groups = typedGroups(typed);
        const wanted = groups.flatMap(({ units }) => units);
        for (const piece of pieces(typed, raw)) {
          // What is marked holds a typed unit, and each of its characters stands in one.
          const normal = normalise(piece).text.replace(/\s/g, '');
          expect(wanted.some((unit) => normal.includes(unit))).toBe(true);
          const letters = new Set(wanted.join(''));
          expect(
            [...normal].filter((letter) => /[\p{L}\p{N}]/u.test(letter) && !letters.has(letter)),
          ).toEqual([]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is every place where a typed unit stands', () => {
    fc.assert(
      fc.property(typedInText, ({ raw, typed }) => {
        const wanted = new Set(typedGroups(typed).flatMap(({ units }) => units));
        const normal = normalise(raw);
        const marked = find(typed, raw);
        for (const unit of lexicalUnits(normal.text)) {
          if (!wanted.has(unit.text)) continue;
          const [start, end] = [normal.starts[unit.start]!, normal.ends[unit.end - 1]!];
          expect(marked.some((range) => range.start <= start && range.end >= end)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is all of a text in which everything was typed', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[一-十丁七万]{1,12}$/u), (text) => {
        expect(find(text, text)).toEqual([{ start: 0, end: text.length }]);
      }),
    );
  });
});

describe('what is marked', () => {
  it.each([
    ['划伤', '表面划伤、凹坑与划痕', ['划伤']],
    ['磷酸铁锂', '磷酸铁锂电池', ['磷酸铁锂']],
    // One character of a longer run is no match: only its bigrams are looked for.
    ['磷酸铁锂', '铁，锂，磷', []],
    ['锂', '磷酸铁锂电池', ['锂']],
    // Some of the bigrams are enough.
    ['表面划伤', '划伤检测', ['划伤']],
    ['robot', 'Robots and ROBOT arms, a microrobot', ['Robot', 'ROBOT']],
    ['robot 划伤', 'robots划伤，robot', ['划伤', 'robot']],
    // Places that touch are one.
    ['robot 划伤', 'robots划伤robot', ['划伤robot']],
    // A word that is not the last one was typed to its end.
    ['rob 划伤', 'robot 划伤', ['划伤']],
    ['检测', '自動檢測設備', ['檢測']],
    ['檢測', '自动检测设备', ['检测']],
    ['robot', 'Ｒｏｂｏｔ焊接', ['Ｒｏｂｏｔ']],
    ['5%', '误差５％以内', ['５％']],
    ['划伤', '划&nbsp;伤 划伤&nbsp;划伤', ['划伤', '划伤']],
    ['mm²', '0.1㎜² mm²', ['mm²']],
    ['étude', 'E\u0301tude', ['E\u0301tude']],
    ['𠮷野', '𠮷野家', ['𠮷野']],
  ] as [string, string, string[]][])('for %s in %s', (typed, raw, expected) => {
    expect(pieces(typed, raw)).toEqual(expected);
  });
});
