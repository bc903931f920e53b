import { describe, expect, it } from 'vitest';
import { anonymous } from '../../src/identity/model.ts';
import { contents, countRows } from '../db/test-database.ts';
import { asyncRefusal, refusal } from '../kernel/refusal.ts';
import { createTestDirectory, registration, type TestDirectory } from './test-directory.ts';

const password = 'right';

/** `li` of a confirmed organisation with one colleague, having done all that is kept. */
async function busy() {
  const made = createTestDirectory();
  const { confirmed, invitations, identity, actor, kept } = made;
  const id = await confirmed();
  const li = await actor('li');
  const { token } = invitations.invite(li, id, { role: 'enterprise', email: 'colleague@example.cn' });
  const { account } = registration({ account: 'colleague' });
  await invitations.accept(anonymous, { token, account: { ...account, displayName: '张工' }, consent: 1 });
  identity.tokens.create(li, { name: '每夜同步', scopes: ['read'], expiresInDays: 30 }, false);
  if (li.kind !== 'account') throw new Error('nobody');
  kept.push({ id: 'e1', organisationId: id, author: li.accountId, published: true });
  return { ...made, id, li, accountId: li.accountId };
}

/** All rows of the database but the log's, as one text. */
function stored({ db }: TestDirectory): string {
  const { rows } = contents(db) as { rows: [string, unknown[]][] };
  return JSON.stringify(rows.filter(([table]) => table !== 'audit_log'));
}

describe('the export of what is kept about oneself', () => {
  it('has all of it, and nothing that opens anything', async () => {
    const { personalData, li, id, accountId } = await busy();
    const kept = personalData.export(li);
    expect(kept.account).toMatchObject({ name: 'li', displayName: '李工', email: 'li@example.cn' });
    expect(kept.memberships).toMatchObject([{ organisationId: id, role: 'enterprise' }]);
    expect(kept.sessions).toHaveLength(1);
    expect(kept.tokens).toMatchObject([{ name: '每夜同步' }]);
    expect(kept.invitations).toMatchObject([{ createdBy: accountId, role: 'enterprise' }]);
    expect(kept.entries).toMatchObject([{ list: 'demands', id: 'e1', title: '题目 e1' }]);
    expect(kept.log.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['account.create', 'session.start', 'invitation.create', 'account.export']),
    );
    expect(JSON.stringify([kept.sessions, kept.tokens, kept.invitations])).not.toMatch(/hash/i);
  });

  it('is of oneself only', async () => {
    const { personalData, li, actor } = await busy();
    const others = personalData.export(await actor('wang'));
    expect(others.account.name).toBe('wang');
    expect(JSON.stringify(others)).not.toMatch(/李工|每夜同步|题目 e1/);
    expect(refusal(() => personalData.export(anonymous)).code).toBe('unauthenticated');
    expect(refusal(() => personalData.export({ kind: 'service' })).code).toBe('forbidden');
    expect(personalData.export(li).log.length).toBeGreaterThan(0);
  });
});

describe('deleting oneself', () => {
  it('leaves nothing that names the person but the number of the account', async () => {
    const made = await busy();
    const { personalData, identity, li, id, accountId, db, actor, lines } = made;
    const { token } = await identity.signIn({ account: 'li', password });
    expect(await personalData.erase(li, { password })).toBe(accountId);
    for (const gone of ['李工', 'li@example.cn', '每夜同步', '"li"'])
      expect(stored(made)).not.toContain(gone);
    expect(identity.authenticate(token)).toBe(undefined);
    expect((await asyncRefusal(actor('li'))).code).toBe('unauthenticated');
    expect((await asyncRefusal(actor(`deleted-${accountId}`))).code).toBe('unauthenticated');
    for (const table of ['sessions', 'api_tokens', 'recovery_codes', 'memberships']) {
      const rows = db.$client.prepare(`SELECT count(*) FROM ${table} WHERE account_id = ?`).pluck();
      expect([table, rows.get(accountId)]).toEqual([table, 0]);
    }
    const row = db.$client.prepare('SELECT * FROM accounts WHERE id = ?').get(accountId);
    expect(row).toMatchObject({
      name: `deleted-${accountId}`,
      display_name: '',
      email: '',
      state: 'deleted',
      totp_secret: null,
    });
    expect(lines('account.delete')).toMatchObject([{ actor_id: accountId, subject_id: accountId }]);
    expect(id).not.toBe('');
  });

  it('lets somebody else take the name', async () => {
    const { personalData, registrations, li } = await busy();
    await personalData.erase(li, { password });
    const form = registration({ account: 'li', code: '91370200MA3C00001N' });
    expect((await registrations.register(anonymous, form)).state).toBe('pending');
  });

  it('also takes the address out of the invitation by which the person came', async () => {
    const made = await busy();
    const { personalData, actor } = made;
    expect(stored(made)).toContain('colleague@example.cn');
    await personalData.erase(await actor('colleague'), { password });
    expect(stored(made)).not.toContain('colleague@example.cn');
  });

  it('needs the password, and counts wrong ones like failed sign-ins', async () => {
    const { personalData, li, db, identity } = await busy();
    const accounts = countRows(db, 'accounts');
    const error = await asyncRefusal(personalData.erase(li, { password: 'wrong' }));
    expect(error.issues).toEqual([{ field: 'password', text: 'field.passwordIncorrect' }]);
    for (let i = 0; i < 4; i += 1) await asyncRefusal(personalData.erase(li, { password: 'wrong' }));
    expect((await asyncRefusal(personalData.erase(li, { password }))).code).toBe('unavailable');
    expect(countRows(db, 'accounts')).toBe(accounts);
    expect(identity.profiles.own(li).name).toBe('li');
    expect((await asyncRefusal(personalData.erase(anonymous, { password }))).code).toBe('unauthenticated');
  });

  it('asks for a code where the account has a second factor', async () => {
    const { personalData, li, db, accountId } = await busy();
    db.$client
      .prepare('UPDATE accounts SET totp_secret = ?, totp_confirmed_at = 1 WHERE id = ?')
      .run('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', accountId);
    const issues = async (code?: string) =>
      (await asyncRefusal(personalData.erase(li, { password, code }))).issues.map(({ field }) => field);
    expect(await issues()).toEqual(['code']);
    expect(await issues('000000')).toEqual(['code']);
  });

  it('is refused to the last administrator', async () => {
    const { personalData, actor, join, computerRoom } = await busy();
    const admin = await actor('admin');
    const error = await asyncRefusal(personalData.erase(admin, { password }));
    expect([error.code, error.text]).toEqual(['conflict', 'error.lastAdmin']);
    await join(computerRoom.id, 'second', 'admin');
    await personalData.erase(admin, { password });
  });

  it('is refused to the last member who answers for published entries, until they are handed over', async () => {
    const { personalData, members, actor, li, id, accountId, kept } = await busy();
    const colleague = await actor('colleague');
    if (colleague.kind !== 'account') throw new Error('nobody');
    members.remove(li, id, colleague.accountId, 'enterprise');
    const error = await asyncRefusal(personalData.erase(li, { password }));
    expect([error.code, error.text, error.params]).toEqual([
      'conflict',
      'error.lastMember',
      { organisation: '新来公司' },
    ]);
    for (const entry of kept) entry.published = false;
    expect(await personalData.erase(li, { password })).toBe(accountId);
  });
});
