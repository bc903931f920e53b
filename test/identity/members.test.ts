import { describe, expect, it } from 'vitest';
import { type Actor, anonymous } from '../../src/identity/model.ts';
import { contents } from '../db/test-database.ts';
import { asyncRefusal, refusal } from '../kernel/refusal.ts';
import { createTestDirectory } from './test-directory.ts';

/** A firm with two people and its expert, and a bystander. */
async function staffed() {
  const made = createTestDirectory();
  const { firm, join, actor } = made;
  const zhao = await join(firm.id, 'zhao', 'enterprise');
  const expert = await join(firm.id, 'expert', 'expert');
  made.addOrganisation('乙方公司', 'enterprise', 'rival', ['enterprise']);
  const as = async (name: string): Promise<Actor> => actor(name);
  return { ...made, wang: firm.accountId, zhao, expert, as };
}

describe('the people of an organisation', () => {
  it('are seen by each other, operators and administrators, and by nobody else', async () => {
    const { members, firm, as } = await staffed();
    for (const name of ['wang', 'expert', 'operator', 'admin']) {
      const { page } = members.list(await as(name), firm.id, { limit: 20 });
      expect(page.items.map(({ displayName, role }) => [displayName, role]).sort()).toEqual([
        ['wang先生', 'enterprise'],
        ['李工', 'enterprise'],
        ['李工', 'expert'],
      ]);
      expect(JSON.stringify(page)).not.toMatch(/hash|@/);
    }
    const rival = await as('rival');
    expect(refusal(() => members.list(rival, firm.id, { limit: 20 })).code).toBe('not_found');
    expect(refusal(() => members.list(anonymous, firm.id, { limit: 20 })).code).toBe('unauthenticated');
  });

  it('come page by page, a person of two roles twice', async () => {
    const { members, invitations, firm, as } = await staffed();
    const { token } = invitations.invite(await as('admin'), firm.id, { role: 'researcher' });
    await invitations.accept(await as('wang'), { token, consent: 1 });
    const admin = await as('admin');
    const whole = members.list(admin, firm.id, { limit: 100 }).page;
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const { page } = members.list(admin, firm.id, { limit: 1, cursor });
      expect(page.total).toBe(4);
      seen.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(whole.items);
    expect(seen).toHaveLength(4);
  });
});

describe('taking a role away', () => {
  it('is for oneself, for colleagues of a party, for administrators', async () => {
    const { members, firm, as, wang, zhao, expert } = await staffed();
    const may = async (name: string) => {
      const actor = await as(name);
      const { page, subject } = members.list(actor, firm.id, { limit: 20 });
      const removable = page.items.filter((one) => members.allowed(actor, subject, one).includes('remove'));
      return removable.map(({ accountId }) => accountId).sort();
    };
    expect(await may('wang')).toEqual([wang, zhao].sort());
    expect(await may('expert')).toEqual([expert]);
    expect(await may('operator')).toEqual([]);
    expect(await may('admin')).toEqual([wang, zhao, expert].sort());
    const [operator, rival] = [await as('operator'), await as('rival')];
    expect(refusal(() => members.remove(operator, firm.id, zhao, 'enterprise')).code).toBe('forbidden');
    expect(refusal(() => members.remove(rival, firm.id, zhao, 'enterprise')).code).toBe('not_found');
    members.remove(await as('wang'), firm.id, zhao, 'enterprise');
    expect(await as('zhao')).toMatchObject({ memberships: [] });
    members.remove(await as('expert'), firm.id, expert, 'expert');
    expect(await as('expert')).toMatchObject({ memberships: [] });
  });

  it('of somebody who does not have it is not found', async () => {
    const { members, firm, as, zhao } = await staffed();
    const admin = await as('admin');
    expect(refusal(() => members.remove(admin, firm.id, zhao, 'expert')).code).toBe('not_found');
    expect(refusal(() => members.remove(admin, firm.id, 'nobody', 'enterprise')).code).toBe('not_found');
  });

  it('never takes the last administrator', async () => {
    const { members, computerRoom, bureau, invitations, as, db } = await staffed();
    const admin = await as('admin');
    const before = contents(db);
    const remove = () => members.remove(admin, computerRoom.id, computerRoom.accountId, 'admin');
    expect(refusal(remove).text).toBe('error.lastAdmin');
    expect(contents(db)).toEqual(before);
    const { token } = invitations.invite(admin, bureau.id, { role: 'admin' });
    await invitations.accept(await as('operator'), { token, consent: 1 });
    remove();
    expect(await as('admin')).toMatchObject({ memberships: [] });
  });

  it('does not count a deactivated administrator as one who is left', async () => {
    const { members, accounts, computerRoom, join, as } = await staffed();
    const second = await join(computerRoom.id, 'second', 'admin');
    const admin = await as('admin');
    accounts.move(admin, second, { to: 'deactivated' });
    const error = refusal(() => members.remove(admin, computerRoom.id, computerRoom.accountId, 'admin'));
    expect(error.text).toBe('error.lastAdmin');
    members.remove(admin, computerRoom.id, second, 'admin');
  });

  it('never leaves published entries without anybody who answers for them', async () => {
    const { members, firm, as, wang, zhao, expert, kept } = await staffed();
    kept.push({ id: 'e', organisationId: firm.id, author: wang, published: true });
    const admin = await as('admin');
    members.remove(admin, firm.id, zhao, 'enterprise');
    members.remove(admin, firm.id, expert, 'expert');
    const error = refusal(() => members.remove(admin, firm.id, wang, 'enterprise'));
    expect([error.text, error.params]).toEqual(['error.lastMember', { organisation: '甲方公司' }]);
  });
});

