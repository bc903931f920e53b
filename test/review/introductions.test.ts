import { afterEach, describe, expect, it } from 'vitest';
import type { Introduction } from '../../src/api/contracts/introductions.ts';
import type { Match } from '../../src/api/contracts/review.ts';
import { createDesk, type Desk, interested, irrelevant } from './introduced.ts';

let desk: Desk;
afterEach(() => desk.app.end());

const messageOf = (answer: { json(): unknown }) => (answer.json() as { message: string }).message;

describe('a match that was accepted', () => {
  it('tells the parties nothing before it is sent, and then cannot be undone', async () => {
    desk = await createDesk();
    const { app, send, accept } = desk;
    const { id, version } = await desk.match();
    const early = await send(id, { version });
    expect([early.statusCode, messageOf(early)]).toEqual([
      409,
      '只有“已采纳”且尚未推送的匹配才能推送双方，请刷新后查看最新状态。',
    ]);
    const accepted = await accept(id, version);
    expect((await desk.inbox('enterprise')).total).toBe(0);
    expect(await desk.status('enterprise', id)).toBe(404);
    expect((await app.as('operator', 'GET', `/matches/${id}`)).json<Match>().can).toContain('introduce');

    expect((await send(id, {})).statusCode).toBe(428);
    expect((await send(id, { version })).statusCode).toBe(412);
    const sent = await send(id, { note: '请双方联系', version: accepted });
    expect(sent.statusCode).toBe(201);
    expect(sent.json<Introduction>()).toMatchObject({
      state: 'introduced',
      own: [],
      can: [],
      contacts: null,
    });
    expect((await send(id, { version: accepted + 1 })).statusCode).toBe(409);
    const undone = { verdict: 'undone', version: accepted + 1 };
    expect((await desk.decide(id, undone)).statusCode).toBe(409);
    const changed = { ...undone, verdict: 'rejected', reasons: ['irrelevant'] };
    expect((await desk.decide(id, changed)).statusCode).toBe(409);
    for (const who of ['enterprise', 'researcher'] as const) {
      expect((await desk.read(who, id)).steps).toMatchObject([{ kind: 'introduced', note: '请双方联系' }]);
    }
  });

  it('is not sent once one of its entries left the list', async () => {
    desk = await createDesk();
    const { id, version } = await desk.match();
    const accepted = await desk.accept(id, version);
    await desk.app.as('researcher', 'POST', `/achievements/${desk.achievement}/transitions`, {
      to: 'withdrawn',
    });
    const answer = await desk.send(id, { version: accepted });
    expect([answer.statusCode, messageOf(answer)]).toEqual([409, '需求或成果已不在榜单上，对接不能继续。']);
  });
});

