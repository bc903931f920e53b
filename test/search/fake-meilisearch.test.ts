import fc from 'fast-check';
import { Meilisearch, MeilisearchRequestError } from 'meilisearch';
import { expect, it, vi } from 'vitest';
import { codeOf, filled, openFake, settings, things } from '../support/fake-meilisearch/opened-fake.ts';
import { asked, type Thing, thing } from '../support/fake-meilisearch/some-filters.ts';

it('shows what a task does only when it is done', async () => {
  const { fake, client, index } = await openFake();
  fake.holdTasks();
  const enqueued = await index.addDocuments(things({}, {}), { primaryKey: 'id' });
  expect(enqueued).toMatchObject({ taskUid: 0, status: 'enqueued', type: 'documentAdditionOrUpdate' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect((await client.tasks.getTask(0)).status).toBe('enqueued');
  expect(await codeOf(index.getDocuments())).toEqual([404, 'index_not_found']);
  fake.releaseTasks();
  expect(await client.tasks.waitForTask(0)).toMatchObject({
    status: 'succeeded',
    details: { receivedDocuments: 2, indexedDocuments: 2 },
  });
  expect((await index.getDocuments()).total).toBe(2);
});

it('does tasks in the order they came in', async () => {
  const { fake, client, index } = await openFake();
  fake.holdTasks();
  await index.addDocuments(things({ body: 'old' }), { primaryKey: 'id' });
  await index.deleteDocuments(['t0']);
  await index.addDocuments(things({ body: 'new' }));
  fake.releaseTasks();
  await client.tasks.waitForTask(2);
  expect(fake.documents('things')).toMatchObject([{ body: 'new' }]);
  const { results, total, next } = await client.tasks.getTasks({ limit: 2, statuses: ['succeeded'] });
  expect([results.map(({ uid }) => uid), total, next]).toEqual([[2, 1], 3, 0]);
});

it('fails tasks that were told to fail, with an error and without an effect', async () => {
  const { fake, index } = await openFake();
  fake.failTasks(1, ({ type }) => type === 'documentAdditionOrUpdate');
  expect((await index.updateSettings(settings).waitTask()).status).toBe('succeeded');
  const failed = await index.addDocuments(things({}), { primaryKey: 'id' }).waitTask();
  expect(failed).toMatchObject({ status: 'failed', error: { code: 'internal', type: 'internal' } });
  expect(fake.documents('things')).toEqual([]);
  await index.addDocuments(things({}), { primaryKey: 'id' }).waitTask();
  expect(fake.documents('things')).toHaveLength(1);
});

it('fails tasks as the server does: bad ids, wrong vectors, missing indexes', async () => {
  const { fake, client, index } = await filled({});
  const put = async (document: Record<string, unknown>) =>
    (await index.addDocuments([{ id: 'ok', _vectors: { default: null } }, document]).waitTask()).error?.code;
  expect(await put({ id: 'a:b', _vectors: { default: null } })).toBe('invalid_document_id');
  expect(await put({ id: 'a'.repeat(512), _vectors: { default: null } })).toBe('invalid_document_id');
  expect(await put({ id: 'a', _vectors: { default: [[1, 0, 0]] } })).toBe('invalid_vector_dimensions');
  expect(await put({ id: 'a' })).toBe('vector_embedding_error');
  expect(fake.documents('things')).toHaveLength(1);
  expect((await client.index('none').deleteDocuments(['a']).waitTask()).error?.code).toBe('index_not_found');
  expect((await client.index('none').delete().waitTask()).error?.code).toBe('index_not_found');
});

it('refuses connections while killed, goes on where it stopped, and can lose everything', async () => {
  const { fake, client, index } = await filled({});
  fake.holdTasks();
  const { taskUid } = await index.addDocuments(things({}, {}));
  await fake.kill();
  fake.releaseTasks();
  await expect(client.health()).rejects.toBeInstanceOf(MeilisearchRequestError);
  await fake.restart();
  expect((await client.tasks.waitForTask(taskUid)).status).toBe('succeeded');
  expect(fake.documents('things')).toHaveLength(2);
  await fake.restart({ wiped: true });
  expect([fake.indexUids(), (await client.tasks.getTasks()).total]).toEqual([[], 0]);
});

it('misbehaves towards chosen requests', async () => {
  const { fake, client, index } = await filled({});
  const writes = (method: string, path: string) => method === 'POST' && path.endsWith('/documents');
  fake.misbehave({ kind: 'error500' }, writes);
  expect(await codeOf(index.addDocuments(things({}, {})))).toEqual([500, 'internal']);
  fake.misbehave({ kind: 'hang' }, writes);
  await expect(index.addDocuments(things({}, {}))).rejects.toBeInstanceOf(MeilisearchRequestError);
  fake.misbehave({ kind: 'garbage' }, writes);
  await expect(index.addDocuments(things({}, {}))).rejects.toBeInstanceOf(SyntaxError);
  expect(await client.isHealthy()).toBe(true);
  expect(fake.documents('things')).toHaveLength(1);
  fake.misbehave({ kind: 'cut' }, writes);
  await expect(index.addDocuments(things({}, {}))).rejects.toBeInstanceOf(MeilisearchRequestError);
  await vi.waitFor(() => expect(fake.documents('things')).toHaveLength(2));
  fake.misbehave({ kind: 'slow', ms: 50 });
  const started = performance.now();
  await client.health();
  expect(performance.now() - started).toBeGreaterThan(40);
  fake.misbehave(null);
  expect(fake.requests.filter(({ method, path }) => writes(method, path))).toHaveLength(5);
});

it('swaps indexes whole, with their settings and times of creation', async () => {
  const { fake, client } = await filled({ title: 'live' });
  await client.createIndex('next', { primaryKey: 'id' }).waitTask();
  const [live, next] = [await client.getRawIndex('things'), await client.getRawIndex('next')];
  expect(live.createdAt).not.toBe(next.createdAt);
  const swap = await client.swapIndexes([{ indexes: ['things', 'next'], rename: false }]).waitTask();
  expect(swap).toMatchObject({ status: 'succeeded', indexUid: null });
  expect((await client.getRawIndex('things')).createdAt).toBe(next.createdAt);
  expect((await client.getRawIndex('next')).createdAt).toBe(live.createdAt);
  expect([fake.documents('things').length, fake.documents('next').length]).toEqual([0, 1]);
  const failed = await client.swapIndexes([{ indexes: ['things', 'none'], rename: false }]).waitTask();
  expect(failed.error).toMatchObject({ code: 'index_not_found', message: 'Index `none` not found.' });
});

it('answers all settings in full and goes back to the default on null', async () => {
  const { index } = await filled({});
  expect(await index.getSettings()).toMatchObject({
    ...settings,
    sortableAttributes: ['amount', 'trl'],
    displayedAttributes: ['*'],
    pagination: { maxTotalHits: 1000 },
    prefixSearch: 'indexingTime',
  });
  await index.updateSettings({ rankingRules: null, faceting: { maxValuesPerFacet: 7 } }).waitTask();
  expect(await index.getSettings()).toMatchObject({
    rankingRules: ['words', 'typo', 'proximity', 'attributeRank', 'sort', 'wordPosition', 'exactness'],
    faceting: { maxValuesPerFacet: 7, sortFacetValuesBy: { '*': 'alpha' } },
  });
  expect(await codeOf(index.updateSettings({ rankingRules: ['nonsense'] }))).toEqual([
    400,
    'invalid_settings_ranking_rules',
  ]);
});

it('filters as the filter reads', async () => {
  const given = fc.sample(thing, { numRuns: 60, seed: 7 });
  const { index } = await filled(...(given as Record<string, unknown>[]));
  await fc.assert(
    fc.asyncProperty(asked, asked, asked, async (one, either, or) => {
      const filter = [one.text, [either.text, or.text]];
      const { results } = await index.getDocuments({ filter, limit: 100 });
      const holds = (each: Thing) => one.holds(each) && (either.holds(each) || or.holds(each));
      const expected = given.flatMap((each, at) => (holds(each) ? [`t${at}`] : []));
      expect(results.map(({ id }) => id)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

it('refuses bad filters, sorts, facets and missing indexes', async () => {
  const { client, index } = await filled({});
  for (const filter of ['trl >', 'trl = 1 AND', 'trl = 1 trl = 2', '(trl = 1', 'region = "x', 'title = x'])
    expect(await codeOf(index.search('', { filter }))).toEqual([400, 'invalid_search_filter']);
  expect(await codeOf(index.search('', { sort: ['title:asc'] }))).toEqual([400, 'invalid_search_sort']);
  expect(await codeOf(index.search('', { facets: ['title'] }))).toEqual([400, 'invalid_search_facets']);
  expect(await codeOf(client.index('none').search('x'))).toEqual([404, 'index_not_found']);
  const queries = [{ indexUid: 'things' }, { indexUid: 'none' }];
  await expect(client.multiSearch({ queries })).rejects.toMatchObject({
    message: 'Inside `.queries[1]`: Index `none` not found.',
    response: { status: 400 },
    cause: { code: 'index_not_found' },
  });
});

it('counts facets over all hits, and pages no further than the limit of the index', async () => {
  const { client, index } = await filled(
    { region: 'b', trl: 3, tags: ['x', 'y'] },
    { region: 'b', trl: null },
    { region: 'a' },
  );
  const { results } = await client.multiSearch({
    queries: [{ indexUid: 'things', q: '', limit: 1, facets: ['region', 'trl', 'tags'] }],
  });
  expect(results[0]).toMatchObject({
    indexUid: 'things',
    hits: [{ id: 't0' }],
    estimatedTotalHits: 3,
    facetDistribution: { region: { a: 1, b: 2 }, trl: { 3: 1 }, tags: { x: 1, y: 1 } },
    facetStats: { trl: { min: 3, max: 3 } },
  });
  await index.updateSettings({ pagination: { maxTotalHits: 2 } }).waitTask();
  const end = await index.search('', { offset: 1, limit: 5 });
  expect([end.hits.length, end.estimatedTotalHits]).toEqual([1, 2]);
});

it('finds words, the last one as a prefix, and phrases within one attribute', async () => {
  const { find } = await filled(
    { title: 'aa bb', body: 'cc' },
    { title: 'bb', body: 'ccdd aa' },
    { title: 'aabb' },
  );
  expect(await find('bb aa')).toEqual(['t0', 't1']);
  expect(await find('"bb aa"')).toEqual(['t0']);
  expect(await find('cc')).toEqual(['t0', 't1']);
  expect(await find('cc ')).toEqual(['t0']);
  expect(await find('"cc"')).toEqual(['t0']);
  expect(await find('aa', { attributesToSearchOn: ['body'] })).toEqual(['t1']);
  expect(await codeOf(find('aa', { attributesToSearchOn: ['other'] }))).toEqual([
    400,
    'invalid_search_attributes_to_search_on',
  ]);
});

it('reads neighbours as one word and one word as two, unless they are quoted', async () => {
  const { find } = await filled({ title: 'aabb' }, { title: 'cc dd' }, { title: 'ccdd' });
  expect(await find('aa bb')).toEqual(['t0']);
  expect(await find('ccdd')).toEqual(['t2', 't1']);
  expect(await find('"aa" "bb"')).toEqual([]);
  expect(await find('"ccdd"')).toEqual(['t2']);
});

it('reads ten parts of a query and drops the rest', async () => {
  const ten = Array.from({ length: 10 }, (_, at) => `w${at}`);
  const { find } = await filled({ title: ten.join(' ') }, { title: ten.slice(1).join(' ') });
  expect(await find(`${ten.join(' ')} missing`)).toEqual(['t0']);
  expect(await find(`"${ten.join(' ')} missing"`)).toEqual([]);
  expect(await find('w0 missing', { matchingStrategy: 'last' })).toEqual(['t0']);
});

it('orders by the ranking rules, missing values last', async () => {
  const { find } = await filled(
    { title: 'x', body: 'aa' },
    { title: 'x aa', amount: 1 },
    { title: 'aa', amount: 5 },
    { title: 'aa', amount: 7 },
  );
  expect(await find('aa')).toEqual(['t3', 't2', 't1', 't0']);
  expect(await find('', { sort: ['amount:asc'] })).toEqual(['t1', 't2', 't3', 't0']);
  expect(await find('', { sort: ['amount:desc'] })).toEqual(['t3', 't2', 't1', 't0']);
});

it('finds the nearest vectors, and lists documents without any behind them', async () => {
  const { index } = await filled(
    { _vectors: { default: null } },
    { _vectors: { default: [0, 1] } },
    {
      _vectors: {
        default: [
          [-1, 0],
          [1, 0],
        ],
      },
    },
  );
  const hybrid = { embedder: 'default', semanticRatio: 1 };
  const ask = { vector: [1, 0], hybrid, showRankingScore: true };
  const { hits } = await index.search(null, ask);
  expect(hits.map(({ id, _rankingScore }) => [id, _rankingScore])).toEqual([
    ['t2', 1],
    ['t1', 0.5],
    ['t0', 0],
  ]);
  const near = await index.search(null, { ...ask, filter: '_vectors.default EXISTS' });
  expect(near.hits.map(({ id }) => id)).toEqual(['t2', 't1']);
  expect(await codeOf(index.search(null, { ...ask, vector: [1] }))).toEqual([
    400,
    'invalid_vector_dimensions',
  ]);
  const fetched = await index.getDocuments({
    filter: '_vectors EXISTS',
    fields: ['id'],
    retrieveVectors: true,
  });
  expect(fetched.results[0]).toEqual({
    id: 't1',
    _vectors: { default: { embeddings: [[0, 1]], regenerate: false } },
  });
});

it('lets a key do what it names, where it may, and no more', async () => {
  const key = {
    value: 'secret',
    actions: ['search', 'documents.add', 'indexes.*', 'tasks.get', 'version'],
    indexes: ['jb_*'],
  };
  const { fake, client } = await openFake({ key });
  expect(
    (await client.index('jb_a').addDocuments(things({}), { primaryKey: 'id' }).waitTask()).error,
  ).toBeNull();
  await client.createIndex('jb_b').waitTask();
  expect(await codeOf(client.index('jb_a').getSettings())).toEqual([403, 'invalid_api_key']);
  expect(await codeOf(client.index('other').search(''))).toEqual([403, 'invalid_api_key']);
  const queries = [{ indexUid: 'other' }];
  expect(await codeOf(client.multiSearch({ queries }))).toEqual([403, 'invalid_api_key']);
  // The version is no business of a key for some indexes, and it cannot follow the swap that it may ask for.
  expect(await codeOf(client.getVersion())).toEqual([403, 'invalid_api_key']);
  const { taskUid } = await client.swapIndexes([{ indexes: ['jb_a', 'jb_b'], rename: false }]);
  expect(await codeOf(client.tasks.getTask(taskUid))).toEqual([404, 'task_not_found']);
  await vi.waitFor(() => expect(fake.documents('jb_b')).toHaveLength(1));

  const wrong = new Meilisearch({ host: fake.url, apiKey: 'guess' });
  const nobody = new Meilisearch({ host: fake.url });
  expect(await codeOf(wrong.getStats())).toEqual([403, 'invalid_api_key']);
  expect(await codeOf(nobody.getStats())).toEqual([401, 'missing_authorization_header']);
  expect(await nobody.isHealthy()).toBe(true);
});