describe('handing entries over', () => {
  it('makes a colleague the one who answers for them', async () => {
    const { members, firm, as, wang, zhao, kept, lines } = await staffed();
    kept.push(
      { id: 'a', organisationId: firm.id, author: wang, published: true },
      { id: 'b', organisationId: 'other', author: wang, published: true },
    );
    expect(members.handOver(await as('wang'), firm.id, { from: wang, to: zhao })).toBe(1);
    expect(kept.map(({ author }) => author)).toEqual([zhao, wang]);
    const [line] = lines('organisation.hand-over');
    expect(JSON.parse(line?.facts ?? '')).toEqual({ from: wang, to: zhao, moved: 1 });
    expect(members.handOver(await as('admin'), firm.id, { from: zhao, to: wang })).toBe(1);
  });

  it('goes to active party members of the same organisation only', async () => {
    const { members, accounts, firm, as, wang, zhao, expert } = await staffed();
    const actor = await as('wang');
    const issue = (to: string) =>
      refusal(() => members.handOver(actor, firm.id, { from: wang, to })).issues[0]?.text;
    expect(issue(wang)).toBe('field.otherColleague');
    for (const to of [expert, 'nobody']) expect(issue(to)).toBe('field.colleague');
    accounts.move(await as('admin'), zhao, { to: 'deactivated' });
    expect(issue(zhao)).toBe('field.colleague');
  });

  it('is refused to operators, experts and strangers', async () => {
    const { members, firm, as, wang, zhao } = await staffed();
    const code = async (name: string) => {
      const actor = await as(name);
      return refusal(() => members.handOver(actor, firm.id, { from: wang, to: zhao })).code;
    };
    expect([await code('operator'), await code('expert'), await code('rival')]).toEqual([
      'forbidden',
      'forbidden',
      'not_found',
    ]);
  });
});

describe('an account', () => {
  it('is listed for administrators only, with what it is where and nothing that opens it', async () => {
    const { accounts, as } = await staffed();
    const page = accounts.list(await as('admin'), { q: 'zhao', limit: 20 });
    expect(page.items).toMatchObject([
      { name: 'zhao', state: 'active', secondFactor: false, memberships: [{ organisationName: '甲方公司' }] },
    ]);
    expect(JSON.stringify(page)).not.toMatch(/hash|totpSecret/i);
    expect(accounts.list(await as('admin'), { q: '', limit: 2 })).toMatchObject({ total: 6 });
    for (const name of ['operator', 'wang']) {
      const who = await as(name);
      expect(refusal(() => accounts.list(who, { q: '', limit: 20 })).code).toBe('forbidden');
      expect(refusal(() => accounts.move(who, 'nobody', { to: 'active' })).code).toBe('forbidden');
    }
  });

  it('loses every way in at once when it is deactivated, and comes back whole', async () => {
    const { accounts, identity, as, zhao, lines } = await staffed();
    const { token } = await identity.signIn({ account: 'zhao', password: 'right' });
    const { token: apiToken } = identity.tokens.create(
      await as('zhao'),
      { name: 'nightly', scopes: ['read'], expiresInDays: 30 },
      false,
    );
    const admin = await as('admin');
    expect(accounts.move(admin, zhao, { to: 'deactivated' })).toMatchObject({
      state: 'deactivated',
      version: 2,
    });
    expect(identity.authenticate(token)).toBe(undefined);
    expect(identity.tokens.authenticate(apiToken)).toBe(undefined);
    expect((await asyncRefusal(as('zhao'))).code).toBe('unauthenticated');
    expect(lines('account.move')).toHaveLength(1);
    accounts.move(admin, zhao, { to: 'active' });
    expect(await as('zhao')).toMatchObject({ memberships: [{ role: 'enterprise' }] });
    expect(identity.authenticate(token)).toBe(undefined);
    expect(identity.tokens.authenticate(apiToken)).toBe(undefined);
  });

  it('is never deactivated by its owner, twice, by an older version, or when there is none', async () => {
    const { accounts, computerRoom, as, zhao } = await staffed();
    const admin = await as('admin');
    const move = (id: string, version?: number) =>
      refusal(() => accounts.move(admin, id, { to: 'deactivated', version }));
    expect(move(computerRoom.accountId).code).toBe('forbidden');
    expect(move('nobody').code).toBe('not_found');
    expect(move(zhao, 4).facts).toEqual({ currentVersion: 1 });
    accounts.move(admin, zhao, { to: 'deactivated', version: 1 });
    expect(move(zhao)).toMatchObject({ code: 'conflict', text: 'error.accountState' });
    const [own] = accounts.list(admin, { q: 'admin', limit: 20 }).items;
    const [other] = accounts.list(admin, { q: 'zhao', limit: 20 }).items;
    if (own === undefined || other === undefined) throw new Error('nobody listed');
    expect([accounts.allowed(admin, own), accounts.allowed(admin, other)]).toEqual([[], ['to:active']]);
  });
});
