import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectRefusal, listNames } from '../api/answers.ts';
import type { Name, TestApp } from '../support/test-app.ts';
import {
  auditLines,
  type Ids,
  type Level,
  levels,
  openDisclosed,
  promise,
  readEntry,
  readPage,
  standing,
  wordOf,
} from './disclosed-world.ts';

type Reader = 'visitor' | 'owner' | 'stranger' | 'target' | 'operator' | 'admin' | 'auditor' | 'expert';
type Seen = 'full' | 'masked' | 'stub' | null;

/** What each reader gets of a published entry of each level, before anybody promised anything. */
const expected: Record<Reader, Record<Level, Seen>> = {
  visitor: { public: 'full', masked: 'masked', targeted: null, internal: null },
  stranger: { public: 'full', masked: 'masked', targeted: null, internal: null },
  target: { public: 'full', masked: 'masked', targeted: 'stub', internal: null },
  owner: { public: 'full', masked: 'full', targeted: 'full', internal: 'full' },
  operator: { public: 'full', masked: 'full', targeted: 'full', internal: 'full' },
  admin: { public: 'full', masked: 'masked', targeted: null, internal: null },
  auditor: { public: 'full', masked: 'masked', targeted: null, internal: null },
  expert: { public: 'full', masked: 'masked', targeted: null, internal: null },
};
const readers = Object.keys(expected) as Reader[];
const cells = readers.flatMap((reader) =>
  levels.map((level) => ({ reader, level, seen: expected[reader][level] })),
);

/** What must not be in anything that others get of a masked entry. */
const secrets = [wordOf.masked, '1180℃', '13800138000', '王小明', '77777777', '0.0123'];

