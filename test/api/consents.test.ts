import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConsentAnswer, ConsentPage } from '../../src/api/contracts/consents.ts';
import { createTestApp, goodDemand, PASSWORD, type TestApp } from '../support/test-app.ts';
import { expectRefusal, fieldsOf } from './answers.ts';

let app: TestApp;
let firm: string;

beforeAll(async () => {
  app = await createTestApp();
  const mine = await app.as('enterprise', 'GET', '/organisations/mine');
  firm = mine.json<{ items: { organisation: { id: string } }[] }>().items[0]?.organisation.id ?? '';
});
afterAll(() => app.end());

const form = { givenBy: '王总', form: 'in-person', note: '窗口当面同意', expiresOn: '2026-06-30' };

describe('帮办代办', () => {
  it('lets an operator post for a party while the consent runs, and not a moment longer', async () => {
    const demand = { ...goodDemand, organisationId: firm };
    expectRefusal(await app.as('operator', 'POST', '/demands', demand), 403, 'forbidden');
    const recorded = await app.as('operator', 'POST', `/organisations/${firm}/consents`, form);
    expect(recorded.statusCode).toBe(201);
    const consent = recorded.json<ConsentAnswer>();
    expect(consent).toMatchObject({
      ...form,
      operator: { displayName: 'operator' },
      state: 'running',
      endedAt: null,
      can: ['end'],
    });
    expect((await app.as('operator', 'POST', '/demands', demand)).statusCode).toBe(201);

    const seen = await app.as('enterprise', 'GET', `/organisations/${firm}/consents`);
    expect(seen.json<ConsentPage>()).toMatchObject({ total: 1, items: [{ id: consent.id, can: ['end'] }] });
    const path = `/organisations/${firm}/consents/${consent.id}`;
    expectRefusal(await app.as('rival', 'DELETE', path), 404, 'not_found');
    expectRefusal(await app.as('admin', 'DELETE', path), 403, 'forbidden');
    expect((await app.as('enterprise', 'DELETE', path)).statusCode).toBe(204);
    expectRefusal(await app.as('operator', 'POST', '/demands', demand), 403, 'forbidden');
    expectRefusal(await app.as('enterprise', 'DELETE', path), 404, 'not_found');
    const ended = await app.as('operator', 'GET', `/organisations/${firm}/consents`);
    expect(ended.json<ConsentPage>().items[0]).toMatchObject({ state: 'ended', can: [] });
  });

  it.each([
    [{ ...form, givenBy: ' ' }, ['givenBy']],
    [{ ...form, form: 'by-nod' }, ['form']],
    [{ ...form, expiresOn: '2026-02-30' }, ['expiresOn']],
    [{ ...form, expiresOn: '2028-01-01' }, ['expiresOn']],
    [{ ...form, accountId: 'nobody' }, ['accountId']],
  ])('is not recorded as %j', async (wrong, fields) => {
    const answer = await app.as('operator', 'POST', `/organisations/${firm}/consents`, wrong);
    expect(fieldsOf(expectRefusal(answer, 400, 'invalid'))).toEqual(fields);
  });

  it.each([
    ['enterprise', 403, 'forbidden'],
    ['admin', 403, 'forbidden'],
    ['rival', 404, 'not_found'],
    [null, 401, 'unauthenticated'],
  ] as const)('is not recorded by %s', async (name, status, code) => {
    expectRefusal(await app.as(name, 'POST', `/organisations/${firm}/consents`, form), status, code);
  });
});

describe('one’s own data', () => {
  it('is exported whole and deleted on request, after which the session is over', async () => {
    const exported = await app.as('rival', 'GET', '/account/personal-data');
    expect(exported.headers['content-disposition']).toContain('personal-data.json');
    expect(exported.json()).toMatchObject({
      account: { name: 'rival', consent: null },
      memberships: [{ organisationName: '乙方公司', role: 'enterprise' }],
      sessions: [{ address: '127.0.0.1' }],
    });
    expect(exported.body).not.toMatch(/argon|hash/i);
    expectRefusal(await app.as(null, 'GET', '/account/personal-data'), 401, 'unauthenticated');

    const wrong = await app.as('rival', 'POST', '/account/deletion', { password: 'not the password' });
    expect(fieldsOf(expectRefusal(wrong, 400, 'invalid'))).toEqual(['password']);
    const deleted = await app.as('rival', 'POST', '/account/deletion', { password: PASSWORD });
    expect(deleted.statusCode).toBe(200);
    const { accountId, message } = deleted.json<{ accountId: string; message: string }>();
    expect(message).toContain(accountId);
    expect(String(deleted.headers['set-cookie'])).toMatch(/^sid=;/);
    expectRefusal(await app.as('rival', 'GET', '/account/personal-data'), 401, 'unauthenticated');
    const payload = { account: 'rival', password: PASSWORD };
    const session = await app.server.inject({ method: 'POST', url: '/api/v1/session', payload });
    expectRefusal(session, 401, 'unauthenticated');
  });

  it('of the last administrator stays', async () => {
    const answer = await app.as('admin', 'POST', '/account/deletion', { password: PASSWORD });
    expectRefusal(answer, 409, 'conflict');
  });
});
