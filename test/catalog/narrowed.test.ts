import { describe, expect, it } from 'vitest';
import { anonymous } from '../../src/identity/model.ts';
import { type EntryBody, type ListName, listNames } from '../api/answers.ts';
import { createTestApp, goodAchievement, goodDemand, publish, type TestApp } from '../support/test-app.ts';
import { endWithTest, otherOf, readPage, standing } from './disclosed-world.ts';

const WORD = 'goldammer';
const SECOND = 'haubenmeise';
const long = { EXACT_LIMIT: '0' };
const cases = listNames.flatMap((list) =>
  [
    { how: 'held in memory', environment: {} as Record<string, string> },
    { how: 'too long for memory', environment: long },
  ].map((rest) => ({ list, ...rest })),
);

const narrowings: [what: string, patch: object][] = [
  ['made internal', { disclosure: 'internal' }],
  ['made 定向', { disclosure: 'targeted' }],
  ['masked', { disclosure: 'masked', maskWords: [WORD] }],
];

async function edit(app: TestApp, list: ListName, id: string, patch: object): Promise<void> {
  const { owner } = standing[list];
  const { version } = (await app.as(owner, 'GET', `/${list}/${id}`)).json<EntryBody>();
  app.services.catalog.edit(await app.actor(owner), list, id, version, patch);
}

/** What visitors find, and what a stranger’s own draft on the other list, which asks for both words, is matched with. */
function looksOf(app: TestApp, list: ListName) {
  const name = standing[list].target;
  return {
    search: (text: string) => app.services.search.search(anonymous, { list, text, filters: {}, limit: 10 }),
    async ranked() {
      const own = (await readPage(app, name, `/${otherOf(list)}?mine=true`)).items[0]!.id;
      const { items } = await app.services.matching.matches(await app.actor(name), otherOf(list), own, 10);
      return items.map(({ seen: { entry, view }, score, evidence }) => {
        const { title } = entry.content;
        return { id: entry.id, view, title, score, evidence };
      });
    },
  };
}

/** A published entry that says both words, and that draft. */
async function setUp(app: TestApp, list: ListName, form: object = {}) {
  const said = `${WORD}与${SECOND}的表面划伤检测`;
  const id = await publish(app, list, { title: said, keywords: [WORD], ...form });
  const asker = list === 'demands' ? goodAchievement : goodDemand;
  const asked = { ...asker, title: said, keywords: [WORD] };
  await app.as(standing[list].target, 'POST', `/${otherOf(list)}`, asked);
  await app.worker.drain();
  return { id, ...looksOf(app, list) };
}

/** An app on that folder, and nothing done there yet; the one before ends. */
async function restart(app: TestApp, environment: Record<string, string>): Promise<TestApp> {
  await app.end(true);
  return endWithTest(await createTestApp({ environment, dataDir: app.dataDir }));
}

