import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrganisationAnswer } from '../../src/api/contracts/organisations.ts';
import { createTestApp, PASSWORD, publish, type TestApp } from '../support/test-app.ts';
import { expectRefusal, fieldsOf, isChinese } from './answers.ts';

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.end());

const codes = ['91350100M000100Y43', '91370200MA3C00001N', '91370200MA3C00002R', '12370200MB10000150'];

function form(account: string, creditCode = codes[0]) {
  return {
    organisation: { name: '新来公司', kind: 'enterprise', creditCode, contact: '李 0532-00000000' },
    account: { account, displayName: '李工', email: `${account}@example.cn`, password: PASSWORD },
    consent: 1,
  };
}

/** Requests of somebody who is not among the people of the test app. */
async function signedIn(account: string) {
  const payload = { account, password: PASSWORD };
  const answer = await app.server.inject({ method: 'POST', url: '/api/v1/session', payload });
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  return {
    session: answer.json<{ memberships: unknown[]; can: string[] }>(),
    ask: (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object, headers = {}) =>
      app.server.inject({
        method,
        url: `/api/v1${path}`,
        headers: { cookie, ...headers },
        ...(body && { payload: body }),
      }),
  };
}

async function ownId(name: Parameters<TestApp['as']>[0]): Promise<string> {
  const mine = await app.as(name, 'GET', '/organisations/mine');
  return mine.json<{ items: { organisation: { id: string } }[] }>().items[0]?.organisation.id ?? '';
}

describe('the notice on personal information', () => {
  it('is open to all, in both languages with the same sections', async () => {
    const answer = await app.as(null, 'GET', '/terms');
    expect(answer.statusCode).toBe(200);
    type Notice = { title: string; sections: { heading: string; text: string }[] };
    const terms = answer.json<{ version: number; 'zh-CN': Notice; en: Notice }>();
    expect(terms.version).toBe(1);
    expect(terms['zh-CN'].sections).toHaveLength(terms.en.sections.length);
    expect(isChinese(JSON.stringify(terms['zh-CN']))).toBe(true);
    expect(isChinese(JSON.stringify(terms.en))).toBe(false);
  });
});

describe('from registration to the first draft', () => {
  it('goes by the operator’s confirmation', async () => {
    const answer = await app.as(null, 'POST', '/registrations', form('li-one'));
    expect(answer.statusCode).toBe(201);
    expect(answer.headers['set-cookie']).toBe(undefined);
    const { organisation, message } = answer.json<{ organisation: { id: string }; message: string }>();
    expect(organisation).toEqual({ id: expect.any(String), name: '新来公司', state: 'pending' });
    expect(message).toContain('登记已收到');
    const li = await signedIn('li-one');
    expect(li.session).toMatchObject({ memberships: [], can: [] });
    expectRefusal(await li.ask('POST', '/demands', { title: '题目' }), 403, 'forbidden');
    const mine = (await li.ask('GET', '/organisations/mine')).json();
    expect(mine).toMatchObject({ items: [{ organisation: { state: 'pending' }, roles: ['enterprise'] }] });

    const waiting = await app.as('operator', 'GET', '/organisations?state=pending');
    expect(waiting.json()).toMatchObject({
      total: 1,
      items: [{ id: organisation.id, creditCode: codes[0] }],
    });
    const path = `/organisations/${organisation.id}/transitions`;
    const moved = await app.as('operator', 'POST', path, { to: 'confirmed', version: 1 });
    expect(moved.json()).toMatchObject({ state: 'confirmed', version: 2 });
    expect(moved.headers.etag).toBe('"2"');
    expect((await li.ask('POST', '/demands', { title: '题目' })).statusCode).toBe(201);
  });

  it('names every field that is wrong by what people call it, in their language', async () => {
    const wrong = { ...form('enterprise', '91350100M000100Y44'), consent: 3 };
    const answer = await app.as(null, 'POST', '/registrations', wrong, { 'accept-language': 'en' });
    const body = expectRefusal(answer, 400, 'invalid');
    expect(fieldsOf(body)).toEqual(['organisation.creditCode', 'account.account', 'consent']);
    expect(isChinese(answer.body)).toBe(false);
    const empty = expectRefusal(
      await app.as(null, 'POST', '/registrations', {
        ...form('someone'),
        account: { account: 'someone', displayName: '李', email: 'no address', password: 'short' },
      }),
      400,
      'invalid',
    );
    expect(empty.details?.map(({ field, message }) => [field, message])).toEqual([
      ['account.email', '电子邮箱的格式不正确。'],
      ['account.password', '密码过短，至少 8 个字符。'],
    ]);
  });

  it('holds the new password to the same rules as any other', async () => {
    const weak = form('weak-one', codes[1]);
    weak.account.password = 'weak-one weak-one';
    const body = expectRefusal(await app.as(null, 'POST', '/registrations', weak), 400, 'invalid');
    expect(fieldsOf(body)).toEqual(['account.password']);
  });

  it('tells the second of an organisation to ask for an invitation', async () => {
    const body = expectRefusal(await app.as(null, 'POST', '/registrations', form('li-two')), 400, 'invalid');
    expect(body.details).toEqual([
      {
        field: 'organisation.creditCode',
        code: 'creditCodeTaken',
        message: expect.stringContaining('邀请链接'),
      },
    ]);
  });

  it.each([
    ['an authority', { kind: 'authority' }],
    ['a state of its own choice', { state: 'confirmed' }],
    ['a name with control characters', { name: '公\u0000司' }],
    ['a blank name', { name: '   ' }],
  ])('is not for %s', async (_, more) => {
    const registration = form('nobody-new', codes[1]);
    const organisation = { ...registration.organisation, ...more };
    const answer = await app.as(null, 'POST', '/registrations', { ...registration, organisation });
    expectRefusal(answer, 400, 'invalid');
  });

  it('does not take a password over plain http from another machine', async () => {
    const answer = await app.server.inject({
      method: 'POST',
      url: '/api/v1/registrations',
      payload: form('far-away', codes[1]),
      remoteAddress: '192.0.2.1',
    });
    expectRefusal(answer, 403, 'forbidden');
  });
});

