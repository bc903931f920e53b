import { describe, expect, it } from 'vitest';
import type { EngineUnderTest } from './search-engine.ts';

/** What goes in is found, by its newest words only, until it is taken out. */
export function describeFinding({ engine, put, search, find }: EngineUnderTest): void {
  describe('what is put in', () => {
    it('is found, and putting it a second time changes nothing', async () => {
      const entry = { id: 'a', title: '锂电池隔膜', body: '陶瓷涂层' };
      await put(entry);
      await put(entry);
      expect(await find('隔膜')).toEqual(['a']);
      expect(await find('涂层')).toEqual(['a']);
      expect((await search({ text: '隔膜' })).total).toBe(1);
      expect(await engine().count('achievements')).toBe(1);
    });

    it('is found by its new words only once it is replaced', async () => {
      await put({ id: 'a', title: '锂电池隔膜', region: '青岛' }, { id: 'b', title: '海带多糖' });
      await put({ id: 'a', title: '钠电池正极', region: '烟台', version: 2 });
      expect(await find('隔膜')).toEqual([]);
      expect(await find('锂')).toEqual([]);
      expect(await find('钠电池')).toEqual(['a']);
      expect((await search()).facets.region).toEqual([{ value: '烟台', count: 1 }]);
      expect(await engine().count('achievements')).toBe(2);
    });

    it('is gone once it is removed, and the others stay', async () => {
      await put({ id: 'a', title: '锂电池隔膜' }, { id: 'b', title: '锂电池正极' });
      await engine().remove(['a']);
      await engine().remove(['a', 'never-there']);
      await engine().remove([]);
      expect(await find('锂电池')).toEqual(['b']);
      expect(await find('隔膜')).toEqual([]);
      expect(await engine().count('achievements')).toBe(1);
    });

    it('can come back after it was removed', async () => {
      await put({ id: 'a', title: '锂电池隔膜' });
      await engine().remove(['a']);
      await put({ id: 'a', title: '锂电池隔膜' });
      expect(await find('隔膜')).toEqual(['a']);
    });

    it('leaves none of its words to the entry that takes its place', async () => {
      await put({ id: 'a', title: '海带多糖' }, { id: 'b', title: '锂电池隔膜' });
      await engine().remove(['b']);
      await put({ id: 'c', title: '钢轨裂纹' });
      expect(await find('隔膜')).toEqual([]);
      expect(await find('钢轨')).toEqual(['c']);
    });

    it('stays in its own list', async () => {
      await put({ id: 'a', title: '催化剂' }, { id: 'd', title: '催化剂', list: 'demands' });
      expect(await find('催化')).toEqual(['a']);
      expect(await find('催化', { list: 'demands' })).toEqual(['d']);
      expect(await find('', { list: 'demands' })).toEqual(['d']);
      expect(await engine().count('demands')).toBe(1);
    });

    it('may be nothing at all', async () => {
      await engine().put([]);
      await put({ id: 'a' });
      expect(await find('')).toEqual(['a']);
      expect(await find('锂')).toEqual([]);
      expect((await search({ text: '锂' })).total).toBe(0);
    });
  });

  describe('whose entries are found', () => {
    const everyone = { reader: { organisationIds: [], pledged: [] } };

    it('are the open ones and those of the reader’s organisations', async () => {
      await put(
        { id: 'open', title: '催化剂' },
        { id: 'own', title: '催化剂', organisationId: 'mine', open: false },
        { id: 'second', title: '催化剂', organisationId: 'also-mine', open: false },
        { id: 'foreign', title: '催化剂', organisationId: 'other', open: false },
      );
      const members = { reader: { organisationIds: ['mine', 'also-mine'], pledged: [] } };
      expect(await find('催化', everyone)).toEqual(['open']);
      expect((await find('催化', members)).sort()).toEqual(['open', 'own', 'second']);
      expect((await find('催化', { reader: 'all' })).sort()).toEqual(['foreign', 'open', 'own', 'second']);
      expect(await find('', everyone)).toEqual(['open']);
    });

    it('leave no trace of the others in totals and facets', async () => {
      await put(
        { id: 'open', title: '催化剂', region: '青岛' },
        { id: 'foreign', title: '催化剂', region: '机密地', organisationId: 'other', open: false },
      );
      for (const text of ['', '催化']) {
        const answer = await search({ ...everyone, text });
        expect(answer.total).toBe(1);
        expect(answer.facets.region).toEqual([{ value: '青岛', count: 1 }]);
      }
    });

    it('do not depend on what others hold: some of the words are enough when only a hidden entry has all', async () => {
      await put(
        { id: 'open', title: '高温合金' },
        { id: 'hidden', title: '高温合金叶片铸造', organisationId: 'other', open: false },
      );
      expect(await find('高温合金 铸造', everyone)).toEqual(['open']);
    });
  });
}
