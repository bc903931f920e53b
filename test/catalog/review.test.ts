import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EntryBody, expectRefusal, fieldsOf, type ListName, listNames } from '../api/answers.ts';
import {
  createTestApp,
  goodAchievement,
  goodDemand,
  type Name,
  publish,
  type TestApp,
} from '../support/test-app.ts';

const owners = { demands: 'enterprise', achievements: 'researcher' } as const;
const forms = { demands: goodDemand, achievements: goodAchievement };
const mainText = { demands: 'problem', achievements: 'summary' } as const;
const confirmed = { to: 'submitted', confirmations: ['state-secrets'] };

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.end());

async function draft(list: ListName, form: object = {}): Promise<EntryBody> {
  const answer = await app.as(owners[list], 'POST', `/${list}`, { ...forms[list], ...form });
  expect(answer.statusCode).toBe(201);
  return answer.json();
}

function move(name: Name | null, list: ListName, id: string, body: object) {
  return app.as(name, 'POST', `/${list}/${id}/transitions`, body);
}

async function read(list: ListName, id: string): Promise<EntryBody> {
  return (await app.as(owners[list], 'GET', `/${list}/${id}`)).json();
}

async function submitted(list: ListName): Promise<string> {
  const { id } = await draft(list);
  expect((await move(owners[list], list, id, confirmed)).statusCode).toBe(200);
  return id;
}

