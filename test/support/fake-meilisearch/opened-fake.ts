import { Meilisearch, MeilisearchApiError } from 'meilisearch';
import { afterEach, expect } from 'vitest';
import { createFakeMeilisearch, type FakeMeilisearch } from './server.ts';

type FakeOptions = Parameters<typeof createFakeMeilisearch>[0];

const opened: FakeMeilisearch[] = [];

/** A fake and the real client on it. */
export async function openFake(options: FakeOptions = {}, apiKey = options.key?.value) {
  const fake = await createFakeMeilisearch(options);
  opened.push(fake);
  const client = new Meilisearch({
    host: fake.url,
    timeout: 800,
    defaultWaitOptions: { interval: 2 },
    ...(apiKey === undefined ? {} : { apiKey }),
  });
  return { fake, client, index: client.index('things') };
}

afterEach(async () => {
  for (const fake of opened.splice(0)) await fake.close();
});

export const settings = {
  searchableAttributes: ['title', 'body'],
  filterableAttributes: ['region', 'trl', 'tags'],
  sortableAttributes: ['trl', 'amount'],
  rankingRules: ['sort', 'words', 'attribute', 'exactness', 'amount:desc'],
  proximityPrecision: 'byAttribute' as const,
  embedders: { default: { source: 'userProvided' as const, dimensions: 2 } },
};

export const things = (...given: Record<string, unknown>[]) =>
  given.map((fields, at) => ({ id: `t${at}`, _vectors: { default: null }, ...fields }));

/** An index with settings and documents `t0`, `t1` … */
export async function filled(...given: Record<string, unknown>[]) {
  const world = await openFake();
  await world.index.updateSettings(settings).waitTask();
  const task = await world.index.addDocuments(things(...given), { primaryKey: 'id' }).waitTask();
  expect(task.error).toBeNull();
  const find = async (q: string, params = {}) =>
    (await world.index.search(q, { matchingStrategy: 'all', ...params })).hits.map(({ id }) => id);
  return { ...world, find };
}

/** Status and code of the refusal of a request; null when it was done. */
export const codeOf = (doing: Promise<unknown>) =>
  doing.then(
    () => null,
    (error) => (error instanceof MeilisearchApiError ? [error.response.status, error.cause?.code] : error),
  );
