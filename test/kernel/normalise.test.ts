import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NormalisedText, normalise } from '../../src/kernel/text.ts';
import { anyUnits, someClusters, someText } from './some-text.ts';

/** The raw pieces that a normalised text came from, each once, in order. */
function sources(raw: string, { starts, ends }: NormalisedText): string[] {
  const pieces: string[] = [];
  for (const [unit, start] of starts.entries()) {
    if (unit === 0 || start !== starts[unit - 1]) pieces.push(raw.slice(start, ends[unit]));
  }
  return pieces;
}

describe('texts that mean the same become the same', () => {
  it.each([
    ['full-width letters, digits and signs', '精度９５％～ＳｉＣ', '精度95%~sic'],
    ['capitals', 'MRR 与 SiC', 'mrr 与 sic'],
    ['traditional characters', '檢測體積與強度', '检测体积与强度'],
    ['the blank a web editor leaves', '株高&nbsp;112', '株高 112'],
    ['a no-break and an ideographic blank', 'a\u00a0b\u3000c', 'a b c'],
    ['units written as one sign', '㎜ ㎡ ℃ µm', 'mm m2 °c μm'],
    ['ligatures and circled numbers', 'ﬁne ①', 'fine 1'],
    ['full-width punctuation', '（检测，识别）', '(检测,识别)'],
    ['a letter with its accent apart', 'cafe\u0301', 'caf\u00e9'],
    ['compatibility ideographs', '\uf9d1', '六'],
  ])('%s', (_what, raw, text) => {
    expect(normalise(raw).text).toBe(text);
  });

  it('leaves what has no other form as it is, line breaks and signs included', () => {
    const raw = '压铸件 ±0.1mm, 得率≥95%\n第二行';
    expect(normalise(raw).text).toBe(raw);
  });

  it('takes only the whole entity for a blank', () => {
    expect(normalise('&nbsp a&amp;b').text).toBe('&nbsp a&amp;b');
  });

  it('gives nothing for nothing', () => {
    const { text, starts, ends } = normalise('');
    expect([text, starts.length, ends.length]).toEqual(['', 0, 0]);
  });

  it('gives the same again when a text is normalised twice', () => {
    fc.assert(
      fc.property(someText, (raw) => {
        const once = normalise(raw).text;
        expect(normalise(once).text).toBe(once);
      }),
    );
  });

  it('does not depend on what was normalised before', () => {
    const raw = '檢測ＭＲＲ&nbsp;e\u0301';
    const first = normalise(raw);
    for (let i = 0; i < 3; i += 1) normalise('檢 測 Ｍ Ｒ e \u0301');
    expect(normalise(raw)).toEqual(first);
  });
});

describe('a place found in the normalised text is found in the raw one', () => {
  it('shows a highlight on the text as its author wrote it', () => {
    const raw = '精度&nbsp;９５％，檢測';
    const { text, starts, ends } = normalise(raw);
    const at = text.indexOf('95%');
    expect(raw.slice(starts[at], ends[at + 2])).toBe('９５％');
    const blank = text.indexOf(' ');
    expect(raw.slice(starts[blank], ends[blank])).toBe('&nbsp;');
  });

  it('points every letter of a ligature at the whole ligature', () => {
    const { text, starts, ends } = normalise('xﬁy');
    expect(text).toBe('xfiy');
    expect([...starts]).toEqual([0, 1, 1, 2]);
    expect([...ends]).toEqual([1, 2, 2, 3]);
  });

  it('has one place for each unit, inside the raw text, never going back', () => {
    fc.assert(
      fc.property(fc.oneof(someText, anyUnits), (raw) => {
        const { text, starts, ends } = normalise(raw);
        expect(starts.length).toBe(text.length);
        expect(ends.length).toBe(text.length);
        for (let unit = 0; unit < text.length; unit += 1) {
          expect(starts[unit]).toBeLessThan(ends[unit]!);
          expect(ends[unit]).toBeLessThanOrEqual(raw.length);
          if (unit > 0) expect(starts[unit]).toBeGreaterThanOrEqual(starts[unit - 1]!);
          if (unit > 0) expect(ends[unit]).toBeGreaterThanOrEqual(ends[unit - 1]!);
        }
      }),
    );
  });

  it('covers the whole raw text without gaps or overlaps', () => {
    fc.assert(
      fc.property(fc.oneof(someText, anyUnits), (raw) => {
        expect(sources(raw, normalise(raw)).join('')).toBe(raw);
      }),
    );
  });

  it('gives back the characters, marks and entities the text was made of', () => {
    fc.assert(
      fc.property(someClusters, (parts) => {
        const raw = parts.join('');
        // Two equal neighbours have different places, so each part is told apart.
        expect(sources(raw, normalise(raw))).toEqual(parts);
      }),
    );
  });
});
