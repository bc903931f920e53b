import fc from 'fast-check';
import type { Settings } from 'meilisearch';
import { describe, expect, it } from 'vitest';
import { lexicalUnits, normalise } from '../../src/kernel/text.ts';
import { differingSettings, indexSettings } from '../../src/search/meilisearch/settings.ts';
import { encodeText, encodeTyped, encodeUnit, MOST_PARTS } from '../../src/search/meilisearch/units.ts';
import { typedGroups } from '../../src/search/segment.ts';
import { anyUnits, someText } from '../kernel/some-text.ts';

const anyText = fc.oneof(someText, anyUnits, fc.string({ unit: 'binary', maxLength: 30 }));
const unitsOf = (text: string) => lexicalUnits(normalise(text).text).map((unit) => unit.text);

/** Han characters of every plane, and signs that Unicode counts among them. */
const han = fc.constantFrom(
  ...'磷酸铁锂催化剂〇々〻',
  '𠮷',
  '𪚥',
  '\u{31350}',
  '\u3021',
  '\u4e00',
  '\u9fff',
  '\uf900',
);
const latin = fc
  .array(fc.constantFrom(...'abcwzyx0189.%±éßøдж', 'ı', 'か', '\u0627', '𝼀'), { minLength: 1, maxLength: 8 })
  .map((letters) => letters.join(''));
const unit = fc.oneof(
  han,
  fc.tuple(han, han).map((pair) => pair.join('')),
  latin,
  anyText.chain((text) => {
    const own = unitsOf(text);
    return own.length === 0 ? fc.constant('a') : fc.constantFrom(...own);
  }),
);
/** The server's longest word. */
const LONGEST = 240;

describe('a lexical unit as a word for the server', () => {
  it('is written in plain letters and digits only', () => {
    fc.assert(
      fc.property(unit, (one) => {
        expect(encodeUnit(one)).toMatch(/^[a-z0-9]+$/);
      }),
      { numRuns: 2000 },
    );
  });

  it('is another word for another unit', () => {
    fc.assert(
      fc.property(unit, unit, (one, other) => {
        if (encodeUnit(one).length === LONGEST) return;
        expect(encodeUnit(one) === encodeUnit(other)).toBe(one === other);
      }),
      { numRuns: 5000 },
    );
  });

  it('is another word for every pair of real characters, however their codes run together', () => {
    const characters = [...'0123456789abcdefwyz'].concat([...'丁一二三乃九了'], ['𠮷', '〇']);
    const seen = new Map<string, string>();
    for (const one of characters) {
      for (const other of ['', ...characters]) {
        const text = one + other;
        const isHan = [...text].map((letter) => /\p{Script=Han}/u.test(letter));
        if (new Set(isHan).size > 1) continue;
        const word = encodeUnit(text);
        expect(seen.get(word) ?? text).toBe(text);
        seen.set(word, text);
      }
    }
    expect(seen.size).toBeGreaterThan(400);
  });

  it('begins as the beginning of the unit does, for words and numbers', () => {
    fc.assert(
      fc.property(latin, latin, (begun, rest) => {
        expect(encodeUnit(begun + rest).startsWith(encodeUnit(begun))).toBe(true);
      }),
    );
    for (const [begun, whole] of [
      ['rob', 'robot'],
      ['±0', '±0.1mm'],
      ['é', 'étude'],
    ]) {
      expect(encodeUnit(whole!).startsWith(encodeUnit(begun!))).toBe(true);
    }
  });

  it('begins as another only where the units do: no word is found by what is not its beginning', () => {
    fc.assert(
      fc.property(latin, latin, (one, other) => {
        if (encodeUnit(one).length === LONGEST) return;
        expect(encodeUnit(other).startsWith(encodeUnit(one))).toBe(other.startsWith(one));
      }),
      { numRuns: 3000 },
    );
  });

  it('is no longer than the server reads, in the text as in the question', () => {
    const long = 'é'.repeat(500);
    expect(encodeUnit(long)).toHaveLength(LONGEST);
    expect(encodeText(long)).toBe(encodeUnit(long));
    expect(encodeTyped(long)?.question).toBe(encodeUnit(long));
  });
});

describe('a text as the server stores it', () => {
  it('holds each of its units once, in the order in which they first come', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const words = encodeText(text).split(' ').filter(Boolean);
        expect(new Set(words).size).toBe(words.length);
        expect(words).toEqual([...new Set(unitsOf(text).map(encodeUnit))]);
      }),
      { numRuns: 500 },
    );
  });

  it('is the same for texts that read the same: full width, traditional, blanks of the web', () => {
    expect(encodeText('Ｒｏｂｏｔ&nbsp;檢測體積')).toBe(encodeText('robot 检测体积'));
    expect(encodeText('。，！')).toBe('');
  });
});