describe.each(listNames)('%s', (list) => {
  const owner = owners[list];

  it('names everything that is missing when a bare title is submitted', async () => {
    const answer = await app.as(owner, 'POST', `/${list}`, { title: '只有名称' });
    const { id, version } = answer.json<EntryBody>();
    const body = expectRefusal(await move(owner, list, id, { to: 'submitted' }), 400, 'invalid');
    expect(fieldsOf(body).sort()).toEqual(['chain', 'confirmations', 'contact', mainText[list]].sort());
    expect(await read(list, id)).toMatchObject({ state: 'draft', version });
  });

  it.each(['chain', 'contact', mainText[list]])('does not take a submission without %s', async (field) => {
    const { id } = await draft(list, { [field]: field === 'chain' ? null : ' ' });
    const body = expectRefusal(await move(owner, list, id, confirmed), 400, 'invalid');
    expect(fieldsOf(body)).toEqual([field]);
  });

  it('does not take a submission without the confirmation about state secrets', async () => {
    const { id } = await draft(list);
    for (const confirmations of [undefined, [], ['something-else']]) {
      const request = confirmations === undefined ? { to: 'submitted' } : { to: 'submitted', confirmations };
      expect(fieldsOf(expectRefusal(await move(owner, list, id, request), 400, 'invalid'))).toEqual([
        'confirmations',
      ]);
    }
    expect((await read(list, id)).state).toBe('draft');
  });

  it('returns to its author with a reason, and comes back improved until it is published', async () => {
    const id = await submitted(list);
    const returned = await move('operator', list, id, { to: 'returned', note: '请写明指标' });
    expect(returned.json()).toMatchObject({ state: 'returned', reviewNote: '请写明指标', publishedAt: null });
    const own = await read(list, id);
    expect(own).toMatchObject({ state: 'returned', reviewNote: '请写明指标' });
    expect(own.can).toEqual(expect.arrayContaining(['edit', 'to:submitted', 'to:withdrawn']));

    const title = '补正后的名称';
    expect((await app.as(owner, 'PATCH', `/${list}/${id}`, { title, version: own.version })).statusCode).toBe(
      200,
    );
    expect(fieldsOf(expectRefusal(await move(owner, list, id, { to: 'submitted' }), 400, 'invalid'))).toEqual(
      ['confirmations'],
    );
    expect((await move(owner, list, id, confirmed)).json()).toMatchObject({ state: 'submitted', title });
    app.clock.advance(60_000);
    const published = (await move('operator', list, id, { to: 'published' })).json<EntryBody>();
    expect(published.state).toBe('published');
    expect(published.publishedAt).toBe(new Date(app.clock.now()).toISOString());
    expect(published.can).not.toContain('to:published');
    expect((await app.as(null, 'GET', `/${list}/${id}`)).json()).toMatchObject({ title, reviewNote: '' });
  });

  it.each(['returned', 'rejected'])('is not %s without a reason', async (to) => {
    const id = await submitted(list);
    for (const note of [undefined, '', '  \n ']) {
      const body = expectRefusal(
        await move('operator', list, id, note === undefined ? { to } : { to, note }),
        400,
        'invalid',
      );
      expect(fieldsOf(body)).toEqual(['note']);
    }
    expect(await read(list, id)).toMatchObject({ state: 'submitted' });
    expect((await move('operator', list, id, { to, note: '重复' })).json()).toMatchObject({
      state: to,
      reviewNote: '重复',
    });
  });

  it('does not store a reason that holds characters nobody can read', async () => {
    const id = await submitted(list);
    for (const note of ['坏\u0000字', '半个\ud83d表情']) {
      const body = expectRefusal(await move('operator', list, id, { to: 'returned', note }), 400, 'invalid');
      expect(fieldsOf(body)).toEqual(['note']);
    }
  });

  it.each(['draft', 'submitted', 'returned', 'published'])(
    'is withdrawn by its owner when %s, for good',
    async (state) => {
      const id =
        state === 'draft'
          ? (await draft(list)).id
          : state === 'published'
            ? await publish(app, list)
            : await submitted(list);
      if (state === 'returned') await move('operator', list, id, { to: 'returned', note: '补正' });
      expect((await move(owner, list, id, { to: 'withdrawn' })).json()).toMatchObject({ state: 'withdrawn' });
      for (const to of ['draft', 'submitted', 'published', 'returned', 'withdrawn']) {
        for (const who of [owner, 'operator'] as const) {
          const request = { to, note: '理由', confirmations: ['state-secrets'] };
          expectRefusal(await move(who, list, id, request), 409, 'conflict');
        }
      }
      expectRefusal(await app.as(null, 'GET', `/${list}/${id}`), 404, 'not_found');
    },
  );

  it('lets an operator withdraw a published entry with a reason only', async () => {
    const id = await publish(app, list);
    expect(
      fieldsOf(expectRefusal(await move('operator', list, id, { to: 'withdrawn' }), 400, 'invalid')),
    ).toEqual(['note']);
    expect((await move('operator', list, id, { to: 'withdrawn', note: '投诉属实' })).json()).toMatchObject({
      state: 'withdrawn',
    });
    expect((await read(list, id)).reviewNote).toBe('投诉属实');
  });

  it('refuses the other side’s moves as forbidden and keeps everything as it was', async () => {
    const id = await submitted(list);
    const { version } = await read(list, id);
    for (const to of ['published', 'returned', 'rejected']) {
      expectRefusal(await move(owner, list, id, { to, note: '自己来' }), 403, 'forbidden');
    }
    expectRefusal(await move('operator', list, id, { to: 'withdrawn', note: '代撤' }), 403, 'forbidden');
    const own = await draft(list);
    expectRefusal(await move('operator', list, own.id, confirmed), 403, 'forbidden');
    expect(await read(list, id)).toMatchObject({ state: 'submitted', version });
  });

  it('refuses strangers who can read a published entry as forbidden', async () => {
    const id = await publish(app, list);
    for (const stranger of ['rival', 'peer', 'admin'] as const) {
      expectRefusal(await move(stranger, list, id, { to: 'withdrawn', note: '撤' }), 403, 'forbidden');
      expectRefusal(
        await app.as(stranger, 'PATCH', `/${list}/${id}`, { title: '改', version: 3 }),
        403,
        'forbidden',
      );
      expectRefusal(await app.as(stranger, 'GET', `/${list}/${id}/matches`), 403, 'forbidden');
    }
    expect(await read(list, id)).toMatchObject({ state: 'published', version: 3 });
  });

  it('refuses moves that its state does not know as a conflict', async () => {
    const { id } = await draft(list);
    for (const to of [
      'published',
      'returned',
      'rejected',
      'unclaimed',
      'expired',
      'draft',
      'nonsense',
      '__proto__',
    ]) {
      expectRefusal(await move(owner, list, id, { to, note: '理由' }), 409, 'conflict');
    }
    expect((await read(list, id)).state).toBe('draft');
  });

  it('does not publish what changed after the operator looked', async () => {
    const id = await submitted(list);
    const { version } = await read(list, id);
    await app.as(owner, 'PATCH', `/${list}/${id}`, { title: '悄悄改过', version });
    const answer = await move('operator', list, id, { to: 'published', version });
    expect(expectRefusal(answer, 412, 'precondition_failed').facts).toEqual({ currentVersion: version + 1 });
    expect((await read(list, id)).state).toBe('submitted');
  });
});

it('lets only the keepers of a list put entries on it', async () => {
  for (const name of ['researcher', 'operator', 'admin'] as const) {
    expectRefusal(await app.as(name, 'POST', '/demands', goodDemand), 403, 'forbidden');
  }
  for (const name of ['enterprise', 'operator', 'admin'] as const) {
    expectRefusal(await app.as(name, 'POST', '/achievements', goodAchievement), 403, 'forbidden');
  }
  expectRefusal(await app.as(null, 'POST', '/demands', goodDemand), 401, 'unauthenticated');
});

it('posts only for an organisation of one’s own', async () => {
  const answer = await app.as('enterprise', 'POST', '/demands', goodDemand);
  const own = answer.json<{ organisation: { id: string; name: string } }>().organisation;
  expect(own.name).toBe('甲方公司');
  const foreign = await app.as('rival', 'POST', '/demands', { ...goodDemand, organisationId: own.id });
  expect(fieldsOf(expectRefusal(foreign, 400, 'invalid'))).toEqual(['organisationId']);
});
