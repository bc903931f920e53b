import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadPledge } from '../../src/catalog/pledges.ts';
import { type EntryBody, expectRefusal, fieldsOf, type ListName, listNames } from '../api/answers.ts';
import { newFolder } from '../db/test-database.ts';
import {
  createTestApp,
  goodAchievement,
  goodDemand,
  type Name,
  publish,
  type TestApp,
} from '../support/test-app.ts';
import { auditLines, otherOf, promise, readEntry, readPage, standing, wordOf } from './disclosed-world.ts';

const WORD = wordOf.targeted;
let app: TestApp;
beforeEach(async () => {
  app = await createTestApp();
});
afterEach(() => app.end());

/** Publishes an entry for these targets. */
async function publishFor(list: ListName, ...targets: Name[]): Promise<string> {
  const form = { title: `${WORD}压铸件划伤检测`, disclosure: 'targeted' };
  const id = await publish(app, list, {
    ...form,
    targets: await Promise.all(targets.map(app.organisationOf, app)),
  });
  await app.worker.drain();
  return id;
}

async function change(list: ListName, id: string, patch: object): Promise<void> {
  const { version } = (await readEntry(app, standing[list].owner, list, id)).body;
  const answer = await app.as(standing[list].owner, 'PATCH', `/${list}/${id}`, { version, ...patch });
  expect(answer.statusCode, answer.body).toBe(200);
}

const viewFor = async (name: Name | null, list: ListName, id: string) => {
  const { status, body } = await readEntry(app, name, list, id);
  return status === 200 ? body.view : status;
};
const search = (name: Name, list: ListName) => readPage(app, name, `/search?list=${list}&q=${WORD}`);

/** The ids in the target's ranking of an entry of its own on the other list. */
async function rankedFor(name: Name, list: ListName, own: string): Promise<string[]> {
  const answer = await app.as(name, 'GET', `/${list}/${own}/matches?limit=100`);
  expect(answer.statusCode, answer.body).toBe(200);
  const kind = list === 'demands' ? 'achievement' : 'demand';
  return answer.json<{ items: Record<string, EntryBody>[] }>().items.map((item) => item[kind]!.id);
}

describe('the pledge in force', () => {
  it('is shown to anybody in both languages, and its wording is a number', async () => {
    const answer = await app.as(null, 'GET', '/pledge');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual(JSON.parse(readFileSync('data/pledge.json', 'utf8')));
    expect(answer.json()).toMatchObject({ wording: 1, 'zh-CN': expect.any(String), en: expect.any(String) });
  });

  it.each(['', '{}', '{"wording":0,"zh-CN":"甲","en":"a"}', '{"wording":1,"zh-CN":"","en":"a"}'])(
    'is never read from a file that holds %j',
    (text) => {
      const file = join(newFolder(), 'pledge.json');
      writeFileSync(file, text);
      expect(() => loadPledge(file)).toThrow();
    },
  );
});

