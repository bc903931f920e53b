import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EntryBody, expectRefusal, type ListName, listNames, type PageBody } from '../api/answers.ts';
import {
  createTestApp,
  goodAchievement,
  goodDemand,
  type Name,
  publish,
  type TestApp,
} from '../support/test-app.ts';

const WORD = '金丝雀合金';
const owners = { demands: 'enterprise', achievements: 'researcher' } as const;
const strangers: (Name | null)[] = [null, 'rival', 'peer'];
const unpublished = [
  'draft',
  'submitted',
  'returned',
  'rejected',
  'withdrawn',
  'withdrawn after publication',
];
/** What masked entries show is looked at in `disclosure.test.ts`. */
const undisclosed = ['targeted', 'internal'];
/** The stranger's own entry on each list, whose ranking must not change either. */
const watched: Partial<Record<ListName, { owner: Name; id: string }>> = {};

const world = new Map<Name | null, string[]>();

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp();
  await publish(app, 'demands', { title: '公开的需求' });
  await publish(app, 'achievements', { title: '公开的成果' });
  for (const [owner, list, form] of [
    ['rival', 'demands', goodDemand],
    ['peer', 'achievements', goodAchievement],
  ] as const) {
    const answer = await app.as(owner, 'POST', `/${list}`, { ...form, title: `${WORD}的另一家` });
    watched[list] = { owner, id: answer.json<EntryBody>().id };
  }
  await app.worker.drain();
  for (const stranger of strangers) world.set(stranger, await worldOf(stranger));
});
afterAll(() => app.end());

async function move(name: Name, list: ListName, id: string, to: string): Promise<void> {
  const request = { to, note: '理由', confirmations: ['state-secrets'] };
  const answer = await app.as(name, 'POST', `/${list}/${id}/transitions`, request);
  if (answer.statusCode !== 200) throw new Error(answer.body);
}

/** An entry full of the canary word in that state. */
async function hide(list: ListName, state: string, disclosure = 'public'): Promise<string> {
  const text = `${WORD}表面划伤检测，反光强。`.repeat(3);
  const form = {
    ...(list === 'demands' ? goodDemand : goodAchievement),
    title: `${WORD}检测`,
    keywords: [WORD],
    disclosure,
  };
  const texts = list === 'demands' ? { problem: text } : { summary: text };
  const secret = {
    ...form,
    ...texts,
    chain: 'marine-equipment',
    region: '崂山区',
    trl: 7,
    targets: [await app.organisationOf('auditor')],
  };
  const answer = await app.as(owners[list], 'POST', `/${list}`, secret);
  const { id } = answer.json<EntryBody>();
  if (state === 'draft') return id;
  if (state === 'withdrawn') {
    await move(owners[list], list, id, 'withdrawn');
    return id;
  }
  await move(owners[list], list, id, 'submitted');
  if (state === 'returned' || state === 'rejected') await move('operator', list, id, state);
  if (state === 'published' || state === 'withdrawn after publication')
    await move('operator', list, id, 'published');
  if (state === 'withdrawn after publication') await move(owners[list], list, id, 'withdrawn');
  return id;
}

