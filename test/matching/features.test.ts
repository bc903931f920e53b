import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntryTexts } from '../../src/catalog/entry-texts.ts';
import { normalise } from '../../src/kernel/text.ts';
import { embeddingChunks, termFrequencies } from '../../src/matching/features.ts';
import { entryTextsOf } from './texts.ts';

describe('term frequencies', () => {
  const count = (texts: Partial<Record<keyof EntryTexts, string | string[]>>, term: string) => {
    const { characters, bigrams } = termFrequencies(entryTextsOf(texts));
    return [characters.get(term) ?? 0, bigrams.get(term) ?? 0];
  };

  it('count each mention in the title three times', () => {
    expect(count({ title: '锂电池' }, '锂')).toEqual([3, 0]);
    expect(count({ title: '锂电池' }, '锂电')).toEqual([0, 3]);
    expect(count({ title: '锂，锂' }, '锂')).toEqual([6, 0]);
    expect(count({ title: 'SiC 与 SiC' }, 'sic')).toEqual([6, 6]);
  });

  it('count a term of the body at most twice, over all its fields together', () => {
    expect(count({ prose: '锂' }, '锂')).toEqual([1, 0]);
    expect(count({ prose: '锂锂锂锂' }, '锂')).toEqual([2, 0]);
    expect(count({ prose: ['锂', '锂'], labels: '锂', english: '锂' }, '锂')).toEqual([2, 0]);
    expect(count({ labels: 'MRR', english: 'MRR of MRR' }, 'mrr')).toEqual([2, 2]);
  });

  it('add title and body', () => {
    expect(count({ title: '锂电池', prose: '锂电池、锂电池、锂电池' }, '锂电')).toEqual([0, 5]);
  });

  it('stop at 255, the most that is stored', () => {
    expect(count({ title: '锂'.repeat(85) }, '锂')).toEqual([255, 0]);
    expect(count({ title: '锂'.repeat(86) }, '锂')).toEqual([255, 0]);
    expect(count({ title: '锂'.repeat(85), prose: '锂锂' }, '锂')).toEqual([255, 0]);
    expect(count({ title: '锂'.repeat(3000) }, '锂')).toEqual([255, 0]);
  });

  it('do not see how a term is written', () => {
    for (const spelling of ['检测 SiC', '檢測 ＳＩＣ', '检测&nbsp;sic']) {
      expect(count({ title: spelling }, '检测')).toEqual([0, 3]);
      expect(count({ title: spelling }, 'sic')).toEqual([3, 3]);
    }
  });

  it('are empty for an empty entry', () => {
    const { characters, bigrams } = termFrequencies(entryTextsOf({}));
    expect([characters.size, bigrams.size]).toEqual([0, 0]);
  });
});

describe('chunks to embed', () => {
  const sentence = '针对高反光金属表面提出多角度条纹光成像方法。';
  const chunksOf = (title: string, ...prose: string[]) => embeddingChunks(entryTextsOf({ title, prose }));

  it('are the title and the prose in one where both are short', () => {
    expect(chunksOf('缺陷检测', sentence)).toEqual([`缺陷检测。${sentence}`]);
  });

  it('are the title alone where there is no prose, the prose alone where there is no title', () => {
    expect(chunksOf('缺陷检测')).toEqual(['缺陷检测']);
    expect(chunksOf('', sentence)).toEqual([sentence]);
    expect(chunksOf('缺陷检测', ' \n ')).toEqual(['缺陷检测']);
  });

  it('are one for an empty entry', () => {
    expect(chunksOf('')).toEqual(['']);
  });

  it('cut 3,000 characters at sentence ends, the title in front of each', () => {
    const text = sentence.repeat(Math.ceil(3000 / sentence.length));
    const chunks = chunksOf('缺陷检测', text);
    expect(chunks.length).toBeGreaterThanOrEqual(6);
    expect(chunks.length).toBeLessThanOrEqual(9);
    for (const chunk of chunks) {
      expect(chunk.startsWith(`缺陷检测。${sentence}`)).toBe(true);
      expect(chunk.endsWith('。')).toBe(true);
    }
    expect(chunks.map((chunk) => chunk.slice('缺陷检测。'.length)).join('')).toBe(text);
  });

  it('cut a sentence without an end where it must be cut', () => {
    const endless = '高反光金属表面缺陷'.repeat(400);
    const chunks = chunksOf('缺陷检测', endless);
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThanOrEqual(460);
    expect(chunks.map((chunk) => chunk.slice('缺陷检测。'.length)).join('')).toBe(endless);
  });

  it('never cut a character in two', () => {
    for (const lead of ['', '一']) {
      const chunks = chunksOf('缺陷检测', lead + '😀𠮷'.repeat(700));
      expect(chunks.length).toBeGreaterThan(3);
      expect(chunks.filter((chunk) => !chunk.isWellFormed()).length).toBe(0);
    }
  });

  it('are in lower case, simplified and half-width, because the model knows no other letters', () => {
    const chunks = chunksOf('ＳｉＣ檢測 MRR', '針對&nbsp;MoS2，Ra≤０．８μＭ。');
    expect(chunks).toHaveLength(1);
    expect(chunks[0]).toMatch(/^sic检测 mrr。针对 mos2，/);
    expect(chunks[0]).not.toMatch(/[A-ZＡ-Ｚａ-ｚ０-９]/);
    expect(chunks[0]).not.toContain('&nbsp;');
  });

  it('hold the whole prose in order, none much longer than 450 characters', () => {
    const piece = fc.oneof(
      fc.constantFrom('，', '。', '；', '\n', '. ', ' ', '0.1mm', 'MRR', '&nbsp;', '檢測', '😀'),
      fc.integer({ min: 1, max: 300 }).map((length) => '反光金属表面缺陷成像'.repeat(30).slice(0, length)),
    );
    const prose = fc.array(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      { maxLength: 4 },
    );
    const title = fc.constantFrom('', '缺陷检测', 'SiC 检测'.repeat(10));
    fc.assert(
      fc.property(title, prose, (name, fields) => {
        const chunks = chunksOf(name, ...fields);
        const front = name === '' ? '' : `${normalise(name).text}`;
        expect(chunks.length).toBeGreaterThan(0);
        const bodies = chunks.map((chunk) => {
          expect(chunk.startsWith(front)).toBe(true);
          expect(chunk.length).toBeLessThanOrEqual(451);
          return chunk.slice(front.length);
        });
        expect(words(bodies.join(''))).toBe(words(normalise(fields.join('')).text));
      }),
      { numRuns: 300 },
    );
  });
});

/** Letters and digits only: blanks and punctuation between two chunks may go. */
function words(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}