describe.each(listNames)('a promise for one of the %s', (list) => {
  const { target, stranger, owner } = standing[list];

  it('opens the entry to the one organisation that gave it, everywhere', async () => {
    const id = await publishFor(list, target, 'expert');
    const form = list === 'demands' ? goodAchievement : goodDemand;
    const own = (await app.as(target, 'POST', `/${otherOf(list)}`, form)).json<EntryBody>().id;
    expect(await viewFor(target, list, id)).toBe('stub');
    expect((await search(target, list)).total).toBe(0);
    expect(await rankedFor(target, otherOf(list), own)).toEqual([]);

    const answer = await promise(app, target, list, id);
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({ id, view: 'full', title: `${WORD}压铸件划伤检测`, targets: [] });
    expect(await viewFor(target, list, id)).toBe('full');
    expect((await search(target, list)).items.map((item) => item.id)).toEqual([id]);
    expect(await rankedFor(target, otherOf(list), own)).toEqual([id]);
    expect([await viewFor('expert', list, id), await viewFor(stranger, list, id)]).toEqual(['stub', 404]);
  });

  it('stands in the log with its wording and its organisation, and the reading it opened, too', async () => {
    const id = await publishFor(list, target);
    await promise(app, target, list, id);
    const [line] = auditLines(app, `${list}.pledge`);
    const actor = await app.actor(target);
    expect(line).toMatchObject({ subject_id: id, actor_id: actor.kind === 'account' ? actor.accountId : '' });
    expect(JSON.parse(line!.facts)).toEqual({ organisation: await app.organisationOf(target), wording: 1 });
    expect(auditLines(app, 'entries.read').at(-1)).toMatchObject({
      subject_id: id,
      actor_id: line!.actor_id,
    });
  });

  it('changes nothing a second time', async () => {
    const id = await publishFor(list, target);
    expect((await promise(app, target, list, id)).statusCode).toBe(201);
    const again = await promise(app, target, list, id);
    expect(again.statusCode).toBe(201);
    expect(await viewFor(target, list, id)).toBe('full');
    expect(auditLines(app, `${list}.pledge`)).toHaveLength(1);
  });

  it('is refused in another wording than the one in force (409), and opens nothing then', async () => {
    const id = await publishFor(list, target);
    for (const wording of [2, 99]) {
      expectRefusal(await promise(app, target, list, id, { wording }), 409, 'conflict');
    }
    for (const body of [{}, { wording: 0 }, { wording: 'one' }, { wording: 1, more: true }]) {
      expectRefusal(await promise(app, target, list, id, body), 400, 'invalid');
    }
    expect(await viewFor(target, list, id)).toBe('stub');
    expect(auditLines(app, `${list}.pledge`)).toEqual([]);
  });

  it('is not there for whoever is no target, and for what is not 定向 or not published', async () => {
    const id = await publishFor(list, target);
    for (const name of [stranger, 'admin', 'auditor', 'expert'] as const) {
      expectRefusal(await promise(app, name, list, id), 404, 'not_found');
    }
    expectRefusal(await promise(app, null, list, id), 401, 'unauthenticated');
    for (const name of [owner, 'operator'] as const) {
      expectRefusal(await promise(app, name, list, id), 403, 'forbidden');
    }
    const open = await publish(app, list, { targets: [await app.organisationOf(target)] });
    expectRefusal(await promise(app, target, list, open), 403, 'forbidden');
    expectRefusal(await promise(app, target, otherOf(list), id), 404, 'not_found');
    const draft = { title: WORD, disclosure: 'targeted', targets: [await app.organisationOf(target)] };
    const unpublished = (await app.as(owner, 'POST', `/${list}`, draft)).json<EntryBody>().id;
    expectRefusal(await promise(app, target, list, unpublished), 404, 'not_found');
  });

  it('is for those who post or answer there: an expert of a target reads the stub only', async () => {
    const id = await publishFor(list, 'expert');
    expect((await readEntry(app, 'expert', list, id)).body).toMatchObject({ view: 'stub', can: [] });
    expectRefusal(await promise(app, 'expert', list, id), 403, 'forbidden');
  });

  it('is given for an organisation of one’s own that is a target', async () => {
    const id = await publishFor(list, target, 'expert');
    for (const organisationId of [
      await app.organisationOf('expert'),
      await app.organisationOf(stranger),
      'x',
    ]) {
      const refused = await promise(app, target, list, id, { wording: 1, organisationId });
      expect(fieldsOf(expectRefusal(refused, 400, 'invalid'))).toEqual(['organisationId']);
    }
    const organisationId = await app.organisationOf(target);
    expect((await promise(app, target, list, id, { wording: 1, organisationId })).statusCode).toBe(201);
  });

  it('ends with its wording: after a new one the target reads the stub again, until it promises anew', async () => {
    const id = await publishFor(list, target);
    await promise(app, target, list, id);
    await app.end(true);
    const file = join(newFolder(), 'pledge.json');
    writeFileSync(file, JSON.stringify({ wording: 2, 'zh-CN': '新的承诺', en: 'A new promise' }));
    const environment = { PLEDGE_FILE: file };
    app = await createTestApp({ dataDir: app.dataDir, environment });
    expect(await viewFor(target, list, id)).toBe('stub');
    expect((await search(target, list)).total).toBe(0);
    expect((await readPage(app, target, `/${list}`)).text).not.toContain(WORD);
    expectRefusal(await promise(app, target, list, id, { wording: 1 }), 409, 'conflict');
    expect((await promise(app, target, list, id, { wording: 2 })).statusCode).toBe(201);
    expect(await viewFor(target, list, id)).toBe('full');
    expect((await search(target, list)).total).toBe(1);
    expect(auditLines(app, `${list}.pledge`)).toHaveLength(2);
  });

  it('opens nothing any more once the target is taken off the list, and again when it is put back', async () => {
    const id = await publishFor(list, target, stranger);
    await promise(app, target, list, id);
    await change(list, id, { targets: [await app.organisationOf(stranger)] });
    expect(await viewFor(target, list, id)).toBe(404);
    expectRefusal(await promise(app, target, list, id), 404, 'not_found');
    for (const isDrained of [false, true]) {
      if (isDrained) await app.worker.drain();
      expect((await search(target, list)).total).toBe(0);
      expect((await readPage(app, target, `/${list}`)).total).toBe(0);
    }
    await change(list, id, { targets: [await app.organisationOf(target)] });
    await app.worker.drain();
    expect(await viewFor(target, list, id)).toBe('full');
  });

  it('ends with the entry’s publication: what is withdrawn or made internal is nobody else’s any more', async () => {
    const [withdrawn, closed] = [await publishFor(list, target), await publishFor(list, target)];
    for (const id of [withdrawn, closed]) await promise(app, target, list, id);
    await app.as(owner, 'POST', `/${list}/${withdrawn}/transitions`, { to: 'withdrawn' });
    await change(list, closed, { disclosure: 'internal' });
    for (const id of [withdrawn, closed]) expect(await viewFor(target, list, id)).toBe(404);
    expect((await search(target, list)).total).toBe(0);
  });

  it('needs targets that are confirmed organisations', async () => {
    for (const targets of [['nobody'], [await app.organisationOf(target), 'nobody']]) {
      const answer = await app.as(owner, 'POST', `/${list}`, {
        title: WORD,
        disclosure: 'targeted',
        targets,
      });
      expect(fieldsOf(expectRefusal(answer, 400, 'invalid'))).toEqual([`targets.${targets.length - 1}`]);
    }
  });
});