/** Everything a reader can learn of both lists, as one value. */
async function worldOf(name: Name | null): Promise<string[]> {
  const paths = listNames.flatMap((list) => [
    `/${list}?limit=100`,
    `/${list}?limit=1`,
    `/${list}?chain=marine-equipment`,
    ...['draft', 'submitted', 'returned', 'rejected', 'withdrawn', 'published'].map(
      (state) => `/${list}?state=${state}`,
    ),
    `/search?list=${list}&limit=100`,
    `/search?list=${list}&q=${encodeURIComponent(WORD)}`,
    `/search?list=${list}&q=${encodeURIComponent('划伤检测')}&sort=deadline`,
    `/search?list=${list}&chain=marine-equipment&region=${encodeURIComponent('崂山区')}&trl=7`,
    `/search?list=${list}&state=draft,submitted,returned,rejected,withdrawn,published`,
  ]);
  if (name !== null) paths.push(...listNames.map((list) => `/${list}?mine=true`));
  const own = Object.entries(watched).filter(([, { owner }]) => owner === name);
  for (const limit of [1, 100]) {
    paths.push(...own.map(([list, { id }]) => `/${list}/${id}/matches?limit=${limit}`));
  }
  const answers: string[] = [];
  for (const path of paths) {
    const answer = await app.as(name, 'GET', path);
    if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.body}`);
    // How hidden entries move the scores of open ones has a test of its own.
    answers.push(`${path} ${answer.body.replace(/"(score|band)":[^,}]+/g, '')}`);
  }
  return answers;
}

const cases: [string, string][] = [
  ...unpublished.map((state): [string, string] => [state, 'public']),
  ...undisclosed.map((disclosure): [string, string] => ['published', disclosure]),
  ['submitted', 'internal'],
];

describe.each(listNames)('%s', (list) => {
  it.each(cases)(
    'that are %s and %s change nothing in what strangers can learn',
    async (state, disclosure) => {
      const id = await hide(list, state, disclosure);
      await app.worker.drain();

      for (const stranger of strangers) {
        expect(await worldOf(stranger), `seen by ${stranger}`).toEqual(world.get(stranger));
        expectRefusal(await app.as(stranger, 'GET', `/${list}/${id}`), 404, 'not_found');
      }
      for (const stranger of ['rival', 'peer', 'admin'] as const) {
        const path = `/${list}/${id}`;
        expectRefusal(await app.as(stranger, 'PATCH', path, { title: '改', version: 1 }), 404, 'not_found');
        expectRefusal(await app.as(stranger, 'PATCH', path, { title: '改', version: 99 }), 404, 'not_found');
        for (const request of [{ to: 'withdrawn' }, { to: 'withdrawn', version: 99 }]) {
          expectRefusal(await app.as(stranger, 'POST', `${path}/transitions`, request), 404, 'not_found');
        }
        expectRefusal(await app.as(stranger, 'GET', `${path}/matches`), 404, 'not_found');
      }
    },
  );
});

describe.each(listNames)('hidden %s', (list) => {
  it('are found by their own people and by operators', async () => {
    const id = await hide(list, 'published', 'internal');
    await app.worker.drain();
    for (const reader of [owners[list], 'operator'] as const) {
      expect((await app.as(reader, 'GET', `/${list}/${id}`)).json()).toMatchObject({
        id,
        disclosure: 'internal',
      });
      const listed = (await app.as(reader, 'GET', `/${list}?limit=100`)).json<PageBody>();
      expect(listed.items.map((item) => item.id)).toContain(id);
      const query = `/search?list=${list}&limit=100&q=${encodeURIComponent(WORD)}`;
      const found = (await app.as(reader, 'GET', query)).json<PageBody>();
      expect(found.items.map((item) => item.id)).toContain(id);
    }
  });

  it('are hidden from the moment their author closes them, before any index knows', async () => {
    const { found, read } = await closeAndLook('即将内部');
    expect(found.items).toEqual([]);
    expectRefusal(read, 404, 'not_found');
  });

  /** Publishes an entry with that word, closes it and looks at once: the index has had no turn yet. */
  async function closeAndLook(word: string) {
    const id = await publish(app, list, { title: `${word}的条目`, keywords: [word] });
    await app.worker.drain();
    const query = `/search?list=${list}&q=${encodeURIComponent(word)}`;
    expect((await app.as(null, 'GET', query)).json<PageBody>().total).toBe(1);
    const actor = await app.actor(owners[list]);
    app.services.catalog.edit(actor, list, id, 3, { disclosure: 'internal' });
    const [found, read] = await Promise.all([
      app.services.search.search(
        { kind: 'anonymous', address: null },
        { list, text: word, filters: {}, limit: 10 },
      ),
      app.server.inject({ method: 'GET', url: `/api/v1/${list}/${id}` }),
    ]);
    return { found, read };
  }

  it('do not move the scores that others see: a word’s weight would tell that hidden entries use it', async () => {
    const { owner, id } = watched[list]!;
    const other: ListName = list === 'demands' ? 'achievements' : 'demands';
    await publish(app, other, { titleEn: WORD });
    await publish(app, list, { titleEn: WORD });
    await app.worker.drain();
    const scores = async () => {
      const ranking = await app.as(owner, 'GET', `/${list}/${id}/matches?limit=100`);
      return ranking.json<{ items: { score: number }[] }>().items.map((item) => item.score);
    };
    const before = await scores();
    for (const side of listNames)
      for (let count = 0; count < 8; count += 1) await hide(side, 'published', 'internal');
    await app.worker.drain();
    expect(await scores()).toEqual(before);
  });

  it('are not reached under the address of the other list', async () => {
    const id = await publish(app, list);
    const path = `/${list === 'demands' ? 'achievements' : 'demands'}/${id}`;
    expectRefusal(await app.as('operator', 'GET', path), 404, 'not_found');
    expectRefusal(await app.as('operator', 'GET', `${path}/matches`), 404, 'not_found');
    expectRefusal(await app.as('operator', 'PATCH', path, { title: '改', version: 3 }), 404, 'not_found');
  });
});
