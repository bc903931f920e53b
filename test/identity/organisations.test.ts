import { describe, expect, it } from 'vitest';
import { anonymous } from '../../src/identity/model.ts';
import { contents } from '../db/test-database.ts';
import { refusal } from '../kernel/refusal.ts';
import { CODES, createTestDirectory, registration } from './test-directory.ts';

/** A registered organisation with its first member `li`, and everybody who may come to it. */
async function registered() {
  const made = createTestDirectory();
  const organisation = await made.registrations.register(anonymous, registration());
  const [li, wang, operator, admin] = await Promise.all(['li', 'wang', 'operator', 'admin'].map(made.actor));
  if (!li || !wang || !operator || !admin) throw new Error('somebody is missing');
  return { ...made, organisation, id: organisation.id, li, wang, operator, admin };
}

describe('who sees an organisation', () => {
  it('its own people, operators and administrators; to everybody else it does not exist', async () => {
    const { organisations, id, li, wang, operator, admin } = await registered();
    for (const reader of [li, operator, admin]) expect(organisations.get(reader, id).id).toBe(id);
    expect(refusal(() => organisations.get(wang, id)).code).toBe('not_found');
    expect(refusal(() => organisations.get(anonymous, id)).code).toBe('unauthenticated');
    expect(refusal(() => organisations.get(operator, 'nowhere')).code).toBe('not_found');
  });

  it('the register is for operators and administrators', async () => {
    const { organisations, id, li, operator, admin } = await registered();
    for (const reader of [operator, admin]) {
      const page = organisations.list(reader, { state: 'pending', limit: 20 });
      expect([page.total, page.items.map((one) => one.id)]).toEqual([1, [id]]);
    }
    expect(refusal(() => organisations.list(li, { limit: 20 })).code).toBe('forbidden');
    expect(refusal(() => organisations.list(anonymous, { limit: 20 })).code).toBe('unauthenticated');
  });

  it('is found by part of its name or by its code, page by page', async () => {
    const { organisations, id, operator } = await registered();
    for (const q of ['新来', CODES[0] ?? '', (CODES[0] ?? '').toLowerCase()]) {
      expect(organisations.list(operator, { q, limit: 20 }).items.map((one) => one.id)).toEqual([id]);
    }
    for (const q of ['%', '_', '没有']) expect(organisations.list(operator, { q, limit: 20 }).total).toBe(0);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = organisations.list(operator, { limit: 1, cursor });
      seen.push(...page.items.map((one) => one.name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(['新来公司', '甲方公司', '机房', '创新局']);
  });
});

describe('choosing an organisation', () => {
  it('offers confirmed ones, those that begin with the text first, and no more than 20', async () => {
    const { organisations, addOrganisation, wang } = await registered();
    addOrganisation('北方甲方集团', 'enterprise', 'bei', ['enterprise']);
    const names = (q: string) => organisations.choices(wang, q).map(({ name }) => name);
    expect(names('甲方')).toEqual(['甲方公司', '北方甲方集团']);
    expect(names(' 甲方 ')).toEqual(['甲方公司', '北方甲方集团']);
    expect(names('新来')).toEqual([]);
    expect(names('%')).toEqual([]);
    for (let i = 0; i < 25; i += 1) addOrganisation(`丙${i}`, 'enterprise', `bing${i}`, ['enterprise']);
    expect(names('丙')).toHaveLength(20);
    expect(refusal(() => organisations.choices(anonymous, '')).code).toBe('unauthenticated');
  });
});

describe('confirming', () => {
  it('is the operators’ matter, and a refusal owes a reason', async () => {
    const { organisations, id, li, wang, operator, admin } = await registered();
    expect(refusal(() => organisations.move(wang, id, { to: 'confirmed' })).code).toBe('not_found');
    expect(refusal(() => organisations.move(anonymous, id, { to: 'confirmed' })).code).toBe(
      'unauthenticated',
    );
    for (const person of [li, admin]) {
      expect(refusal(() => organisations.move(person, id, { to: 'confirmed' })).code).toBe('forbidden');
    }
    const unreasoned = refusal(() => organisations.move(operator, id, { to: 'refused', note: '  ' }));
    expect(unreasoned.issues).toEqual([{ field: 'note', text: 'field.reviewNote' }]);
    const refused = organisations.move(operator, id, { to: 'refused', note: ' 名称与证照不符 ' });
    expect(refused).toMatchObject({ state: 'refused', reviewNote: '名称与证照不符', version: 2 });
    expect(refusal(() => organisations.move(operator, id, { to: 'confirmed' })).code).toBe('conflict');
  });

  it('goes by the version the operator looked at', async () => {
    const { organisations, id, li, operator } = await registered();
    organisations.edit(li, id, 1, { contact: '新电话' });
    const stale = refusal(() => organisations.move(operator, id, { to: 'confirmed', version: 1 }));
    expect([stale.code, stale.facts]).toEqual(['conflict', { currentVersion: 2 }]);
    expect(organisations.move(operator, id, { to: 'confirmed', version: 2 }).state).toBe('confirmed');
  });

  it('is logged with what was before and after', async () => {
    const { organisations, id, operator, lines } = await registered();
    organisations.move(operator, id, { to: 'confirmed' });
    const [line] = lines('organisation.move') as unknown as Record<string, string>[];
    expect(line).toMatchObject({ subject_id: id, address: '192.0.2.7', outcome: 'done' });
    expect(JSON.parse(line?.before ?? '')).toMatchObject({ state: 'pending', creditCode: CODES[0] });
    expect(JSON.parse(line?.after ?? '')).toMatchObject({ state: 'confirmed' });
  });
});

describe('a refused organisation', () => {
  it('is corrected by its own people and so sent in again', async () => {
    const { organisations, id, li, operator } = await registered();
    organisations.move(operator, id, { to: 'refused', note: '代码有误' });
    expect(organisations.get(li, id)).toMatchObject({ state: 'refused', reviewNote: '代码有误' });
    const again = organisations.edit(li, id, 2, { name: '新来科技公司', creditCode: CODES[1] });
    expect(again).toMatchObject({ state: 'pending', creditCode: CODES[1], version: 3 });
    expect(organisations.move(operator, id, { to: 'confirmed' }).state).toBe('confirmed');
  });

  it('changes what its people are with its kind', async () => {
    const { organisations, id, li, operator, actor } = await registered();
    organisations.edit(li, id, 1, { kind: 'broker' });
    expect(organisations.mine(li)[0]?.roles).toEqual(['enterprise', 'researcher']);
    organisations.edit(li, id, 2, { kind: 'university' });
    organisations.move(operator, id, { to: 'confirmed' });
    expect(await actor('li')).toMatchObject({ memberships: [{ role: 'researcher' }] });
  });
});

describe('changing an organisation', () => {
  it('is refused to everybody it does not concern, to a stale editor, and for a wrong or taken code', async () => {
    const { organisations, registrations, id, li, wang, admin, db } = await registered();
    await registrations.register(anonymous, registration({ account: 'zhao', code: CODES[1] ?? '' }));
    const before = contents(db);
    const edit = (who: typeof li, version: number, creditCode?: string) =>
      refusal(() => organisations.edit(who, id, version, creditCode ? { creditCode } : {}));
    expect(edit(wang, 1).code).toBe('not_found');
    expect(edit(admin, 1).code).toBe('forbidden');
    expect(edit(anonymous, 1).code).toBe('unauthenticated');
    expect(edit(li, 7).facts).toEqual({ currentVersion: 1 });
    expect(edit(li, 1, 'nonsense').issues).toEqual([{ field: 'creditCode', text: 'field.creditCode' }]);
    expect(edit(li, 1, CODES[1]).issues).toEqual([{ field: 'creditCode', text: 'field.creditCodeTaken' }]);
    expect(contents(db)).toEqual(before);
  });

  it('by an operator after it was confirmed tells the lists its new name', async () => {
    const { organisations, id, operator, actor, renamed } = await registered();
    organisations.move(operator, id, { to: 'confirmed' });
    const member = await actor('li');
    expect(refusal(() => organisations.edit(member, id, 2, { name: '改名' })).text).toBe(
      'error.organisationFixed',
    );
    organisations.edit(member, id, 2, { contact: '新电话' });
    expect(renamed).toEqual([]);
    organisations.edit(operator, id, 3, { name: '改名公司' });
    expect(renamed).toEqual([id]);
  });

  it('tells the log that the contact changed, and not to what', async () => {
    const { organisations, id, li, lines } = await registered();
    organisations.edit(li, id, 1, { contact: '13900000000' });
    const [line] = lines('organisation.edit');
    expect(JSON.parse(line?.facts ?? '')).toEqual({ contactChanged: true, version: 2 });
    expect(JSON.stringify(line)).not.toContain('13900000000');
  });
});

describe('closing', () => {
  it('is refused while published entries stand on the lists', async () => {
    const { organisations, firm, operator, kept } = await registered();
    kept.push({ id: 'e', organisationId: firm.id, author: firm.accountId, published: true });
    const error = refusal(() => organisations.move(operator, firm.id, { to: 'closed', note: '注销' }));
    expect([error.code, error.text, error.params]).toEqual([
      'conflict',
      'error.organisationPublished',
      { count: 1 },
    ]);
  });

  it('takes them off where the lists can, ends consents, and memberships count for nothing', async () => {
    const made = createTestDirectory({ takesOffLists: true });
    const { organisations, consents, firm, actor, kept } = made;
    kept.push({ id: 'e', organisationId: firm.id, author: firm.accountId, published: true });
    const operator = await actor('operator');
    const form = { givenBy: '王总', form: 'written', note: '', expiresOn: '2026-12-31' } as const;
    consents.record(operator, firm.id, form);
    expect(await actor('operator')).toMatchObject({ actsFor: [firm.id] });
    expect(organisations.move(operator, firm.id, { to: 'closed', note: '注销' }).state).toBe('closed');
    expect(kept[0]?.published).toBe(false);
    expect(await actor('operator')).toMatchObject({ actsFor: [] });
    expect(await actor('wang')).toMatchObject({ memberships: [] });
    expect(organisations.get(await actor('wang'), firm.id).reviewNote).toBe('注销');
    expect(refusal(() => organisations.edit(operator, firm.id, 2, { contact: '' })).code).toBe('conflict');
    expect(organisations.move(operator, firm.id, { to: 'confirmed' }).state).toBe('confirmed');
    expect(await actor('wang')).toMatchObject({ memberships: [{ role: 'enterprise' }] });
    expect(await actor('operator')).toMatchObject({ actsFor: [] });
  });

  it('of an authority is the administrators’ matter, and never leaves the service without one', async () => {
    const { organisations, bureau, computerRoom, operator, admin } = await registered();
    const close = { to: 'closed', note: '撤并' };
    expect(refusal(() => organisations.move(operator, bureau.id, close)).code).toBe('forbidden');
    expect(refusal(() => organisations.move(admin, computerRoom.id, close)).text).toBe('error.lastAdmin');
    expect(organisations.move(admin, bureau.id, close).state).toBe('closed');
  });
});

it('says what each reader may do now', async () => {
  const { organisations, id, li, operator, admin } = await registered();
  const may = (reader: typeof li) => organisations.allowed(reader, organisations.get(reader, id));
  expect(may(li)).toEqual(['edit', 'members', 'invitations', 'consents']);
  expect(may(operator)).toEqual(['edit', 'members', 'consents', 'to:confirmed', 'to:refused']);
  expect(may(admin)).toEqual(['members', 'invitations']);
  organisations.move(operator, id, { to: 'confirmed' });
  expect(may(admin)).toEqual(['members', 'invite', 'invitations', 'hand-over']);
  expect(may(operator)).toContain('record-consent');
  expect(may(operator)).toContain('to:closed');
});
