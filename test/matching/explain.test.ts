import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntryTexts } from '../../src/catalog/entry-texts.ts';
import { lexicalUnits, normalise } from '../../src/kernel/text.ts';
import { explain, type Meaning, type Telling, type TextEvidence } from '../../src/matching/explain.ts';
import { entryTextsOf } from './texts.ts';

const pieces = [
  '铝合金',
  '压铸件',
  '表面',
  '划伤',
  '检测',
  '檢測',
  '缺陷',
  '的',
  '了',
  '我公司',
  '希望',
  'SiC',
  'ＳｉＣ',
  'MRR',
  'mrr',
  '0.1mm',
  '±0.1mm',
  '１２ｍｍ',
  '12mm',
  '95％',
  '95%',
  '&nbsp;',
  '，',
  '。',
  '；',
  '\n',
  ' ',
  '. ',
  '😀',
  '☀️',
  '𠮷野',
  '㎜',
  '①',
  'é',
  '啟動',
  '启动',
];
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((parts) => parts.join(''));
const arbitraryTexts = fc
  .record({
    title: text,
    prose: fc.array(text, { maxLength: 3 }),
    labels: fc.array(text, { maxLength: 2 }),
    english: text,
  })
  .map(entryTextsOf);
/** Some units tell nothing, most something; always the same for the same unit. */
const someTelling: Telling = (unit) => ((unit.codePointAt(0) ?? 0) % 5) / 4;
const arbitraryTelling = fc.constantFrom<Telling>(
  () => 1,
  someTelling,
  () => 0.5,
);

/** None, or one by which texts of like length mean the like. */
const arbitraryMeaning = fc.constantFrom<Meaning | undefined>(undefined, (asked, answer) =>
  Math.abs(asked.length - answer.length) < 3 ? 0.9 : 0.1,
);

function fieldText({ title, prose, labels, english }: EntryTexts, field: string): string {
  const found = [title, ...prose, ...labels, ...english].find((one) => one.field === field);
  if (found === undefined) throw new Error(`no field ${field}`);
  return found.text;
}

/** What a span marks on the raw text; a span outside of it marks nothing. */
function marked(
  texts: EntryTexts,
  { field, start, end }: { field: string; start: number; end: number },
): string {
  const whole = fieldText(texts, field);
  expect(Number.isInteger(start) && Number.isInteger(end)).toBe(true);
  expect(start).toBeGreaterThanOrEqual(0);
  expect(end).toBeLessThanOrEqual(whole.length);
  expect(start).toBeLessThan(end);
  return whole.slice(start, end);
}

function termsOf(demand: EntryTexts, achievement: EntryTexts, telling: Telling = () => 1) {
  return explain(demand, achievement, telling).terms.map((term) => ({
    asked: marked(demand, term.demand),
    answered: marked(achievement, term.achievement),
  }));
}

const shared = (demand: string, achievement: string, telling?: Telling) =>
  termsOf(entryTextsOf({ title: demand }), entryTextsOf({ title: achievement }), telling).map(
    ({ asked }) => asked,
  );

