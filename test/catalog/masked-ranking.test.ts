import { describe, expect, it } from 'vitest';
import { MASK } from '../../src/catalog/masking.ts';
import { normalise } from '../../src/kernel/text.ts';
import type { EntryBody, ListName } from '../api/answers.ts';
import { listNames } from '../api/answers.ts';
import {
  createTestApp,
  goodAchievement,
  goodDemand,
  type Name,
  publish,
  type TestApp,
} from '../support/test-app.ts';
import { endWithTest, otherOf, readEntry, standing } from './disclosed-world.ts';

const RARE = 'kohlmeise';
const body = { demands: goodDemand, achievements: goodAchievement };
const prose = { demands: 'problem', achievements: 'summary' } as const;
const masked = { disclosure: 'masked', maskWords: [RARE], indicators: [] };

interface Span {
  field: string;
  start: number;
  end: number;
}
interface Row {
  entry: EntryBody;
  score: number;
  evidence: {
    terms: { demand: Span; achievement: Span }[];
    sentences: { demand: Span; achievement: Span; score: number }[];
  };
}

/** What that person sees ranked for that entry. */
async function ranking(app: TestApp, name: Name, list: ListName, id: string): Promise<Row[]> {
  const answer = await app.as(name, 'GET', `/${list}/${id}/matches?limit=100`);
  expect(answer.statusCode, answer.body).toBe(200);
  const kind = list === 'demands' ? 'achievement' : 'demand';
  return answer
    .json<{ items: (Record<string, EntryBody> & Omit<Row, 'entry'>)[] }>()
    .items.map((item) => ({ entry: item[kind] as EntryBody, score: item.score, evidence: item.evidence }));
}

/** The same scores before they are rounded to be shown, by entry. */
async function rawScores(app: TestApp, name: Name, list: ListName, id: string): Promise<Map<string, number>> {
  const request = { limit: 100, mode: 'hybrid' } as const;
  const { items } = await app.services.matching.rank(await app.actor(name), list, id, request);
  return new Map(items.map((item) => [item.id, item.score]));
}

async function scoreOf(app: TestApp, name: Name, list: ListName, id: string, other: string) {
  return (await rawScores(app, name, list, id)).get(other)!;
}

const saying = (list: ListName, word: string) => ({
  title: `${word}的表面划伤检测`,
  [prose[list]]: `用${word}解决高反光金属表面划伤检测，${word}是关键。`,
  keywords: [word, '划伤'],
});

