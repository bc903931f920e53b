import { describe, expect, it } from 'vitest';
import { linkOf, stateOf } from '../../src/identity/invitations.ts';
import { anonymous, roles } from '../../src/identity/model.ts';
import { contents, countRows } from '../db/test-database.ts';
import { asyncRefusal, refusal } from '../kernel/refusal.ts';
import { createTestDirectory, registration, type TestDirectory } from './test-directory.ts';

const WEEK_MS = 7 * 24 * 3_600_000;
const visitor = { ...anonymous, address: '192.0.2.1' };

/** What somebody without an account sends with the link. */
function newcomer(token: string, account = 'new') {
  return { token, account: registration({ account }).account, consent: 1 };
}

/** The one refusal of every link that leads nowhere, with nothing changed. */
async function expectDead({ invitations, db }: TestDirectory, token: string): Promise<void> {
  const before = contents(db);
  const errors = [
    refusal(() => invitations.preview(token)),
    await asyncRefusal(invitations.accept(visitor, newcomer(token))),
  ];
  for (const { code, text, facts, issues } of errors) {
    expect({ code, text, facts, issues }).toEqual({
      code: 'not_found',
      text: 'error.not_found',
      facts: {},
      issues: [],
    });
  }
  expect(contents(db)).toEqual(before);
}

describe('inviting', () => {
  it('gives a link that is stored nowhere, neither in the log', async () => {
    const { invitations, firm, actor, db } = createTestDirectory();
    const wang = await actor('wang');
    const { invitation, token } = invitations.invite(wang, firm.id, { role: 'enterprise' });
    expect(invitation).toMatchObject({
      role: 'enterprise',
      inviter: 'wang先生',
      organisationName: '甲方公司',
    });
    expect(token.length).toBeGreaterThanOrEqual(43);
    expect(linkOf(token)).toBe(`/join#token=${token}`);
    expect(JSON.stringify(contents(db))).not.toContain(token);
    const listed = invitations.list(wang, firm.id, { limit: 20 });
    expect(listed.items).toHaveLength(1);
    expect(JSON.stringify(listed)).not.toMatch(/token/i);
  });

  it('by e-mail sends the link in its fragment, in both languages, once it is stored', async () => {
    const { invitations, firm, actor, mails, lines } = createTestDirectory();
    const email = 'new@example.cn';
    const { token } = invitations.invite(await actor('wang'), firm.id, { role: 'enterprise', email });
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ to: email, subject: '邀请您加入甲方公司' });
    expect(mails[0]?.text.split(`https://match.example.cn/join#token=${token}`)).toHaveLength(3);
    expect(mails[0]?.text).toContain('2026-03-09');
    expect(JSON.stringify(lines('invitation.create'))).not.toContain(email);
  });

  it('is for party members into their own roles, and for administrators into any', async () => {
    const { invitations, firm, bureau, actor, addOrganisation } = createTestDirectory();
    addOrganisation('经纪行', 'broker', 'broker', ['enterprise', 'researcher']);
    const may = async (name: string, organisationId: string) => {
      const who = await actor(name);
      return roles.filter((role) => {
        try {
          return invitations.invite(who, organisationId, { role }) !== undefined;
        } catch {
          return false;
        }
      });
    };
    expect(await may('wang', firm.id)).toEqual(['enterprise']);
    expect(await may('admin', firm.id)).toEqual([...roles]);
    expect(await may('admin', bureau.id)).toEqual([...roles]);
    expect(await may('operator', firm.id)).toEqual([]);
    expect(await may('operator', bureau.id)).toEqual([]);
    expect(await may('broker', firm.id)).toEqual([]);
  });

  it('is refused as not found, not allowed, not signed in, or not yet', async () => {
    const made = createTestDirectory();
    const { invitations, registrations, firm, actor } = made;
    const role = 'enterprise';
    made.addOrganisation('乙方公司', 'enterprise', 'rival', [role]);
    const pending = await registrations.register(visitor, registration());
    const code = async (name: string, id: string) => {
      const who = await actor(name);
      return refusal(() => invitations.invite(who, id, { role })).code;
    };
    expect(await code('rival', firm.id)).toBe('not_found');
    expect(await code('operator', firm.id)).toBe('forbidden');
    expect(await code('li', pending.id)).toBe('conflict');
    expect(await code('admin', pending.id)).toBe('conflict');
    expect(refusal(() => invitations.invite(visitor, firm.id, { role })).code).toBe('unauthenticated');
  });
});

