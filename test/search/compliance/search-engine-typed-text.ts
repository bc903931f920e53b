import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EngineUnderTest } from './search-engine.ts';

const spellings = [
  ['two characters', '催化', '加氢催化剂的制备'],
  ['one character', '锂', '磷酸铁锂正极材料'],
  ['a whole title', '磷酸铁锂正极材料', '磷酸铁锂正极材料'],
  ['Latin in any case', 'sic', 'SiC 陶瓷基复合材料'],
  ['Latin next to Chinese', 'SiC陶瓷', '一种SiC陶瓷的连接方法'],
  ['full-width Latin', 'ＳｉＣ', 'SiC 陶瓷基复合材料'],
  ['half-width Latin where the text is full-width', 'MRR', '基于ＭＲＲ的评价'],
  ['traditional characters', '檢測', '表面缺陷检测'],
  ['simplified characters where the text is traditional', '检测', '表面缺陷檢測'],
  ['a number with its unit', '0.1mm', '定位精度±0.1mm'],
  ['a tolerance', '±0.1mm', '定位精度±0.1mm'],
  ['a share', '95%', '识别率95%以上'],
  ['the beginning of a Latin word', 'photolum', 'Photoluminescence of quantum dots'],
  ['one letter of a Latin word', 'p', 'Photoluminescence of quantum dots'],
  ['two words in the other order', '陶瓷 连接', '一种SiC连接陶瓷'],
  ['words with blanks around them', '  催化\t', '加氢催化剂的制备'],
] as const;

/** Pieces that mean something to one query language or another. */
const operators = [
  'AND',
  'OR',
  'NOT',
  'NEAR',
  'NEAR(',
  '"',
  "'",
  '*',
  '(',
  ')',
  ':',
  '-',
  '+',
  '^',
  '{',
  '}',
  '[',
  ']',
  '\\',
  ',',
  ';',
  '%',
  '_',
  '--',
  '/*',
  '=',
  '<',
  '>',
  '&&',
  '||',
  '!',
  '锂',
  '催化',
  'sic',
  'title',
  ' ',
];

/** Whatever people type is text to be looked for, never an error and never a command. */
export function describeTypedText({ put, search, find, runs }: EngineUnderTest): void {
  describe('what is typed', () => {
    it.each(spellings)('finds an entry by %s: %s', async (_name, typed, title) => {
      await put(
        { id: 'title', title },
        { id: 'body', body: title },
        { id: 'other', title: '海带多糖低温提取' },
      );
      expect((await find(typed)).sort()).toEqual(['body', 'title']);
      expect((await search({ text: typed })).total).toBe(2);
    });

    it('finds two characters only where they stand together', async () => {
      await put({ id: 'together', title: '催化剂' }, { id: 'apart', title: '催促变化' });
      expect(await find('催化')).toEqual(['together']);
    });

    it('finds entries with everything typed before those with some of it', async () => {
      await put(
        { id: 'some', title: '高温陶瓷，高温陶瓷，高温陶瓷' },
        { id: 'all', body: '用于航空发动机的高温合金叶片铸造' },
        { id: 'none', title: '海带多糖低温提取' },
      );
      const found = await find('高温合金 铸造');
      expect(found[0]).toBe('all');
      expect(found).not.toContain('none');
    });

    it('finds entries with some of it where none has everything', async () => {
      await put({ id: 'a', title: '高温陶瓷' }, { id: 'b', title: '海带多糖' }, { id: 'c', title: '光纤' });
      expect((await find('高温 海带')).sort()).toEqual(['a', 'b']);
    });

    it('finds a title before a mention', async () => {
      const filler = Array.from({ length: 8 }, (_, index) => ({
        id: `filler-${index}`,
        title: '海带',
        body: '多糖',
      }));
      await put(
        { id: 'mention', title: '电池', body: '石墨烯导电剂' },
        { id: 'title', title: '石墨烯', body: '电池导电剂' },
      );
      await put(...filler);
      expect(await find('石墨烯')).toEqual(['title', 'mention']);
    });

    it.each(['。，！', '"', '***', '（）', '-', ':', '😀', '" OR "', '()', '·', '&nbsp;'])(
      'finds nothing for %s, which holds no word of any entry',
      async (typed) => {
        await put({ id: 'a', title: '催化剂', region: '青岛' });
        const { hits, total, facets } = await search({ text: typed });
        expect({ hits, total }).toEqual({ hits: [], total: 0 });
        expect(facets).toEqual({ chain: [], region: [], trl: [], state: [] });
      },
    );

    it('takes words of query languages as words', async () => {
      await put({ id: 'gate', title: 'AND gate with NEAR field' }, { id: 'other', title: 'gateway' });
      expect(await find('AND')).toEqual(['gate']);
      expect(await find('NEAR')).toEqual(['gate']);
      expect(await find('gate NOT')).toContain('gate');
      expect(await find('title:AND')).toContain('gate');
      expect(await find('"AND gate"')).toEqual(['gate']);
    });

    it('never fails, whatever is typed', async () => {
      await put({ id: 'a', title: '锂 催化 SiC AND NEAR', body: 'title body' });
      const codeUnits = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 });
      const typed = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'grapheme' }),
        codeUnits.map((units) => String.fromCharCode(...units)),
        fc
          .array(fc.oneof(fc.constantFrom(...operators), fc.string()), { maxLength: 12 })
          .map((parts) => parts.join('')),
        fc.array(fc.constantFrom(...operators), { maxLength: 12 }).map((parts) => parts.join(' ')),
      );
      await fc.assert(
        fc.asyncProperty(
          typed,
          fc.constantFrom('relevance' as const, 'amount' as const),
          async (text, sort) => {
            const { hits, total } = await search({ text, sort });
            expect(hits.length).toBe(total);
          },
        ),
        { numRuns: runs },
      );
    });

    it.each([500, 5_000])('takes a text of %i characters for a query', async (length) => {
      const text = Array.from({ length }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
      const spaced = Array.from({ length: length / 10 }, (_, index) => `word${index}`).join(' ');
      await put({ id: 'a', title: text.slice(10, 14), body: 'word3' }, { id: 'b', title: '海带' });
      expect(await find(text)).toEqual(['a']);
      expect(await find(spaced)).toEqual(['a']);
    });
  });
}
