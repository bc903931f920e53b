import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InvitationPage, NewInvitation } from '../../src/api/contracts/invitations.ts';
import { createTestApp, PASSWORD, type TestApp } from '../support/test-app.ts';
import { expectRefusal, fieldsOf } from './answers.ts';

let app: TestApp;
let firm: string;
const logged: string[] = [];

beforeAll(async () => {
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  app = await createTestApp({ overrides: { log } });
  const mine = await app.as('enterprise', 'GET', '/organisations/mine');
  firm = mine.json<{ items: { organisation: { id: string } }[] }>().items[0]?.organisation.id ?? '';
});
afterAll(() => app.end());

const person = (account: string) => ({
  account,
  displayName: '新同事',
  email: `${account}@example.cn`,
  password: PASSWORD,
});

async function invite(role = 'enterprise') {
  const answer = await app.as('enterprise', 'POST', `/organisations/${firm}/invitations`, { role });
  const made = answer.json<NewInvitation>();
  return { answer, made, token: made.link.split('#token=')[1] ?? '' };
}

describe('an invitation by link', () => {
  it('shows its link once, and neither list nor process log ever again', async () => {
    const { answer, made, token } = await invite();
    expect(answer.statusCode).toBe(201);
    expect(made).toMatchObject({ role: 'enterprise', state: 'open', can: ['revoke'], inviter: 'enterprise' });
    expect(made.link).toMatch(/^\/join#token=[\w-]{43}$/);
    const listed = await app.as('enterprise', 'GET', `/organisations/${firm}/invitations`);
    expect(listed.json<InvitationPage>().items[0]).not.toHaveProperty('link');
    await app.as(null, 'POST', '/invitations/preview', { token });
    await app.as(null, 'POST', '/invitations/acceptance', { token, account: person('one-new'), consent: 1 });
    expect(logged.length).toBeGreaterThan(3);
    for (const said of [listed.body, ...logged]) expect(said).not.toContain(token);
  });

  it('leads a visitor to an account that is not signed in by that', async () => {
    const { token } = await invite();
    const preview = await app.as(null, 'POST', '/invitations/preview', { token });
    expect(preview.json()).toMatchObject({
      organisation: { name: '甲方公司', kind: 'enterprise' },
      role: 'enterprise',
      inviter: 'enterprise',
    });
    const accepted = await app.as(
      null,
      'POST',
      '/invitations/acceptance',
      { token, account: person('two-new'), consent: 1 },
      { 'accept-language': 'en' },
    );
    expect(accepted.statusCode).toBe(201);
    expect(accepted.headers['set-cookie']).toBe(undefined);
    expect(accepted.json()).toMatchObject({
      organisation: { id: firm, name: '甲方公司' },
      isNew: true,
      message: expect.stringContaining('Please sign in'),
    });
    const payload = { account: 'two-new', password: PASSWORD };
    const session = await app.server.inject({ method: 'POST', url: '/api/v1/session', payload });
    expect(session.json()).toMatchObject({ roles: ['enterprise'], can: ['create:demands'] });
  });

  it('adds a role to the account that is signed in', async () => {
    const { token } = await invite();
    const joined = await app.as('peer', 'POST', '/invitations/acceptance', { token, consent: 1 });
    expect(joined.json()).toMatchObject({ isNew: false, role: 'enterprise' });
    const { roles } = (await app.as('peer', 'GET', '/session')).json<{ roles: string[] }>();
    expect(roles.sort()).toEqual(['enterprise', 'researcher']);
    const again = await invite();
    const twice = { token: again.token, consent: 1 };
    expectRefusal(await app.as('peer', 'POST', '/invitations/acceptance', twice), 409, 'conflict');
  });

  it('answers for wrong, used, expired and revoked links with one and the same body', async () => {
    const used = await invite();
    const form = { account: person('three-new'), consent: 1 };
    await app.as(null, 'POST', '/invitations/acceptance', { token: used.token, ...form });
    const revoked = await invite();
    const path = `/organisations/${firm}/invitations/${revoked.made.id}`;
    expectRefusal(await app.as('operator', 'DELETE', path), 403, 'forbidden');
    expectRefusal(await app.as('rival', 'DELETE', path), 404, 'not_found');
    expect((await app.as('enterprise', 'DELETE', path)).statusCode).toBe(204);
    expectRefusal(await app.as('enterprise', 'DELETE', path), 404, 'not_found');
    const expired = await invite();
    app.clock.advance(7 * 24 * 3_600_000);
    const bodies = new Set<string>();
    for (const token of ['x'.repeat(43), used.token, revoked.token, expired.token]) {
      for (const [ask, body] of [
        ['preview', { token }],
        ['acceptance', { token, account: person('four-new'), consent: 1 }],
      ] as const) {
        const answer = await app.as(null, 'POST', `/invitations/${ask}`, body);
        bodies.add(JSON.stringify({ ...expectRefusal(answer, 404, 'not_found'), requestId: '' }));
      }
    }
    expect(bodies.size).toBe(1);
  });
});

describe('an invitation is refused', () => {
  it.each([
    ['rival', 'enterprise', 404, 'not_found'],
    ['operator', 'enterprise', 403, 'forbidden'],
    ['enterprise', 'researcher', 403, 'forbidden'],
    ['enterprise', 'admin', 403, 'forbidden'],
    [null, 'enterprise', 401, 'unauthenticated'],
    ['enterprise', 'king', 400, 'invalid'],
  ] as const)('to %s for the role %s with %i', async (name, role, status, code) => {
    app.clock.advance(1);
    expectRefusal(await freshly(name, role), status, code);
  });

  /** Sessions of the people ended when the clock moved a week: these sign in anew. */
  async function freshly(name: Parameters<TestApp['as']>[0], role: string) {
    const url = `/api/v1/organisations/${firm}/invitations`;
    if (name === null) return app.server.inject({ method: 'POST', url, payload: { role } });
    const payload = { account: name, password: PASSWORD };
    const session = await app.server.inject({ method: 'POST', url: '/api/v1/session', payload });
    const cookie = String(session.headers['set-cookie']).split(';')[0] ?? '';
    return app.server.inject({ method: 'POST', url, headers: { cookie }, payload: { role } });
  }

  it('names what is missing to a visitor without an account', async () => {
    const admin = { account: 'admin', password: PASSWORD };
    const session = await app.server.inject({ method: 'POST', url: '/api/v1/session', payload: admin });
    const cookie = String(session.headers['set-cookie']).split(';')[0] ?? '';
    const url = `/api/v1/organisations/${firm}/invitations`;
    const payload = { role: 'auditor' };
    const made = await app.server.inject({ method: 'POST', url, headers: { cookie }, payload });
    const token = made.json<NewInvitation>().link.split('#token=')[1];
    const acceptance = { token, consent: 1 };
    const nobody = await app.as(null, 'POST', '/invitations/acceptance', acceptance);
    expect(fieldsOf(expectRefusal(nobody, 400, 'invalid'))).toEqual(['account']);
    const both = await app.server.inject({
      method: 'POST',
      url: '/api/v1/invitations/acceptance',
      headers: { cookie },
      payload: acceptance,
    });
    expect(expectRefusal(both, 400, 'invalid').details).toMatchObject([
      { field: 'token', code: 'auditApart' },
    ]);
  });
});