describe('what was typed as a question', () => {
  it('is nothing for nothing but punctuation', () => {
    for (const typed of ['', '  ', '。，', '“”', '&nbsp;', '\u3000']) expect(encodeTyped(typed)).toBeNull();
  });

  it('has one phrase a run of characters, and a last word that is a beginning', () => {
    expect(encodeTyped('磷酸铁锂')).toEqual({ question: '"b78f79178 b917894c1 b94c19502"', parts: 1 });
    expect(encodeTyped('锂')).toEqual({ question: '"c9502"', parts: 1 });
    expect(encodeTyped('锂 robot')).toEqual({ question: '"c9502" wrobot', parts: 2 });
    expect(encodeTyped('robot 锂')).toEqual({ question: '"wrobot" "c9502"', parts: 2 });
  });

  it('counts its parts, which the server reads ten of at most', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const encoded = encodeTyped(typed);
        const groups = typedGroups(typed);
        expect(encoded?.parts ?? 0).toBe(groups.length);
        if (encoded === null) return;
        // Outside quotation marks stands at most the last word.
        const phrases = encoded.question.match(/"[^"]*"/g) ?? [];
        const bare = encoded.question.replace(/"[^"]*"/g, '').trim();
        expect(phrases.length + (bare === '' ? 0 : 1)).toBe(encoded.parts);
        expect(encoded.question.replaceAll('"', '')).toMatch(/^[a-z0-9]+( [a-z0-9]+)*$/);
      }),
      { numRuns: 500 },
    );
    expect(encodeTyped('a b c d e f g h i j k')?.parts).toBe(MOST_PARTS + 1);
  });

  it('asks only for words that a text with the same words holds', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const words = (encodeTyped(text)?.question ?? '').replaceAll('"', '').split(' ').filter(Boolean);
        const stored = new Set(encodeText(text).split(' '));
        expect(words.filter((word) => !stored.has(word))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the settings of an index', () => {
  const ours = indexSettings(64);
  const names = Object.keys(ours) as (keyof Settings)[];
  /** Settings as a server shows them: ours, and everything that it adds of its own. */
  const shown = (): Settings => ({
    ...structuredClone(ours),
    filterableAttributes: [...(ours.filterableAttributes as string[])].reverse(),
    sortableAttributes: [...ours.sortableAttributes!].reverse(),
    typoTolerance: {
      ...ours.typoTolerance,
      minWordSizeForTypos: { oneTypo: 5, twoTypos: 9 },
      disableOnWords: [],
    },
    faceting: { ...ours.faceting, sortFacetValuesBy: { '*': 'alpha' } },
    embedders: { sentences: { ...ours.embedders!.sentences!, binaryQuantized: false } as never },
    dictionary: [],
    separatorTokens: [],
    localizedAttributes: null as never,
  });

  it('do not differ by what the server adds, nor by the order where order means nothing', () => {
    expect(differingSettings(ours, shown())).toEqual([]);
    expect(differingSettings(ours, { ...shown(), distinctAttribute: undefined as never })).toEqual([]);
  });

  it.each(names)('differ when %s is another', (name) => {
    const found = shown();
    const value = ours[name];
    const others = {
      searchableAttributes: [...ours.searchableAttributes!].reverse(),
      rankingRules: [...ours.rankingRules!].reverse(),
    } as Record<string, unknown>;
    const changed =
      others[name] ??
      (Array.isArray(value)
        ? [...(value as string[]), 'more']
        : typeof value === 'number'
          ? value + 1
          : typeof value === 'string'
            ? `${value}x`
            : value === null
              ? 'entry'
              : null);
    expect(differingSettings(ours, { ...found, [name]: changed ?? { foreign: true } })).toEqual([name]);
  });

  it('differ when anything inside of them is another, or gone', () => {
    const deep: [keyof Settings, unknown][] = [
      ['typoTolerance', { enabled: true }],
      ['pagination', { maxTotalHits: 1000 }],
      ['faceting', { maxValuesPerFacet: 100 }],
      ['embedders', {}],
      ['embedders', { sentences: { source: 'userProvided', dimensions: 64 } }],
      ['embedders', { sentences: { ...ours.embedders!.sentences, dimensions: 128 } }],
      ['embedders', { sentences: { ...ours.embedders!.sentences, distribution: { mean: 0.5, sigma: 0.2 } } }],
      ['stopWords', ['的']],
      ['filterableAttributes', (ours.filterableAttributes as string[]).slice(1)],
    ];
    for (const [name, value] of deep) {
      expect(differingSettings(ours, { ...shown(), [name]: value })).toEqual([name]);
    }
  });

  it('have synonyms of nobody', () => {
    expect(differingSettings(ours, { ...shown(), synonyms: { wrobot: ['warm'] } })).toEqual(['synonyms']);
  });
});