describe('changing an organisation', () => {
  it('needs the version it is based on, and tells the current one', async () => {
    const id = await ownId('enterprise');
    const read = await app.as('enterprise', 'GET', `/organisations/${id}`);
    const { version } = read.json<OrganisationAnswer>();
    expect(read.headers.etag).toBe(`"${version}"`);
    const path = `/organisations/${id}`;
    expectRefusal(await app.as('enterprise', 'PATCH', path, { contact: '新' }), 428, 'precondition_required');
    const stale = await app.as('enterprise', 'PATCH', path, { contact: '新' }, { 'if-match': '"99"' });
    expect(expectRefusal(stale, 412, 'precondition_failed').facts).toEqual({ currentVersion: version });
    const changed = await app.as('enterprise', 'PATCH', path, { contact: '新联系人', version });
    expect(changed.json()).toMatchObject({ contact: '新联系人', version: version + 1 });
    const body = { name: '改名', version: version + 1 };
    expectRefusal(await app.as('enterprise', 'PATCH', path, body), 409, 'conflict');
    expectRefusal(await app.as('rival', 'PATCH', path, body), 404, 'not_found');
    expectRefusal(await app.as(null, 'PATCH', path, body), 401, 'unauthenticated');
  });

  it('by an operator shows the new name on its entries and in the search for them', async () => {
    await publish(app, 'demands');
    const id = await ownId('enterprise');
    const { version } = (await app.as('operator', 'GET', `/organisations/${id}`)).json<OrganisationAnswer>();
    await app.worker.drain();
    await app.as('operator', 'PATCH', `/organisations/${id}`, { name: '甲方新材料公司', version });
    await app.worker.drain();
    const found = await app.as(null, 'GET', `/search?list=demands&q=${encodeURIComponent('甲方新材料')}`);
    expect(found.json()).toMatchObject({ total: 1, items: [{ organisation: { name: '甲方新材料公司' } }] });
  });
});

describe('closing an organisation', () => {
  it('takes its entries off the lists at once, and its people have no say any more', async () => {
    const demand = await publish(app, 'demands', { title: '关门之前发布的需求' });
    await app.worker.drain();
    const id = await ownId('enterprise');
    const path = `/organisations/${id}/transitions`;
    expectRefusal(await app.as('operator', 'POST', path, { to: 'closed' }), 400, 'invalid');
    expectRefusal(
      await app.as('enterprise', 'POST', path, { to: 'closed', note: '不做了' }),
      403,
      'forbidden',
    );
    expectRefusal(await app.as('rival', 'POST', path, { to: 'closed', note: '不做了' }), 404, 'not_found');
    const stale = await app.as('operator', 'POST', path, { to: 'closed', note: '注销', version: 1 });
    expectRefusal(stale, 412, 'precondition_failed');
    expect((await app.as('operator', 'POST', path, { to: 'closed', note: '注销' })).statusCode).toBe(200);
    expectRefusal(await app.as(null, 'GET', `/demands/${demand}`), 404, 'not_found');
    expect((await app.as(null, 'GET', '/search?list=demands&q=关门之前')).json()).toMatchObject({ total: 0 });
    expect((await app.as('operator', 'GET', `/demands/${demand}`)).json()).toMatchObject({
      state: 'withdrawn',
    });
    expectRefusal(await app.as('enterprise', 'POST', '/demands', { title: '又一个' }), 403, 'forbidden');
    expect((await app.as('enterprise', 'GET', `/organisations/${id}`)).json()).toMatchObject({
      state: 'closed',
      reviewNote: '注销',
      can: ['members', 'invitations', 'consents'],
    });
    const again = await app.as('operator', 'POST', path, { to: 'confirmed' });
    expect(again.json()).toMatchObject({ state: 'confirmed' });
    expect((await app.as('enterprise', 'POST', '/demands', { title: '又一个' })).statusCode).toBe(201);
  });
});

