import { lists, type Reader, type World } from './world.ts';

interface Row {
  title: string;
  state: string;
}

interface Ranked {
  score: number;
  band: string;
  evidence: unknown;
  demand?: Row;
  achievement?: Row;
}

/**
 * What a reader can count, sort and compare, without ids: totals, facets, orders, ranks, scores and evidence. In two
 * worlds that differ only in what this reader may not read it must be the same to the last digit.
 */
export async function readComputed(world: World, reader: Reader, words: string[]): Promise<object> {
  const computed: Record<string, unknown> = {};
  for (const list of lists) {
    for (const question of ['', ...words]) {
      for (const sort of question === '' ? ['relevance', 'amount'] : ['relevance']) {
        const path = `/search?list=${list}&sort=${sort}&q=${encodeURIComponent(question)}&limit=100`;
        const answer = await world.ask(reader, 'GET', path);
        const { items, total, facets, engine } = answer.json<{
          items: Row[];
          total: number;
          facets: object;
          engine: string;
        }>();
        computed[path] = { titles: items.map(({ title }) => title), total, facets, engine };
      }
    }
    const all = await world.ask(reader, 'GET', `/${list}?limit=100`);
    const page = all.json<{ items: Row[]; total: number }>();
    computed[`/${list}`] = { total: page.total, titles: page.items.map(({ title }) => title) };
    const mine = await world.ask(reader, 'GET', `/${list}?mine=true&limit=100`);
    if (mine.statusCode !== 200) continue;
    for (const { id, title } of mine.json<{ items: { id: string; title: string }[] }>().items) {
      const ranking = await world.ask(reader, 'GET', `/${list}/${id}/matches?limit=100`);
      const { items } = ranking.json<{ items: Ranked[] }>();
      computed[`${title} matches`] = items.map(({ score, band, evidence, demand, achievement }) => ({
        title: (demand ?? achievement)?.title,
        score,
        band,
        evidence,
      }));
    }
  }
  return computed;
}
