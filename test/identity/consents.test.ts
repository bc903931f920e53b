import { describe, expect, it } from 'vitest';
import { consentStateOf, lastDayOf } from '../../src/identity/consents.ts';
import { anonymous } from '../../src/identity/model.ts';
import { can } from '../../src/identity/policy.ts';
import { contents } from '../db/test-database.ts';
import { refusal } from '../kernel/refusal.ts';
import { createTestDirectory, registration } from './test-directory.ts';

const form = { givenBy: '王总', form: 'spoken', note: '电话同意', expiresOn: '2026-03-10' } as const;
const DAY_MS = 24 * 3_600_000;

describe('a consent to be acted for', () => {
  it('lets the operator who records it act for the party, and for no other, until its last day is over', async () => {
    const { consents, firm, actor, clock, addOrganisation } = createTestDirectory();
    const rival = addOrganisation('乙方公司', 'enterprise', 'rival', ['enterprise']);
    const operator = await actor('operator');
    const create = { list: 'demands', organisationId: firm.id } as const;
    expect(can(operator, 'entry.create', create)).toBe(false);
    const consent = consents.record(operator, firm.id, form);
    expect(lastDayOf(consent)).toBe('2026-03-10');
    expect(new Date(consent.expiresAt).toISOString()).toBe('2026-03-10T16:00:00.000Z');
    expect(can(await actor('operator'), 'entry.create', create)).toBe(true);
    expect(can(await actor('operator'), 'entry.create', { ...create, organisationId: rival.id })).toBe(false);
    clock.advance(consent.expiresAt - clock.now() - 1);
    expect(await actor('operator')).toMatchObject({ actsFor: [firm.id] });
    clock.advance(1);
    expect(await actor('operator')).toMatchObject({ actsFor: [] });
    expect(consentStateOf(consent, clock.now())).toBe('expired');
  });

  it('may be for another operator, but for nobody who is none', async () => {
    const { consents, firm, bureau, join, actor } = createTestDirectory();
    const second = await join(bureau.id, 'second', 'operator');
    const operator = await actor('operator');
    expect(consents.record(operator, firm.id, { ...form, accountId: second }).operator).toBe('李工');
    expect(await actor('second')).toMatchObject({ actsFor: [firm.id] });
    expect(await actor('operator')).toMatchObject({ actsFor: [] });
    for (const accountId of [firm.accountId, 'nobody']) {
      const error = refusal(() => consents.record(operator, firm.id, { ...form, accountId }));
      expect(error.issues).toEqual([{ field: 'accountId', text: 'field.operator' }]);
    }
  });

  it.each([
    ['2026-03-01', 'field.dayPast'],
    ['2027-03-03', 'field.withinYear'],
  ])('is refused until %s', async (expiresOn, text) => {
    const { consents, firm, actor, db } = createTestDirectory();
    const operator = await actor('operator');
    const before = contents(db);
    const error = refusal(() => consents.record(operator, firm.id, { ...form, expiresOn }));
    expect(error.issues.map((issue) => [issue.field, issue.text])).toEqual([['expiresOn', text]]);
    expect(contents(db)).toEqual(before);
  });

  it.each(['2026-03-02', '2027-03-02'])('may run until %s', async (expiresOn) => {
    const { consents, firm, actor } = createTestDirectory();
    expect(lastDayOf(consents.record(await actor('operator'), firm.id, { ...form, expiresOn }))).toBe(
      expiresOn,
    );
  });

  it('is recorded by operators, of confirmed parties', async () => {
    const { consents, registrations, firm, bureau, actor } = createTestDirectory();
    const pending = await registrations.register(anonymous, registration());
    const code = async (name: string, id: string) => {
      const who = await actor(name);
      return refusal(() => consents.record(who, id, form)).code;
    };
    expect(await code('wang', firm.id)).toBe('forbidden');
    expect(await code('admin', firm.id)).toBe('forbidden');
    expect(await code('li', firm.id)).toBe('not_found');
    expect(await code('operator', pending.id)).toBe('conflict');
    expect(await code('operator', bureau.id)).toBe('forbidden');
    expect(refusal(() => consents.record(anonymous, firm.id, form)).code).toBe('unauthenticated');
  });

  it('is seen by the party it is of and by operators, with who recorded it in the log', async () => {
    const { consents, firm, bureau, actor, addOrganisation, lines } = createTestDirectory();
    addOrganisation('乙方公司', 'enterprise', 'rival', ['enterprise']);
    consents.record(await actor('operator'), firm.id, form);
    for (const name of ['wang', 'operator']) {
      const { items, total } = consents.list(await actor(name), firm.id, { limit: 20 });
      expect(total).toBe(1);
      expect(items[0]).toMatchObject({
        ...{ givenBy: '王总', form: 'spoken', note: '电话同意' },
        operator: 'operator先生',
      });
    }
    const [rival, admin] = [await actor('rival'), await actor('admin')];
    expect(refusal(() => consents.list(rival, firm.id, { limit: 20 })).code).toBe('not_found');
    expect(refusal(() => consents.list(admin, firm.id, { limit: 20 })).code).toBe('forbidden');
    const [line] = lines('consent.record') as unknown as Record<string, string>[];
    expect(line).toMatchObject({
      actor_id: bureau.accountId,
      subject_id: firm.id,
      for_organisation_id: firm.id,
    });
    expect(line?.facts).not.toMatch(/王总|电话/);
  });
});