describe.each(cases)('one of the $list, in a list $how', ({ list, environment }) => {
  it.each(narrowings)(
    'that is %s leaves search and rankings at once: before any job ran, and after a restart before any',
    async (_what, patch) => {
      const app = await createTestApp({ environment });
      const { id, search, ranked } = await setUp(app, list);
      expect((await search(WORD)).items).toHaveLength(1);
      expect((await ranked()).map((row) => row.id)).toEqual([id]);

      await app.worker.stop();
      await edit(app, list, id, patch);
      const expectGone = async (looks: ReturnType<typeof looksOf>) => {
        for (const text of [WORD, SECOND, '']) {
          const found = await looks.search(text);
          expect([found.items, found.total, found.facets.chain]).toEqual([[], 0, []]);
        }
        expect(await looks.ranked()).toEqual([]);
      };
      await expectGone({ search, ranked });
      const restarted = await restart(app, environment);
      const looks = looksOf(restarted, list);
      await expectGone(looks);

      await restarted.worker.drain();
      const isMasked = 'maskWords' in patch;
      expect((await looks.search(WORD)).total).toBe(0);
      expect((await looks.search(SECOND)).total).toBe(isMasked ? 1 : 0);
      expect(await looks.ranked()).toMatchObject(isMasked ? [{ id, view: 'masked' }] : []);
    },
  );

  it('that gets another word masked is not found or ranked by it from then on', async () => {
    const app = await createTestApp({ environment });
    const { id, search, ranked } = await setUp(app, list, { disclosure: 'masked', maskWords: [SECOND] });
    expect((await search(WORD)).items).toHaveLength(1);
    const [before] = await ranked();
    await app.worker.stop();
    await edit(app, list, id, { maskWords: [SECOND, WORD] });
    expect((await search(WORD)).total).toBe(0);
    expect(await ranked()).toEqual([]);

    const restarted = await restart(app, environment);
    const looks = looksOf(restarted, list);
    expect((await looks.search(WORD)).total).toBe(0);
    expect(await looks.ranked()).toEqual([]);
    await restarted.worker.drain();
    const [after] = await looks.ranked();
    expect(after).toMatchObject({ id, view: 'masked' });
    expect(before!.title).toContain(WORD);
    expect(after!.title).not.toContain(WORD);
    expect((await looks.search(WORD)).total).toBe(0);
  });

  it('that is opened with a new text is never ranked by what only its own people could read before', async () => {
    const app = await createTestApp({ environment });
    const { id } = await setUp(app, list, { disclosure: 'internal' });
    await app.worker.stop();
    await edit(app, list, id, { disclosure: 'public', title: '表面划伤检测', keywords: [] });
    const restarted = await restart(app, environment);
    const { ranked } = looksOf(restarted, list);
    // What is indexed is still the text from before.
    expect(await ranked()).toEqual([]);

    // Without the model, words are indexed and vectors are not: a twin that never said anything else scores the same.
    restarted.embedder.fail();
    await restarted.worker.drain();
    const twin = await publish(restarted, list, { title: '表面划伤检测' });
    await restarted.worker.drain();
    const scores = async () => new Map((await ranked()).map((row) => [row.id, row.score]));
    const byWords = await scores();
    expect([...byWords.keys()].sort()).toEqual([id, twin].sort());
    expect(byWords.get(id)).toBe(byWords.get(twin));
    restarted.embedder.heal();
    restarted.clock.advance(60_000);
    await restarted.worker.drain();
    const byMeaning = await scores();
    expect(byMeaning.get(id)).toBe(byMeaning.get(twin));
  });
});

describe.each(listNames)('a single concealed field of public %s', (list) => {
  const field = list === 'demands' ? 'budget' : 'price';

  it('is in no answer, and sorting by money does not tell it', async () => {
    const app = endWithTest(await createTestApp());
    const money = (wan: number) => ({ [field]: { kind: 'amount', wan } });
    const concealed = {
      fieldDisclosure: { [field]: 'masked', contact: 'masked' },
      contact: '李雷 0532-66666666',
    };
    const open = await publish(app, list, { title: '公开价格', ...money(10) });
    const rich = await publish(app, list, { title: '最高价格', ...money(98765), ...concealed });
    await app.worker.drain();
    const { owner, stranger } = standing[list];
    const byMoney = async (name: Parameters<typeof readPage>[1]) =>
      readPage(app, name, `/search?list=${list}&sort=amount`);
    for (const name of [null, stranger, 'admin'] as const) {
      const answer = await app.as(name, 'GET', `/${list}/${rich}`);
      expect(answer.json()).toMatchObject({
        view: 'masked',
        title: '最高价格',
        contact: '',
        [field]: { kind: 'undetermined' },
        organisation: { name: list === 'demands' ? '甲方公司' : '某大学' },
        fieldDisclosure: {},
      });
      expect(answer.json<EntryBody>().masked).toEqual(['contact', field]);
      const page = await byMoney(name);
      expect(page.items.map(({ id }) => id)).toEqual([open, rich]);
      for (const text of [answer.body, page.text, (await readPage(app, name, `/${list}`)).text]) {
        expect(text).not.toMatch(/98765|李雷|66666666/);
      }
    }
    for (const name of [owner, 'operator'] as const) {
      expect((await byMoney(name)).items.map(({ id }) => id)).toEqual([rich, open]);
      expect((await app.as(name, 'GET', `/${list}/${rich}`)).body).toContain('98765');
    }
  });

  it('that is concealed later leaves every answer at once', async () => {
    const app = endWithTest(await createTestApp());
    const id = await publish(app, list, { [field]: { kind: 'amount', wan: 98765 } });
    await publish(app, list, { title: '便宜的', [field]: { kind: 'amount', wan: 10 } });
    await app.worker.drain();
    await edit(app, list, id, { fieldDisclosure: { [field]: 'masked' } });
    const before = await readPage(app, null, `/search?list=${list}&sort=amount`);
    expect(before.text).not.toContain('98765');
    expect(before.items.map(({ id: found }) => found)).not.toContain(id);
    await app.worker.drain();
    const after = await readPage(app, null, `/search?list=${list}&sort=amount`);
    expect(after.items.map(({ id: found }) => found).indexOf(id)).toBe(1);
    expect(after.text).not.toContain('98765');
  });
});