describe('an invited person', () => {
  it('sees who invites them where, before joining', async () => {
    const { invitations, firm, actor, clock } = createTestDirectory();
    const { token } = invitations.invite(await actor('wang'), firm.id, { role: 'enterprise' });
    expect(invitations.preview(token)).toMatchObject({
      organisationName: '甲方公司',
      kind: 'enterprise',
      role: 'enterprise',
      inviter: 'wang先生',
      expiresAt: clock.now() + WEEK_MS,
    });
  });

  it('gets an account and is a member with it', async () => {
    const { invitations, firm, actor, lines, identity } = createTestDirectory();
    const { token } = invitations.invite(await actor('wang'), firm.id, { role: 'enterprise' });
    const { accountId, isNew } = await invitations.accept(visitor, newcomer(token));
    expect(isNew).toBe(true);
    const joined = await actor('new');
    expect(joined).toMatchObject({
      accountId,
      memberships: [{ organisationId: firm.id, role: 'enterprise' }],
    });
    expect(identity.profiles.own(joined).consent).toMatchObject({ version: 1 });
    const [line] = lines('membership.add');
    expect(line).toMatchObject({ actor_id: null, subject_id: accountId, address: '192.0.2.1' });
    expect(JSON.parse(line?.facts ?? '')).toMatchObject({ role: 'enterprise', organisationId: firm.id });
  });

  it('who has an account joins with it, in several organisations with a role in each', async () => {
    const { invitations, firm, actor, addOrganisation } = createTestDirectory();
    const lab = addOrganisation('某大学', 'university', 'lab', ['researcher']);
    const { token } = invitations.invite(await actor('lab'), lab.id, { role: 'researcher' });
    const joined = await invitations.accept(await actor('wang'), { token, consent: 1 });
    expect(joined).toMatchObject({ accountId: firm.accountId, isNew: false });
    expect(await actor('wang')).toMatchObject({
      memberships: [
        { organisationId: firm.id, role: 'enterprise' },
        { organisationId: lab.id, role: 'researcher' },
      ],
    });
  });
});

describe('a link that leads nowhere looks like any other', () => {
  it('when nobody ever made it', async () => {
    const made = createTestDirectory();
    for (const token of ['', 'x', 'x'.repeat(43)]) await expectDead(made, token);
  });

  it('when it was used', async () => {
    const made = createTestDirectory();
    const { invitations, firm, actor } = made;
    const { token } = invitations.invite(await actor('wang'), firm.id, { role: 'enterprise' });
    await invitations.accept(visitor, newcomer(token, 'first'));
    await expectDead(made, token);
  });

  it('when seven days have passed', async () => {
    const made = createTestDirectory();
    const { invitations, firm, actor, clock } = made;
    const { token } = invitations.invite(await actor('wang'), firm.id, { role: 'enterprise' });
    clock.advance(WEEK_MS - 1);
    expect(invitations.preview(token).role).toBe('enterprise');
    clock.advance(1);
    await expectDead(made, token);
    const [listed] = invitations.list(await actor('wang'), firm.id, { limit: 1 }).items;
    expect(listed && stateOf(listed, clock.now())).toBe('expired');
  });

  it('when it was taken back', async () => {
    const made = createTestDirectory();
    const { invitations, firm, actor } = made;
    const wang = await actor('wang');
    const { invitation, token } = invitations.invite(wang, firm.id, { role: 'enterprise' });
    invitations.revoke(wang, firm.id, invitation.id);
    await expectDead(made, token);
    expect(refusal(() => invitations.revoke(wang, firm.id, invitation.id)).code).toBe('not_found');
  });

  it('when the organisation was closed, or whoever invited is gone', async () => {
    const made = createTestDirectory();
    const { invitations, organisations, accounts, members, firm, actor, join } = made;
    const [operator, admin] = [await actor('operator'), await actor('admin')];
    await join(firm.id, 'zhao', 'enterprise');
    await join(firm.id, 'qian', 'enterprise');
    const invite = async (name: string) => {
      const who = await actor(name);
      return invitations.invite(who, firm.id, { role: 'enterprise' }).token;
    };
    const [ofZhao, ofQian, ofWang] = [await invite('zhao'), await invite('qian'), await invite('wang')];
    const zhao = await actor('zhao');
    if (zhao.kind !== 'account') throw new Error('nobody');
    members.remove(admin, firm.id, zhao.accountId, 'enterprise');
    await expectDead(made, ofZhao);
    const qian = await actor('qian');
    if (qian.kind !== 'account') throw new Error('nobody');
    accounts.move(admin, qian.accountId, { to: 'deactivated' });
    await expectDead(made, ofQian);
    organisations.move(operator, firm.id, { to: 'closed', note: '注销' });
    await expectDead(made, ofWang);
  });
});