describe('an introduction', () => {
  it('goes from interest through talks to an agreement, with every step for the operator to see', async () => {
    desk = await createDesk();
    const id = await desk.introduce();
    const first = await desk.read('enterprise', id);
    expect(first).toMatchObject({
      own: ['demand'],
      can: ['interested', 'declined'],
      demand: { id: desk.demand, contact: expect.stringContaining('0532') },
      achievement: { id: desk.achievement, contact: '' },
      contacts: null,
    });
    expect(first.evidence?.sentences).toBeInstanceOf(Array);

    desk.app.clock.advance(3 * 86_400_000);
    desk.app.forgetSignIns();
    const one = await desk.answer('enterprise', id, { ...interested, note: '想看样机', noteTo: 'both' });
    expect(one.json<Introduction>()).toMatchObject({ state: 'introduced', can: ['ended'], contacts: null });
    expect((await desk.read('researcher', id)).contacts).toBe(null);
    const two = await desk.answer('researcher', id, { ...interested, note: '先谈价格' });
    expect(two.json<Introduction>()).toMatchObject({ state: 'in_talks', can: ['agreed', 'ended'] });
    const contacts = {
      demand: { organisation: '甲方公司', contact: '示例联系人 0532-00000000' },
      achievement: { organisation: '某大学', contact: '示例联系人 0532-00000000' },
    };
    for (const who of ['enterprise', 'researcher', 'operator'] as const) {
      expect((await desk.read(who, id)).contacts).toEqual(contacts);
    }
    expect((await desk.progress('enterprise', id, { to: 'agreed' })).statusCode).toBe(201);

    const whole = await desk.read('operator', id);
    expect(whole.state).toBe('agreed');
    expect(whole.steps.map(({ kind, side, by, note, days }) => [kind, side, by, note, days])).toEqual([
      ['introduced', null, 'operator', '', 3],
      ['interested', 'demand', 'enterprise', '想看样机', 0],
      ['interested', 'achievement', 'researcher', '先谈价格', 0],
      ['agreed', 'demand', 'enterprise', '', 0],
    ]);
    // What is not written to the other party, and who wrote it, stays on its side.
    const read = await desk.read('enterprise', id);
    expect(read.steps.map(({ by, note }) => [by, note])).toEqual([
      [null, ''],
      ['enterprise', '想看样机'],
      [null, ''],
      ['enterprise', ''],
    ]);
    expect(read.can).toEqual([]);
    const log = await desk.app.as('auditor', 'GET', '/audit?action=introductions.');
    expect(log.json<{ items: { action: string }[] }>().items.map(({ action }) => action)).toEqual([
      'introductions.agreed',
      'introductions.interested',
      'introductions.interested',
      'introductions.introduced',
    ]);
  });

  it.each(['enterprise', 'researcher'] as const)('ends when the %s declines, and says why', async (who) => {
    desk = await createDesk();
    const id = await desk.introduce();
    const bare = await desk.answer(who, id, { answer: 'declined' });
    expect([bare.statusCode, bare.json()]).toMatchObject([400, { details: [{ field: 'reasons' }] }]);
    expect((await desk.answer(who, id, { ...interested, reasons: ['other'] })).statusCode).toBe(400);
    expect((await desk.answer(who, id, irrelevant)).json<Introduction>()).toMatchObject({
      state: 'ended',
      contacts: null,
      can: [],
    });
    const other = who === 'enterprise' ? 'researcher' : 'enterprise';
    const told = await desk.read(other, id);
    expect(told.steps.at(-1)).toMatchObject({ kind: 'declined', reasons: ['irrelevant'] });
    expect((await desk.answer(other, id, interested)).statusCode).toBe(409);
  });

  it('takes one answer of each party, and an end only for a reason', async () => {
    desk = await createDesk();
    const id = await desk.introduce();
    expect((await desk.progress('enterprise', id, { to: 'agreed' })).statusCode).toBe(409);
    await desk.answer('enterprise', id, interested);
    const again = await desk.answer('enterprise', id, irrelevant);
    expect([again.statusCode, messageOf(again)]).toEqual([
      409,
      '此对接目前不能作此答复，可能已有人先答复。请刷新后查看最新进展。',
    ]);
    await desk.answer('researcher', id, interested);
    expect((await desk.progress('researcher', id, { to: 'ended' })).statusCode).toBe(400);
    const ended = await desk.progress('researcher', id, { to: 'ended', reasons: ['terms', 'partnered'] });
    expect(ended.json<Introduction>()).toMatchObject({ state: 'ended', contacts: null });
    expect((await desk.progress('enterprise', id, { to: 'agreed' })).statusCode).toBe(409);
  });

  it('is there for its two parties and for operators, and for nobody else', async () => {
    desk = await createDesk();
    const id = await desk.introduce();
    for (const who of ['rival', 'peer', 'expert', 'auditor', 'admin'] as const) {
      expect(await desk.status(who, id)).toBe(404);
      expect((await desk.answer(who, id, interested)).statusCode).toBe(404);
      expect((await desk.progress(who, id, { to: 'agreed' })).statusCode).toBe(404);
      expect(await desk.inbox(who)).toMatchObject({ total: 0, unread: 0 });
    }
    expect(await desk.status(null, id)).toBe(401);
    expect((await desk.answer('operator', id, interested)).statusCode).toBe(403);
    expect(
      (await desk.app.as('enterprise', 'POST', `/matches/${id}/introduction`, { version: 2 })).statusCode,
    ).toBe(403);
    const side = await desk.answer('enterprise', id, { ...interested, side: 'achievement' });
    expect(side.statusCode).toBe(403);
  });

  it('is answered by an operator with the party’s consent, and says so', async () => {
    desk = await createDesk();
    const id = await desk.introduce();
    const organisation = await desk.app.organisationOf('enterprise');
    await desk.app.as('operator', 'POST', `/organisations/${organisation}/consents`, {
      ...{ givenBy: '经理', form: 'written', expiresOn: '2026-03-30' },
    });
    const answer = await desk.answer('operator', id, interested);
    expect(answer.json<Introduction>()).toMatchObject({
      own: ['demand'],
      steps: [{}, { side: 'demand', delegated: true, by: 'operator' }],
    });
    expect((await desk.read('researcher', id)).steps[1]).toMatchObject({ delegated: true, by: null });
    const log = await desk.app.as('auditor', 'GET', '/audit?action=introductions.interested');
    expect(log.body).toContain(organisation);
  });
});

