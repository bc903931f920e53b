import { describe, expect, it } from 'vitest';
import type { EngineUnderTest } from './search-engine.ts';

const catalogue = [
  { id: 'a', title: '催化剂', chain: 'chemistry', region: '青岛', trl: 6 },
  { id: 'b', title: '催化膜', chain: 'chemistry', region: '烟台', trl: 6 },
  { id: 'c', title: '催化炉', chain: 'energy', region: '青岛', trl: 9 },
  { id: 'd', title: '海带糖', chain: 'marine', region: '青岛', trl: 4 },
  { id: 'e', title: '催化毯', chain: null, region: '', trl: null, state: 'withdrawn' },
];

/** Filters narrow the answer; facets count it as it would be without their own filter. */
export function describeFacets({ put, search, find }: EngineUnderTest): void {
  describe('filters and facets', () => {
    it('count every value of an answer, the most frequent first, what is empty not at all', async () => {
      await put(...catalogue);
      const { facets, total } = await search();
      expect(total).toBe(5);
      expect(facets.chain[0]).toEqual({ value: 'chemistry', count: 2 });
      expect(sorted(facets.chain)).toEqual(['chemistry 2', 'energy 1', 'marine 1']);
      expect(sorted(facets.region)).toEqual(['烟台 1', '青岛 3']);
      expect(facets.region[0]?.value).toBe('青岛');
      expect(sorted(facets.trl)).toEqual(['4 1', '6 2', '9 1']);
      expect(sorted(facets.state)).toEqual(['published 4', 'withdrawn 1']);
    });

    it('count only what the typed text finds', async () => {
      await put(...catalogue);
      const { facets, total } = await search({ text: '催化' });
      expect(total).toBe(4);
      expect(sorted(facets.chain)).toEqual(['chemistry 2', 'energy 1']);
      expect(sorted(facets.region)).toEqual(['烟台 1', '青岛 2']);
    });

    it.each(['', '催化'])('each ignore their own filter and obey the others (typed: “%s”)', async (text) => {
      await put(...catalogue);
      const { facets, total, hits } = await search({
        text,
        filters: { chain: ['chemistry'], region: ['青岛'], state: ['published'] },
      });
      expect(hits).toEqual(['a']);
      expect(total).toBe(1);
      expect(sorted(facets.chain)).toEqual(
        text === '' ? ['chemistry 1', 'energy 1', 'marine 1'] : ['chemistry 1', 'energy 1'],
      );
      expect(sorted(facets.region)).toEqual(['烟台 1', '青岛 1']);
      expect(sorted(facets.trl)).toEqual(['6 1']);
      expect(sorted(facets.state)).toEqual(['published 1']);
    });

    it('widen with several values of one facet and narrow with several facets', async () => {
      await put(...catalogue);
      expect((await find('', { filters: { chain: ['chemistry', 'energy'] } })).sort()).toEqual([
        'a',
        'b',
        'c',
      ]);
      expect(await find('', { filters: { chain: ['chemistry', 'energy'], trl: ['9'] } })).toEqual(['c']);
      expect((await find('', { filters: { trl: ['6', '9'] } })).sort()).toEqual(['a', 'b', 'c']);
      expect(await find('催化', { filters: { region: ['烟台'] } })).toEqual(['b']);
      expect(await find('', { filters: { state: ['withdrawn'] } })).toEqual(['e']);
    });

    it('find nothing for a value nobody has, however it is written', async () => {
      await put(...catalogue);
      for (const value of ['nowhere', `' OR 1=1 --`, '"', '青', '']) {
        const answer = await search({ filters: { region: [value], chain: [value] } });
        expect(answer.hits).toEqual([]);
        expect(answer.total).toBe(0);
      }
    });

    it('do not choose between everything and some of what was typed by entries the filters leave out', async () => {
      await put(
        { id: 'published', title: '高温合金' },
        { id: 'withdrawn', title: '高温合金叶片铸造', state: 'withdrawn' },
      );
      expect(await find('高温合金 铸造', { filters: { state: ['published'] } })).toEqual(['published']);
    });
  });
}

function sorted(facet: { value: string; count: number }[]): string[] {
  return facet.map(({ value, count }) => `${value} ${count}`).sort();
}
