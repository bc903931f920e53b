import type { Name, TestApp } from '../support/test-app.ts';

type Lists = 'demands' | 'achievements';

interface RankedRow {
  id: string;
  score: number;
}

/** A ranking as that person gets it from the API: ids and shown scores, in order. */
export async function ranking(app: TestApp, name: Name, list: Lists, id: string) {
  const answer = await app.as(name, 'GET', `/${list}/${id}/matches?limit=100`);
  if (answer.statusCode !== 200) throw new Error(`no ranking: ${answer.body}`);
  const { items, degraded, message } = answer.json<{
    items: ({ score: number } & Partial<Record<'demand' | 'achievement', { id: string }>>)[];
    degraded: boolean;
    message?: string;
  }>();
  const rows: RankedRow[] = items.map((item) => ({
    id: (item.achievement ?? item.demand)?.id ?? '',
    score: item.score,
  }));
  return { rows, ids: rows.map((row) => row.id), degraded, message };
}

/** The ids that person finds. */
export async function found(
  app: TestApp,
  name: Name | null,
  list: Lists,
  q: string,
  more = '',
): Promise<string[]> {
  const answer = await app.as(name, 'GET', `/search?list=${list}&q=${encodeURIComponent(q)}${more}`);
  if (answer.statusCode !== 200) throw new Error(`no search: ${answer.body}`);
  return answer.json<{ items: { id: string }[] }>().items.map(({ id }) => id);
}

/** How far the indexes are behind, as an operator reads it. */
export async function indexStatus(app: TestApp) {
  const answer = await app.as('operator', 'GET', '/index/status');
  return answer.json<{
    pending: number;
    failed: number;
    model: { ready: boolean; message: string };
    counts: Record<Lists, number>;
  }>();
}