describe('the evidence of any pair', () => {
  const evidenceOf = fc
    .tuple(arbitraryTexts, arbitraryTexts, arbitraryTelling, arbitraryMeaning)
    .map(([demand, achievement, telling, meaning]) => {
      const evidence: TextEvidence = explain(demand, achievement, telling, meaning);
      return { demand, achievement, evidence };
    });

  it('marks the same words on both sides, letter by letter once normalised', () => {
    fc.assert(
      fc.property(evidenceOf, ({ demand, achievement, evidence }) => {
        for (const term of evidence.terms) {
          const asked = normalise(marked(demand, term.demand)).text;
          expect(asked).toBe(normalise(marked(achievement, term.achievement)).text);
          expect(asked.length).toBeGreaterThanOrEqual(2);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('marks whole characters only and each term once', () => {
    fc.assert(
      fc.property(evidenceOf, ({ demand, achievement, evidence }) => {
        const words = evidence.terms.map((term) => marked(demand, term.demand));
        expect(words.every((word) => word.isWellFormed())).toBe(true);
        for (const term of evidence.terms)
          expect(marked(achievement, term.achievement).isWellFormed()).toBe(true);
        const normal = words.map((word) => normalise(word).text);
        expect(new Set(normal).size).toBe(normal.length);
      }),
      { numRuns: 500 },
    );
  });

  it('pairs labels that differ as words and are near in meaning, each of the demand’s once', () => {
    fc.assert(
      fc.property(evidenceOf, ({ demand, achievement, evidence }) => {
        const asked = evidence.nearTerms.map((pair) => pair.demand.field);
        expect(new Set(asked).size).toBe(asked.length);
        for (const pair of evidence.nearTerms) {
          const [one, other] = [marked(demand, pair.demand), marked(achievement, pair.achievement)];
          expect(normalise(one).text).not.toBe(normalise(other).text);
          expect(pair.score).toBeGreaterThanOrEqual(0.6);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('pairs whole sentences, their scores in (0, 1], the best first', () => {
    fc.assert(
      fc.property(evidenceOf, ({ demand, achievement, evidence }) => {
        const scores = evidence.sentences.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        for (const pair of evidence.sentences) {
          expect(pair.score).toBeGreaterThan(0);
          expect(pair.score).toBeLessThanOrEqual(1);
          for (const sentence of [marked(demand, pair.demand), marked(achievement, pair.achievement)]) {
            expect(sentence).toBe(sentence.trim());
            expect(lexicalUnits(normalise(sentence).text).length).toBeGreaterThan(0);
          }
        }
        const asked = evidence.sentences.map(({ demand: { field, start } }) => `${field} ${start}`);
        expect(new Set(asked).size).toBe(asked.length);
      }),
      { numRuns: 500 },
    );
  });

  it('is nothing where nothing tells anything', () => {
    fc.assert(
      fc.property(arbitraryTexts, arbitraryTexts, (demand, achievement) => {
        expect(explain(demand, achievement, () => 0)).toEqual({ terms: [], nearTerms: [], sentences: [] });
      }),
    );
  });
});

describe('shared words', () => {
  it('are the longest runs that both sides have', () => {
    expect(shared('压铸件表面划伤检测', '金属表面划伤识别')).toEqual(['表面划伤']);
  });

  it('are found however they are written, and shown as their author wrote them', () => {
    expect(
      termsOf(
        entryTextsOf({ title: '表面缺陷&nbsp;檢測ＳｉＣ' }),
        entryTextsOf({ title: '检测sic 表面缺陷' }),
      ),
    ).toEqual(
      expect.arrayContaining([
        { asked: '表面缺陷', answered: '表面缺陷' },
        { asked: '檢測ＳｉＣ', answered: '检测sic' },
      ]),
    );
    expect(
      termsOf(entryTextsOf({ prose: '😀😀啟動電機' }), entryTextsOf({ labels: '电机，启动电机😀' })),
    ).toEqual([{ asked: '啟動電機', answered: '启动电机' }]);
  });

  it('neither begin nor end with the glue between words', () => {
    expect(shared('表面的划伤的检测', '表面的划伤的识别')).toEqual(['表面的划伤']);
    expect(shared('有的', '有的')).toEqual([]);
  });

  it('leave out what nearly every entry says', () => {
    const telling: Telling = (unit) => (['我公', '公司', '希望'].includes(unit) ? 0 : 1);
    expect(shared('我公司希望检测划伤', '我公司希望研究；检测划伤', telling)).not.toContain('我公司希望');
    expect(shared('我公司', '我公司', telling)).toEqual([]);
    expect(shared('我公司，划伤', '我公司，划伤', telling)).toEqual(['划伤']);
  });

  it('begin with the most telling', () => {
    const telling: Telling = (unit) => (unit === '石墨' || unit === '墨烯' ? 1 : 0.5);
    expect(shared('检测，石墨烯', '石墨烯，检测', telling)).toEqual(['石墨烯', '检测']);
  });

  it('never cut a number or a Latin word in two', () => {
    expect(shared('厚度12mm', '厚度15mm')).toEqual(['厚度']);
    expect(shared('精度0.1mm', '精度0.15mm')).toEqual(['精度']);
    expect(shared('检测MRR', '检测MRS')).toEqual(['检测']);
  });
});

describe('sentences that answer each other', () => {
  const paired = (demand: string, achievement: string) => {
    const [asking, answering] = [entryTextsOf({ prose: demand }), entryTextsOf({ prose: achievement })];
    return explain(asking, answering, () => 1).sentences.map((pair) => [
      marked(asking, pair.demand),
      marked(answering, pair.achievement),
    ]);
  };

  it('are the demand’s sentence and the achievement’s best one for it', () => {
    const answers = '提出条纹光成像方法。可自动检测铝合金表面划伤。获得专利两项。';
    expect(paired('我公司位于青岛。铝合金压铸件表面划伤靠人工检测。', answers)).toEqual([
      ['铝合金压铸件表面划伤靠人工检测。', '可自动检测铝合金表面划伤。'],
    ]);
  });

  it('have nothing but a score of 1 when they say the same', () => {
    const same = entryTextsOf({ prose: '铝合金压铸件表面划伤检测。' });
    expect(explain(same, same, () => 1).sentences[0]?.score).toBe(1);
  });

  it('stay whole around the blanks that web editors leave behind', () => {
    expect(paired('铝合金&nbsp;压铸件&nbsp;表面划伤检测。', '铝合金压铸件表面划伤检测。')).toEqual([
      ['铝合金&nbsp;压铸件&nbsp;表面划伤检测。', '铝合金压铸件表面划伤检测。'],
    ]);
  });

  it('stay whole around decimal points', () => {
    expect(paired('定位精度达到0.1mm以内', '定位精度达到0.1mm以内')).toEqual([
      ['定位精度达到0.1mm以内', '定位精度达到0.1mm以内'],
    ]);
  });
});
