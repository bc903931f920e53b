import { describe, expect, it } from 'vitest';
import { marksOf, quote, strongestPairs, textAt } from '../../src/web/matches/evidence.ts';
import { segmentsOf } from '../../src/web/shared/segments.ts';

describe('segments of a marked text', () => {
  it('answers the whole text as one piece where nothing is marked', () => {
    expect(segmentsOf('检查精度', [])).toEqual([{ text: '检查精度', start: 0, marks: [] }]);
  });

  it('answers nothing for an empty text', () => {
    expect(segmentsOf('', [{ start: 0, end: 3, id: 's0' }])).toEqual([]);
  });

  it('cuts overlapping and nested marks so that each piece knows all of its own', () => {
    const segments = segmentsOf('0123456789', [
      { start: 1, end: 6, id: 's0' },
      { start: 4, end: 8, id: 's1' },
      { start: 4, end: 5, id: 't0' },
    ]);
    expect(segments.map(({ text, marks }) => [text, ...marks])).toEqual([
      ['0'],
      ['123', 's0'],
      ['4', 's0', 's1', 't0'],
      ['5', 's0', 's1'],
      ['67', 's1'],
      ['89'],
    ]);
  });

  it('clips marks to the text, drops empty ones and always adds up to the text', () => {
    const text = '反光曲面';
    const segments = segmentsOf(text, [
      { start: -2, end: 2, id: 's0' },
      { start: 3, end: 99, id: 's1' },
      { start: 2, end: 2, id: 't0' },
    ]);
    expect(segments.map((segment) => segment.text).join('')).toBe(text);
    expect(segments.flatMap((segment) => segment.marks)).toEqual(['s0', 's1']);
  });

  it('counts in UTF-16 units as the server does', () => {
    expect(segmentsOf('𠮷a检测', [{ start: 3, end: 5, id: 't0' }]).map((segment) => segment.text)).toEqual([
      '𠮷a',
      '检测',
    ]);
  });
});

describe('evidence of a match', () => {
  const evidence = {
    indicators: [],
    terms: [
      {
        demand: { field: 'keywords.1', start: 0, end: 2 },
        achievement: { field: 'title', start: 1, end: 3 },
      },
    ],
    nearTerms: [
      {
        demand: { field: 'keywords.0', start: 0, end: 2 },
        achievement: { field: 'keywords.0', start: 0, end: 2 },
        score: 0.7,
      },
    ],
    sentences: [
      {
        demand: { field: 'problem', start: 0, end: 4 },
        achievement: { field: 'summary', start: 0, end: 2 },
        score: 0.4,
      },
      {
        demand: { field: 'problem', start: 2, end: 6 },
        achievement: { field: 'summary', start: 2, end: 4 },
        score: 0.9,
      },
    ],
  };

  it('is sorted to the fields of each side under the same ids', () => {
    expect([...marksOf(evidence, 'demand').keys()]).toEqual(['problem', 'keywords.1', 'keywords.0']);
    expect(marksOf(evidence, 'achievement').get('summary')).toEqual([
      { start: 0, end: 2, id: 's0' },
      { start: 2, end: 4, id: 's1' },
    ]);
  });

  it('lists the closest sentences first and keeps their ids', () => {
    expect(strongestPairs(evidence.sentences).map(({ id }) => id)).toEqual(['s1', 's0']);
  });

  it('finds texts in lists and objects, and nothing where there is nothing', () => {
    const entry = {
      title: '检测',
      keywords: ['视觉', '缺陷'],
      indicators: [{ metric: '精度', values: [0.1] }],
    };
    expect(textAt(entry, 'keywords.1')).toBe('缺陷');
    expect(textAt(entry, 'indicators.0.metric')).toBe('精度');
    expect(textAt(entry, 'indicators.0.values')).toBe('');
    expect(textAt(entry, 'goals.3.x')).toBe('');
    expect(quote(entry, { field: 'keywords.0', start: 1, end: 2 })).toBe('觉');
  });
});
