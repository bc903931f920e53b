import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SearchDocument, SearchRequest, SortOrder } from '../../../src/search/engine-port.ts';
import type { EngineUnderTest } from './search-engine.ts';

const day = (date: string) => Date.parse(`${date}T00:00:00Z`);

/** Few values and many entries, so that most of them tie. */
const arbitraryDocument = fc.record({
  title: fc.constantFrom('锂', '锂电池', '催化 锂', '海带', '锂锂锂'),
  body: fc.constantFrom('', '锂', '锂离子 电池 隔膜'),
  publishedAt: fc.constantFrom(null, day('2026-01-01'), day('2026-01-02'), day('2026-01-02') + 1),
  closesOn: fc.constantFrom(null, '2026-05-01', '2026-12-31', '2031-01-01'),
  amount: fc.constantFrom(null, 0, 0.1 + 0.2, 0.3, 50, 1_000_000),
});

const orders: SortOrder[] = ['relevance', 'published', 'deadline', 'amount'];

type Sortable = Pick<SearchDocument, 'publishedAt' | 'closesOn' | 'amount'>;

/** The sort keys as numbers that rise; without a value last. */
const risingKey: Record<Exclude<SortOrder, 'relevance'>, (document: Sortable) => number> = {
  published: ({ publishedAt }) => (publishedAt === null ? Number.POSITIVE_INFINITY : -publishedAt),
  deadline: ({ closesOn }) => (closesOn === null ? Number.POSITIVE_INFINITY : day(closesOn)),
  amount: ({ amount }) => (amount === null ? Number.POSITIVE_INFINITY : -amount),
};

/** Every order pages through the whole answer, each hit once. */
export function describePaging({ engine, put, search, find, runs }: EngineUnderTest): void {
  async function walk(request: Partial<SearchRequest> & { limit: number }): Promise<string[][]> {
    const pages: string[][] = [];
    for (let offset = 0, more = true; more; offset += request.limit) {
      const { hits } = await search({ ...request, offset });
      expect(hits.length).toBeLessThanOrEqual(request.limit + 1);
      pages.push(hits.slice(0, request.limit));
      more = hits.length > request.limit;
    }
    return pages;
  }

  describe('orders and pages', () => {
    it('go from the newest, the next deadline, the highest amount; what has no value comes last', async () => {
      await put(
        { id: 'none', title: '锂', publishedAt: null, closesOn: null, amount: null },
        { id: 'old', title: '锂', publishedAt: day('2025-01-01'), closesOn: '2026-04-01', amount: 5 },
        { id: 'new', title: '锂', publishedAt: day('2026-01-01'), closesOn: '2027-01-01', amount: 0 },
        { id: 'mid', title: '锂', publishedAt: day('2025-06-01'), closesOn: '2026-03-31', amount: 300 },
      );
      for (const text of ['', '锂']) {
        expect(await find(text, { sort: 'published' })).toEqual(['new', 'mid', 'old', 'none']);
        expect(await find(text, { sort: 'deadline' })).toEqual(['mid', 'old', 'new', 'none']);
        expect(await find(text, { sort: 'amount' })).toEqual(['mid', 'old', 'new', 'none']);
      }
      expect(await find('', { sort: 'relevance' })).toEqual(['new', 'mid', 'old', 'none']);
    });

    it('visit every hit exactly once under ties, in order, and count them all', async () => {
      const request = fc.record({
        text: fc.constantFrom('', '锂', '锂电池', '隔膜 锂'),
        sort: fc.constantFrom(...orders),
        limit: fc.integer({ min: 1, max: 7 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(arbitraryDocument, { maxLength: 22 }), request, async (contents, asked) => {
          const documents = contents.map((content, index) => ({
            ...content,
            id: `entry-${(index * 7) % 23}`,
          }));
          await put(...documents);
          const pages = await walk(asked);
          const { total, hits } = await search({ ...asked, limit: 100 });
          await engine().remove(documents.map(({ id }) => id));

          const visited = pages.flat();
          expect(new Set(visited).size).toBe(visited.length);
          expect(visited).toEqual(hits);
          expect(visited.length).toBe(total);
          expect(pages.slice(0, -1).every((page) => page.length === asked.limit)).toBe(true);
          if (asked.text === '') expect(visited.length).toBe(documents.length);
          if (asked.sort === 'relevance') return;
          const key = risingKey[asked.sort];
          const byId = new Map(documents.map((document) => [document.id, document as Sortable]));
          const keys = visited.map((id) => key(byId.get(id)!));
          expect(keys).toEqual([...keys].sort((a, b) => (a === b ? 0 : a - b)));
        }),
        { numRuns: Math.ceil(runs / 3) },
      );
    });

    it('give the same total on every page', async () => {
      await put(...Array.from({ length: 9 }, (_, index) => ({ id: `entry-${index}`, title: '锂电池' })));
      const first = await search({ text: '锂', limit: 4 });
      const second = await search({ text: '锂', limit: 4, offset: 4 });
      expect([first.total, second.total]).toEqual([9, 9]);
      expect(second.facets).toEqual(first.facets);
    });
  });
}