describe('choosing an organisation', () => {
  it('is for everybody signed in and shows name and kind only', async () => {
    const answer = await app.as(
      'researcher',
      'GET',
      `/organisations/choices?q=${encodeURIComponent('乙方')}`,
    );
    expect(answer.json()).toEqual({
      items: [{ id: await ownId('rival'), name: '乙方公司', kind: 'enterprise' }],
    });
    expectRefusal(await app.as(null, 'GET', '/organisations/choices'), 401, 'unauthenticated');
    expectRefusal(await app.as('researcher', 'GET', '/organisations'), 403, 'forbidden');
  });
});

describe('people of an organisation', () => {
  it('hand over entries to each other and may be taken out', async () => {
    const id = await ownId('researcher');
    const link = await app.as('researcher', 'POST', `/organisations/${id}/invitations`, {
      role: 'researcher',
    });
    const token = link.json<{ link: string }>().link.split('token=')[1];
    const { account } = form('colleague-one');
    await app.as(null, 'POST', '/invitations/acceptance', { token, account, consent: 1 });
    await publish(app, 'achievements');
    type Members = { items: { accountId: string; displayName: string; role: string; can: string[] }[] };
    const listed = (await app.as('researcher', 'GET', `/organisations/${id}/members`)).json<Members>();
    const colleague = listed.items.find(({ displayName }) => displayName === '李工')?.accountId ?? '';
    const own = listed.items.find(({ displayName }) => displayName === 'researcher')?.accountId ?? '';
    const path = `/organisations/${id}/handovers`;
    expectRefusal(await app.as('peer', 'POST', path, { from: own, to: colleague }), 404, 'not_found');
    expectRefusal(await app.as('researcher', 'POST', path, { from: own, to: own }), 400, 'invalid');
    const moved = await app.as('researcher', 'POST', path, { from: own, to: colleague });
    expect(moved.json()).toEqual({ moved: 1 });
    const theirs = await signedIn('colleague-one');
    const data = (await theirs.ask('GET', '/account/personal-data')).json<{ entries: unknown[] }>();
    expect(data.entries).toMatchObject([{ list: 'achievements' }]);
    const member = `/organisations/${id}/members/${colleague}/researcher`;
    expectRefusal(await app.as('operator', 'DELETE', member), 403, 'forbidden');
    expect((await app.as('researcher', 'DELETE', member)).statusCode).toBe(204);
    expectRefusal(await app.as('researcher', 'DELETE', member), 404, 'not_found');
    const last = `/organisations/${id}/members/${own}/researcher`;
    expectRefusal(await app.as('admin', 'DELETE', last), 409, 'conflict');
  });

  it('are deactivated by administrators, which ends what they have open', async () => {
    await app.as(null, 'POST', '/registrations', form('li-three', codes[2]));
    const li = await signedIn('li-three');
    const page = await app.as('admin', 'GET', '/accounts?q=li-three');
    const [account] = page.json<{ items: { id: string; can: string[] }[] }>().items;
    expect(account?.can).toEqual(['to:deactivated']);
    const path = `/accounts/${account?.id}/transitions`;
    expectRefusal(await app.as('operator', 'POST', path, { to: 'deactivated' }), 403, 'forbidden');
    expectRefusal(await li.ask('POST', path, { to: 'active' }), 403, 'forbidden');
    expectRefusal(
      await app.as('admin', 'POST', path, { to: 'deactivated', version: 8 }),
      412,
      'precondition_failed',
    );
    expect((await app.as('admin', 'POST', path, { to: 'deactivated' })).statusCode).toBe(200);
    expectRefusal(await li.ask('GET', '/organisations/mine'), 401, 'unauthenticated');
    expectRefusal(await app.as('admin', 'POST', path, { to: 'deactivated' }), 409, 'conflict');
  });
});