describe.each(listNames)('published %s', (list) => {
  let app: TestApp;
  let ids: Ids;
  beforeAll(async () => {
    ({ app, ids } = await openDisclosed(list));
  });
  afterAll(() => app.end());

  const nameOf = (reader: Reader): Name | null => {
    if (reader === 'visitor') return null;
    if (reader === 'operator' || reader === 'admin' || reader === 'auditor' || reader === 'expert')
      return reader;
    return standing[list][reader];
  };
  const query = (text: string) => `/search?list=${list}&limit=100&q=${encodeURIComponent(text)}`;

  it.each(cells)('of level $level are opened by the $reader as $seen', async ({ reader, level, seen }) => {
    const answer = await app.as(nameOf(reader), 'GET', `/${list}/${ids[level]}`);
    if (seen === null) {
      expectRefusal(answer, 404, 'not_found');
      expect(answer.body).not.toContain(wordOf[level]);
      return;
    }
    const { text, body } = await readEntry(app, nameOf(reader), list, ids[level]);
    expect(body).toMatchObject({ id: ids[level], view: seen, disclosure: level });
    expect(text.includes(wordOf[level])).toBe(seen === 'full');
    if (seen === 'full') expect(body.masked).toEqual([]);
    if (seen === 'masked') {
      for (const secret of secrets) expect(text).not.toContain(secret);
      expect(body.organisation).toMatchObject({ id: null, name: null });
      expect(body.masked).toEqual(['contact', 'indicators', 'organisation', 'text']);
      expect(body).toMatchObject({
        title: '＊＊＊表面划伤检测',
        contact: '',
        indicators: [],
        can: [],
        maskWords: [],
      });
    }
    if (seen === 'stub') {
      expect(body).toMatchObject({
        title: '',
        keywords: [],
        region: '',
        targets: [],
        indicators: [],
        can: ['pledge'],
      });
      expect(body.organisation).toMatchObject({ id: null, name: null });
      expect(text).not.toMatch(/王小明|1180℃|划伤|崂山/);
    }
  });

  it.each(readers)(
    'are listed for the %s as far as they may know of them, and counted so',
    async (reader) => {
      const known = levels.filter((level) => expected[reader][level] !== null);
      const page = await readPage(app, nameOf(reader), `/${list}?limit=100`);
      expect(page.items.map(({ id }) => id).sort()).toEqual(known.map((level) => ids[level]).sort());
      expect(page.total).toBe(known.length);
      for (const item of page.items) {
        const level = levels.find((one) => ids[one] === item.id)!;
        expect([level, item.view]).toEqual([level, expected[reader][level]]);
      }
      for (const level of levels) {
        expect([level, page.text.includes(wordOf[level])]).toEqual([
          level,
          expected[reader][level] === 'full',
        ]);
        const only = await readPage(app, nameOf(reader), `/${list}?disclosure=${level}&limit=1`);
        expect(only.total).toBe(expected[reader][level] === null ? 0 : 1);
      }
      expect((await readPage(app, nameOf(reader), `/${list}?chain=smart-manufacturing`)).total).toBe(
        known.length,
      );
    },
  );

  it.each(readers)('are found by the %s by what they may read, with counts of that alone', async (reader) => {
    const findable = levels.filter((level) => ['full', 'masked'].includes(expected[reader][level] ?? ''));
    for (const text of ['', '划伤检测']) {
      const page = await readPage(app, nameOf(reader), query(text));
      expect(page.items.map(({ id }) => id).sort()).toEqual(findable.map((level) => ids[level]).sort());
      expect(page.total).toBe(findable.length);
      expect(page.facets.region).toEqual([{ value: '崂山区', count: findable.length }]);
      expect(page.facets.state).toEqual([{ value: 'published', count: findable.length }]);
    }
    for (const level of levels) {
      const page = await readPage(app, nameOf(reader), query(wordOf[level]));
      const isRead = expected[reader][level] === 'full';
      expect([level, page.items.map(({ id }) => id)]).toEqual([level, isRead ? [ids[level]] : []]);
      expect(page.total).toBe(isRead ? 1 : 0);
      expect(page.facets.region).toEqual(isRead ? [{ value: '崂山区', count: 1 }] : []);
    }
  });

  it.each(['1180', '13800138000', '王小明', '甲方公司', '某大学'])(
    'are not found by others by %s, which only the full text of a masked one says',
    async (secret) => {
      for (const reader of ['visitor', 'stranger', 'target', 'admin'] as const) {
        const page = await readPage(app, nameOf(reader), query(secret));
        expect(page.items.map(({ id }) => id)).not.toContain(ids.masked);
      }
    },
  );

  it('are shown to their keepers and operators as strangers will read them', async () => {
    for (const name of [standing[list].owner, 'operator'] as const) {
      const preview = async (level: Level) => {
        const answer = await app.as(name, 'GET', `/${list}/${ids[level]}/preview`);
        expect(answer.statusCode, answer.body).toBe(200);
        return answer.json<{ entry: Record<string, unknown> | null }>().entry;
      };
      for (const level of ['public', 'masked'] as const) {
        const visitors = (await readEntry(app, null, list, ids[level])).body;
        expect(await preview(level)).toEqual(visitors);
      }
      const { can: _can, ...stub } = (await readEntry(app, standing[list].target, list, ids.targeted)).body;
      expect(await preview('targeted')).toEqual({ ...stub, can: [] });
      expect(await preview('internal')).toBe(null);
    }
  });

  it('are previewed as drafts, too, and by nobody who does not keep them', async () => {
    const { owner, stranger, target } = standing[list];
    const form = { title: `${wordOf.masked}草稿`, disclosure: 'masked', maskWords: [wordOf.masked] };
    const { id } = (await app.as(owner, 'POST', `/${list}`, form)).json<{ id: string }>();
    const answer = await app.as(owner, 'GET', `/${list}/${id}/preview`);
    expect(answer.json()).toMatchObject({ entry: { title: '＊＊＊草稿', organisation: { id: null } } });
    expectRefusal(await app.as(null, 'GET', `/${list}/${id}/preview`), 401, 'unauthenticated');
    expectRefusal(await app.as(stranger, 'GET', `/${list}/${id}/preview`), 404, 'not_found');
    expectRefusal(await app.as(stranger, 'GET', `/${list}/${ids.masked}/preview`), 403, 'forbidden');
    expectRefusal(await app.as(target, 'GET', `/${list}/${ids.targeted}/preview`), 403, 'forbidden');
    expectRefusal(await app.as('admin', 'GET', `/${list}/${ids.internal}/preview`), 404, 'not_found');
  });

  it('of level masked and targeted offer others nothing but what they may do', async () => {
    for (const name of ['rival', 'peer', 'admin', 'expert'] as const) {
      for (const level of ['masked', 'targeted', 'internal'] as const) {
        const path = `/${list}/${ids[level]}`;
        const { status } = await readEntry(app, name, list, ids[level]);
        for (const answer of [
          await app.as(name, 'PATCH', path, { title: '改', version: 3 }),
          await app.as(name, 'POST', `${path}/transitions`, { to: 'withdrawn' }),
          await app.as(name, 'GET', `${path}/matches`),
        ]) {
          expect([level, answer.statusCode]).toEqual([level, status === 404 ? 404 : 403]);
          expect(answer.body).not.toContain(wordOf[level]);
        }
      }
    }
  });

  it('of level 定向 and 内部 leave a line in the log whenever they are read in full, others never', async () => {
    const reads = () => auditLines(app, 'entries.read');
    const { owner, target, stranger } = standing[list];
    const before = reads().length;
    for (const name of [null, target, stranger, 'admin'] as const) {
      for (const level of levels) await readEntry(app, name, list, ids[level]);
      await readPage(app, name, `/${list}?limit=100`);
      await readPage(app, name, query('划伤'));
    }
    await readEntry(app, owner, list, ids.public);
    await readEntry(app, 'operator', list, ids.masked);
    await readPage(app, owner, `/${list}?limit=100`);
    expect(reads().length).toBe(before);

    await readEntry(app, owner, list, ids.internal);
    await readEntry(app, 'operator', list, ids.targeted);
    await readPage(app, 'operator', `/${list}?disclosure=internal`);
    await readPage(app, 'operator', query(wordOf.targeted));
    const lines = reads().slice(before);
    expect(lines.map(({ subject_id, facts }) => [subject_id, JSON.parse(facts).channel])).toEqual([
      [ids.internal, 'open'],
      [ids.targeted, 'open'],
      [ids.internal, 'list'],
      [ids.targeted, 'search'],
    ]);
    const operator = await app.actor('operator');
    expect(
      lines.slice(1).every(({ actor_id }) => operator.kind === 'account' && actor_id === operator.accountId),
    ).toBe(true);
    await readPage(app, 'operator', `/${list}?limit=100`);
    const several = reads().at(-1)!;
    expect(several.subject_id).toBe(null);
    expect(JSON.parse(several.facts).entries.sort()).toEqual([ids.targeted, ids.internal].sort());
  });

  it('of level 定向 are read, listed and found in full by a target once it promised, and only by it', async () => {
    const { target, stranger } = standing[list];
    expect((await promise(app, target, list, ids.targeted)).statusCode).toBe(201);
    expect((await readEntry(app, target, list, ids.targeted)).body).toMatchObject({ view: 'full', can: [] });
    const listed = await readPage(app, target, `/${list}?limit=100`);
    expect(listed.total).toBe(3);
    expect(listed.text).toContain(wordOf.targeted);
    const found = await readPage(app, target, query(wordOf.targeted));
    expect([found.items.map(({ id }) => id), found.total]).toEqual([[ids.targeted], 1]);
    expect((await readPage(app, target, query(''))).total).toBe(3);
    for (const name of [null, stranger, 'admin'] as const) {
      expectRefusal(await app.as(name, 'GET', `/${list}/${ids.targeted}`), 404, 'not_found');
      expect((await readPage(app, name, query(wordOf.targeted))).total).toBe(0);
      expect((await readPage(app, name, query(''))).total).toBe(2);
    }
  });
});