describe('ending a consent', () => {
  it.each(['wang', 'operator'])('by %s takes effect with the next request', async (name) => {
    const { consents, firm, actor, clock } = createTestDirectory();
    const consent = consents.record(await actor('operator'), firm.id, form);
    const who = await actor(name);
    expect(consents.allowed(who, consent)).toEqual(['end']);
    consents.end(who, firm.id, consent.id);
    expect(await actor('operator')).toMatchObject({ actsFor: [] });
    const [ended] = consents.list(who, firm.id, { limit: 20 }).items;
    if (ended === undefined) throw new Error('nothing listed');
    expect([consentStateOf(ended, clock.now()), consents.allowed(who, ended)]).toEqual(['ended', []]);
    expect(refusal(() => consents.end(who, firm.id, consent.id)).code).toBe('not_found');
  });

  it('is refused to everybody else, and through another organisation', async () => {
    const { consents, firm, bureau, actor, addOrganisation, join } = createTestDirectory();
    addOrganisation('乙方公司', 'enterprise', 'rival', ['enterprise']);
    await join(firm.id, 'expert', 'expert');
    const { id } = consents.record(await actor('operator'), firm.id, form);
    const code = async (name: string, organisationId = firm.id) => {
      const who = await actor(name);
      return refusal(() => consents.end(who, organisationId, id)).code;
    };
    expect([await code('rival'), await code('admin'), await code('expert')]).toEqual([
      'not_found',
      'forbidden',
      'forbidden',
    ]);
    expect(await code('operator', bureau.id)).toBe('not_found');
    expect(await actor('operator')).toMatchObject({ actsFor: [firm.id] });
  });

  it('happens by itself when the operator is deactivated or no operator any more', async () => {
    const { consents, members, accounts, firm, bureau, actor, join, clock } = createTestDirectory();
    const second = await join(bureau.id, 'second', 'operator');
    const operator = await actor('operator');
    consents.record(operator, firm.id, { ...form, accountId: second });
    const admin = await actor('admin');
    accounts.move(admin, second, { to: 'deactivated' });
    accounts.move(admin, second, { to: 'active' });
    expect(await actor('second')).toMatchObject({ actsFor: [] });
    consents.record(operator, firm.id, form);
    members.remove(admin, bureau.id, bureau.accountId, 'operator');
    clock.advance(DAY_MS);
    expect(await actor('operator')).toMatchObject({ actsFor: [] });
  });
});