describe.each(listNames)('a masked one of the %s', (list) => {
  const other = otherOf(list);
  const { owner, stranger } = standing[list];
  const asker = standing[other].owner;

  /** Somebody's draft on the other list that asks for the very word. */
  async function ask(app: TestApp, name: Name): Promise<string> {
    const form = { ...body[other], ...saying(other, RARE) };
    const answer = await app.as(name, 'POST', `/${other}`, form);
    expect(answer.statusCode, answer.body).toBe(201);
    return answer.json<EntryBody>().id;
  }

  /** Enough other entries that a word of one text is rare. */
  async function fill(app: TestApp): Promise<void> {
    for (const side of listNames) {
      for (const title of ['海带多糖提取', '锂电池回收', '钢轨裂纹探伤', '焊接机器人']) {
        await publish(app, side, { title, [prose[side]]: `${title}的工艺。` });
      }
    }
  }

  it('is worth to others exactly what a text without its masked words is worth, and more to operators', async () => {
    const app = endWithTest(await createTestApp());
    await fill(app);
    const secret = await publish(app, list, { ...saying(list, RARE), ...masked });
    const twin = await publish(app, list, saying(list, MASK));
    const own = await ask(app, asker);
    await app.worker.drain();

    const forParty = await ranking(app, asker, other, own);
    const [one, two] = [secret, twin].map((id) => forParty.find(({ entry }) => entry.id === id)!);
    expect(one!.score).toBe(two!.score);
    expect(one!.evidence).toEqual(two!.evidence);
    expect(one!.entry).toMatchObject({ view: 'masked', title: `${MASK}的表面划伤检测` });
    expect(JSON.stringify(one)).not.toContain(RARE);

    const forOperator = await ranking(app, 'operator', other, own);
    expect(forOperator[0]!.entry).toMatchObject({ id: secret, view: 'full' });
    const [raw, full] = [
      await rawScores(app, asker, other, own),
      await rawScores(app, 'operator', other, own),
    ];
    expect(raw.get(secret)).toBe(raw.get(twin));
    expect(full.get(secret)).toBeGreaterThan(raw.get(secret)!);
    expect(full.get(twin)).toBe(raw.get(twin));
  });

  it('is ranked for its own people by its full text, from its own side', async () => {
    const app = endWithTest(await createTestApp());
    await fill(app);
    const answer = await publish(app, other, saying(other, RARE));
    const secret = await publish(app, list, { ...saying(list, RARE), ...masked });
    await app.worker.drain();
    const own = await scoreOf(app, owner, list, secret, answer);
    expect(own).toBe(await scoreOf(app, 'operator', list, secret, answer));
    expect(own).toBe(await scoreOf(app, 'operator', other, answer, secret));
    expect(own).toBeGreaterThan(await scoreOf(app, asker, other, answer, secret));
  });

  it('gives others evidence that points into the text they read', async () => {
    const app = endWithTest(await createTestApp());
    await fill(app);
    const secret = await publish(app, list, { ...saying(list, RARE), ...masked });
    const own = await ask(app, asker);
    await app.worker.drain();
    const row = (await ranking(app, asker, other, own)).find(({ entry }) => entry.id === secret);
    const theirs = (await readEntry(app, asker, list, secret)).body;
    const mine = (await readEntry(app, asker, other, own)).body;
    const textAt = (entry: EntryBody, { field, start, end }: Span) => {
      const [name = '', at] = field.split('.');
      const value = at === undefined ? entry[name] : (entry[name] as string[])[Number(at)];
      expect(end).toBeLessThanOrEqual(String(value).length);
      return String(value).slice(start, end);
    };
    const kind = list === 'demands' ? 'demand' : 'achievement';
    const mineKind = list === 'demands' ? 'achievement' : 'demand';
    const { terms, sentences } = row!.evidence;
    expect(terms.length).toBeGreaterThan(0);
    expect(sentences.length).toBeGreaterThan(0);
    for (const term of terms) {
      const [there, here] = [textAt(theirs, term[kind]), textAt(mine, term[mineKind])];
      expect(there).not.toBe('');
      expect(normalise(there).text).toBe(normalise(here).text);
      expect(here).not.toContain(RARE);
    }
    for (const sentence of sentences) expect(textAt(theirs, sentence[kind])).toMatch(/划伤|关键/);
  });

  it('leaves no trace of its masked words in the scores of others: neither their weight nor what is near', async () => {
    const scores = async (form: object) => {
      const app = await createTestApp();
      await fill(app);
      const answer = await publish(app, list, saying(list, '条纹光'));
      await publish(app, other, saying(other, RARE));
      for (let count = 0; count < 4; count += 1) await publish(app, list, form);
      const own = await ask(app, asker);
      const rivals = await app.as(stranger, 'POST', `/${otherListOf(stranger)}`, {
        ...body[otherListOf(stranger)],
        ...saying(otherListOf(stranger), RARE),
      });
      await app.worker.drain();
      const seen = [...(await rawScores(app, asker, other, own)).values()];
      const id = rivals.json<EntryBody>().id;
      const forRival = [...(await rawScores(app, stranger, otherListOf(stranger), id)).values()];
      const pair = await scoreOf(app, 'operator', other, own, answer);
      await app.end();
      return { seen, forRival, pair };
    };
    const without = await scores(saying(list, MASK));
    expect(await scores({ ...saying(list, RARE), ...masked })).toEqual(without);
    // Shown openly, the same word does change them.
    expect(await scores(saying(list, RARE))).not.toEqual(without);
  });
});

/** The list on which that stranger posts. */
function otherListOf(name: Name): ListName {
  return name === 'peer' ? 'achievements' : 'demands';
}
