import { describe, expect, it } from 'vitest';
import { anonymous } from '../../src/identity/model.ts';
import { contents, countRows } from '../db/test-database.ts';
import { asyncRefusal } from '../kernel/refusal.ts';
import { CODES, createTestDirectory, registration } from './test-directory.ts';

const visitor = { ...anonymous, address: '192.0.2.1' };

describe('registering', () => {
  it('makes a pending organisation and its first member, who is not signed in by that', async () => {
    const { registrations, organisations, identity, actor, db, lines } = createTestDirectory();
    const registered = await registrations.register(visitor, registration());
    expect(registered).toMatchObject({
      name: '新来公司',
      state: 'pending',
      creditCode: CODES[0],
      version: 1,
    });
    expect(countRows(db, 'sessions')).toBe(0);
    const li = await actor('li');
    expect(li).toMatchObject({ memberships: [] });
    expect(organisations.mine(li)).toEqual([{ organisation: registered, roles: ['enterprise'] }]);
    expect(identity.profiles.own(li)).toMatchObject({
      name: 'li',
      displayName: '李工',
      email: 'li@example.cn',
      consent: { version: 1 },
    });
    const [line] = lines('organisation.register');
    expect(line).toMatchObject({ actor_id: null, subject_id: registered.id, address: '192.0.2.1' });
  });

  it.each([
    ['enterprise', ['enterprise']],
    ['university', ['researcher']],
    ['institute', ['researcher']],
    ['medical', ['researcher']],
    ['broker', ['enterprise', 'researcher']],
  ] as const)('as %s makes its people %j', async (kind, roles) => {
    const { registrations, organisations, actor } = createTestDirectory();
    await registrations.register(visitor, registration({ kind }));
    expect(organisations.mine(await actor('li'))[0]?.roles).toEqual(roles);
  });

  it('counts for something once the organisation is confirmed, and not before', async () => {
    const { confirmed, registrations, actor } = createTestDirectory();
    await registrations.register(visitor, registration({ account: 'zhao', code: CODES[1] ?? '' }));
    const id = await confirmed();
    expect(await actor('zhao')).toMatchObject({ memberships: [] });
    expect(await actor('li')).toMatchObject({ memberships: [{ organisationId: id, role: 'enterprise' }] });
  });

  it('takes the code as people type it', async () => {
    const { registrations } = createTestDirectory();
    const form = registration({ code: ' 9135 0100 m000 100y 43 ' });
    expect((await registrations.register(visitor, form)).creditCode).toBe(CODES[0]);
  });

  it('writes nothing personal and nothing secret into the log', async () => {
    const { registrations, db } = createTestDirectory();
    await registrations.register(visitor, registration());
    const log = JSON.stringify(db.$client.prepare('SELECT * FROM audit_log').all());
    for (const secret of ['李工', 'li@example.cn', '0532', 'right', 'hash of'])
      expect(log).not.toContain(secret);
  });
});

describe('a registration is refused and leaves no trace', () => {
  it('with every field that is wrong', async () => {
    const { registrations, db } = createTestDirectory();
    const before = contents(db);
    const form = registration({ code: '91350100M000100Y44', account: 'wang' });
    const error = await asyncRefusal(registrations.register(visitor, { ...form, consent: 2 }));
    expect(error.code).toBe('invalid');
    expect(error.issues.map(({ field, text }) => [field, text])).toEqual([
      ['organisation.creditCode', 'field.creditCode'],
      ['account.account', 'field.account'],
      ['consent', 'field.consent'],
    ]);
    expect(contents(db)).toEqual(before);
  });

  it('when the code is registered already: a colleague there can invite', async () => {
    const { registrations } = createTestDirectory();
    await registrations.register(visitor, registration());
    const again = registration({ account: 'other', code: CODES[0]?.toLowerCase() ?? '' });
    const error = await asyncRefusal(registrations.register(visitor, again));
    expect(error.issues).toEqual([{ field: 'organisation.creditCode', text: 'field.creditCodeTaken' }]);
  });

  it('for the later of two who send the same code, or the same name, at the same moment', async () => {
    const { registrations, db } = createTestDirectory();
    const people = countRows(db, 'accounts');
    const sameCode = [registration({ account: 'a-one' }), registration({ account: 'a-two' })];
    const sameName = [registration({ code: CODES[1] ?? '' }), registration({ code: CODES[2] ?? '' })];
    for (const pair of [sameCode, sameName]) {
      const outcomes = await Promise.allSettled(pair.map((form) => registrations.register(visitor, form)));
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    }
    expect(countRows(db, 'accounts')).toBe(people + 2);
  });
});

describe('a code that somebody took who was refused', () => {
  it('goes to those it belongs to, and the refused one needs another', async () => {
    const { registrations, organisations, actor, lines } = createTestDirectory();
    const thief = await registrations.register(visitor, registration({ account: 'thief' }));
    organisations.move(await actor('operator'), thief.id, { to: 'refused', note: '不是本单位' });
    const rightful = await registrations.register(visitor, registration({ account: 'owner' }));
    expect(rightful).toMatchObject({ creditCode: CODES[0], state: 'pending' });
    expect(lines('organisation.lose-code')).toMatchObject([{ subject_id: thief.id }]);
    const again = asyncRefusal(
      (async () => organisations.edit(await actor('thief'), thief.id, 3, { contact: '再试' }))(),
    );
    expect((await again).issues).toEqual([{ field: 'creditCode', text: 'field.creditCode' }]);
  });
});