describe('what a party reads of the other entry', () => {
  it('is its masked text, and its contact and name only once both are interested', async () => {
    const contact = '王工 0532-12345678';
    desk = await createDesk({ achievement: { disclosure: 'masked', maskWords: ['条纹光'], contact } });
    const id = await desk.introduce();
    const mask = async () => {
      const { body } = await desk.app.as('enterprise', 'GET', `/introductions/${id}`);
      const { achievement, evidence } = JSON.parse(body) as Introduction;
      expect(achievement).toMatchObject({ view: 'masked', contact: '', organisation: { name: null } });
      expect(achievement?.summary).toContain('＊＊＊');
      expect(body).not.toContain('条纹光');
      expect(evidence?.sentences).toBeInstanceOf(Array);
      return body;
    };
    await desk.answer('enterprise', id, interested);
    for (const hidden of [contact, '某大学']) expect(await mask()).not.toContain(hidden);
    expect((await desk.read('operator', id)).achievement).toMatchObject({ view: 'full', contact });
    await desk.answer('researcher', id, interested);
    const { contacts } = JSON.parse(await mask()) as Introduction;
    expect(contacts?.achievement).toEqual({ organisation: '某大学', contact });
    await desk.progress('researcher', id, { to: 'ended', reasons: ['other'] });
    for (const hidden of [contact, '某大学']) expect(await mask()).not.toContain(hidden);
  });

  it.each(['targeted', 'internal'])('is nothing of one that is %s and not for it', async (disclosure) => {
    desk = await createDesk({ achievement: { disclosure } });
    const id = await desk.introduce();
    expect(await desk.read('enterprise', id)).toMatchObject({
      demand: { id: desk.demand },
      achievement: null,
      evidence: null,
      chain: 'smart-manufacturing',
    });
    const listed = await desk.inbox('enterprise');
    expect(listed.items).toMatchObject([{ achievement: null, demand: { id: desk.demand } }]);
    expect(JSON.stringify(listed)).not.toContain(desk.achievement);
    expect((await desk.read('researcher', id)).achievement?.id).toBe(desk.achievement);
  });
});

it('an entry that is withdrawn ends what still runs, and leaves it to be read', async () => {
  desk = await createDesk();
  const id = await desk.introduce();
  await desk.answer('enterprise', id, interested);
  await desk.answer('researcher', id, interested);
  await desk.app.as('enterprise', 'POST', `/demands/${desk.demand}/transitions`, { to: 'withdrawn' });
  expect(await desk.read('researcher', id)).toMatchObject({ state: 'in_talks', can: [] });
  const late = await desk.progress('researcher', id, { to: 'agreed' });
  expect([late.statusCode, messageOf(late)]).toEqual([409, '需求或成果已不在榜单上，对接不能继续。']);
  await desk.app.worker.drain();
  expect(await desk.read('researcher', id)).toMatchObject({
    state: 'ended',
    demand: null,
    achievement: { id: desk.achievement },
    contacts: null,
    steps: [{}, {}, {}, { kind: 'withdrawn', side: null, by: null }],
  });
  expect(await desk.read('enterprise', id)).toMatchObject({ state: 'ended', demand: { id: desk.demand } });
});

it('what was agreed stays agreed when an entry is withdrawn afterwards', async () => {
  desk = await createDesk();
  const id = await desk.introduce();
  await desk.answer('enterprise', id, interested);
  await desk.answer('researcher', id, interested);
  await desk.progress('researcher', id, { to: 'agreed' });
  await desk.app.as('enterprise', 'POST', `/demands/${desk.demand}/transitions`, { to: 'withdrawn' });
  await desk.app.worker.drain();
  expect((await desk.read('researcher', id)).state).toBe('agreed');
});