describe('joining is refused and the link stays good', () => {
  it('with every field that is wrong', async () => {
    const { invitations, firm, actor, db } = createTestDirectory();
    const { token } = invitations.invite(await actor('wang'), firm.id, { role: 'enterprise' });
    const before = contents(db);
    const fields = async (who: typeof visitor, form: Parameters<typeof invitations.accept>[1]) =>
      (await asyncRefusal(invitations.accept(who, form))).issues.map(({ field, text }) => [field, text]);
    expect(await fields(visitor, { ...newcomer(token, 'wang'), consent: 9 })).toEqual([
      ['consent', 'field.consent'],
      ['account.account', 'field.account'],
    ]);
    expect(await fields(visitor, { token, consent: 1 })).toEqual([['account', 'field.accountNeeded']]);
    expect(contents(db)).toEqual(before);
    const error = await asyncRefusal(invitations.accept(await actor('operator'), newcomer(token)));
    expect(error.issues).toEqual([{ field: 'account', text: 'field.alreadySignedIn' }]);
    expect((await invitations.accept(visitor, newcomer(token))).isNew).toBe(true);
  });

  it('to a member who has the role already', async () => {
    const { invitations, firm, actor } = createTestDirectory();
    const wang = await actor('wang');
    const { token } = invitations.invite(wang, firm.id, { role: 'enterprise' });
    const error = await asyncRefusal(invitations.accept(wang, { token, consent: 1 }));
    expect([error.code, error.text]).toEqual(['conflict', 'error.alreadyMember']);
    expect(invitations.preview(token).role).toBe('enterprise');
  });

  it.each([
    ['admin', 'auditor'],
    ['auditor', 'admin'],
  ] as const)('to the %s who would be %s, too, wherever that is', async (held, role) => {
    const { invitations, bureau, computerRoom, actor, addOrganisation } = createTestDirectory();
    addOrganisation('审计室', 'authority', 'auditor', ['auditor']);
    for (const { id } of [bureau, computerRoom]) {
      const { token } = invitations.invite(await actor('admin'), id, { role });
      const error = await asyncRefusal(invitations.accept(await actor(held), { token, consent: 1 }));
      expect(error.issues).toEqual([{ field: 'token', text: 'field.auditApart' }]);
      expect(invitations.preview(token).role).toBe(role);
    }
  });

  it('to the later of two who use it at the same moment', async () => {
    const { invitations, firm, actor, db } = createTestDirectory();
    const { token } = invitations.invite(await actor('wang'), firm.id, { role: 'enterprise' });
    const people = countRows(db, 'accounts');
    const outcomes = await Promise.allSettled(
      ['one', 'two'].map((name) => invitations.accept(visitor, newcomer(token, `${name}-new`))),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(countRows(db, 'accounts')).toBe(people + 1);
  });
});

describe('the invitations of an organisation', () => {
  it('are seen by its party members and administrators, newest first with where each stands', async () => {
    const { invitations, firm, actor, clock } = createTestDirectory();
    const [wang, admin] = [await actor('wang'), await actor('admin')];
    const used = invitations.invite(wang, firm.id, { role: 'enterprise' });
    await invitations.accept(visitor, newcomer(used.token));
    clock.advance(1000);
    invitations.invite(admin, firm.id, { role: 'expert' });
    for (const reader of [wang, admin]) {
      const { items, total } = invitations.list(reader, firm.id, { limit: 20 });
      expect([total, items.map((one) => [one.role, stateOf(one, clock.now())])]).toEqual([
        2,
        [
          ['expert', 'open'],
          ['enterprise', 'accepted'],
        ],
      ]);
    }
    const [expert] = invitations.list(wang, firm.id, { limit: 1 }).items;
    if (expert === undefined) throw new Error('nothing listed');
    expect([invitations.allowed(wang, expert), invitations.allowed(admin, expert)]).toEqual([[], ['revoke']]);
    expect(refusal(() => invitations.revoke(wang, firm.id, expert.id)).code).toBe('forbidden');
    const operator = await actor('operator');
    expect(refusal(() => invitations.list(operator, firm.id, { limit: 20 })).code).toBe('forbidden');
    expect(refusal(() => invitations.revoke(operator, firm.id, expert.id)).code).toBe('forbidden');
  });

  it('are not taken back through another organisation', async () => {
    const { invitations, firm, bureau, actor } = createTestDirectory();
    const admin = await actor('admin');
    const { invitation, token } = invitations.invite(admin, firm.id, { role: 'enterprise' });
    expect(refusal(() => invitations.revoke(admin, bureau.id, invitation.id)).code).toBe('not_found');
    expect(invitations.preview(token).organisationName).toBe('甲方公司');
  });
});
