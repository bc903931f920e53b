import { afterEach, describe, expect, it } from 'vitest';
import type { Funnel, WeighedAnswer, YearSummary } from '../../src/api/contracts/introductions.ts';
import { type Name, publish } from '../support/test-app.ts';
import { createDesk, type Desk, interested, irrelevant } from './introduced.ts';

let desk: Desk;
afterEach(() => desk.app.end());

const weighed = async (who: Name = 'researcher') =>
  (await desk.app.as(who, 'GET', `/achievements/${desk.achievement}/weighed`)).json<WeighedAnswer>().items;

async function summary(who: Name, query = ''): Promise<YearSummary> {
  const id = await desk.app.organisationOf(who);
  return (await desk.app.as(who, 'GET', `/organisations/${id}/summary${query}`)).json<YearSummary>();
}

describe('the demands an achievement was weighed for', () => {
  it('are named with their band, and with what became of them once they were introduced', async () => {
    desk = await createDesk();
    expect(await weighed()).toMatchObject([
      { demand: { id: desk.demand }, outcome: 'weighed', reasons: [], introductionId: null },
    ]);
    expect((await weighed())[0]?.band).not.toBe(null);
    const id = await desk.introduce();
    expect(await weighed()).toMatchObject([{ outcome: 'introduced', introductionId: id }]);
    await desk.answer('enterprise', id, { ...irrelevant, note: '内部评价' });
    expect(await weighed()).toMatchObject([{ outcome: 'ended', reasons: ['irrelevant'] }]);
    expect(JSON.stringify(await weighed())).not.toContain('内部评价');
  });

  it('tell nothing of a decision that no introduction followed', async () => {
    desk = await createDesk();
    const before = await weighed();
    const { id, version } = await desk.match();
    const rejected = { verdict: 'rejected', reasons: ['irrelevant'], note: '不行', version };
    await desk.decide(id, rejected);
    expect(await weighed()).toEqual(before);
  });

  it('are told to its keepers, as far as they may read them', async () => {
    desk = await createDesk({ demand: { disclosure: 'internal' } });
    expect(await weighed()).toEqual([]);
    expect(await weighed('operator')).toHaveLength(1);
    const path = `/achievements/${desk.achievement}/weighed`;
    expect((await desk.app.as('peer', 'GET', path)).statusCode).toBe(403);
    expect((await desk.app.as(null, 'GET', path)).statusCode).toBe(401);
    expect((await desk.app.as('researcher', 'GET', `/achievements/${desk.demand}/weighed`)).statusCode).toBe(
      404,
    );
  });

  it('are gone with a demand that was taken down before anybody was introduced', async () => {
    desk = await createDesk();
    const { id, version } = await desk.match();
    await desk.accept(id, version);
    await desk.app.as('enterprise', 'POST', `/demands/${desk.demand}/transitions`, { to: 'withdrawn' });
    await desk.app.worker.drain();
    expect(await weighed()).toEqual([]);
  });

  it('have their band from the text the reader may read', async () => {
    // The masked words are all that the two have in common.
    const words = { title: '划伤视觉检测', problem: '反光金属表面划伤识别', keywords: ['划伤'] };
    const maskWords = ['划伤', '视觉', '检测', '反光', '金属', '表面', '识别'];
    desk = await createDesk({ demand: { ...words, disclosure: 'masked', maskWords } });
    const [forOperator] = await weighed('operator');
    const [forHolder] = await weighed();
    expect(forHolder?.band).toBe('none');
    expect(forOperator?.band).not.toBe('none');
    expect(forHolder?.demand.title).toContain('＊＊＊');
  });
});

describe('the year of an organisation', () => {
  it('counts what became of its entries, for its own people', async () => {
    desk = await createDesk();
    const none = { introduced: 0, interested: 0, agreed: 0, ended: 0, withdrawn: 0, reasons: [] };
    expect(await summary('enterprise')).toEqual({
      ...{ year: 2026, published: { demands: 1, achievements: 0 }, weighed: 1 },
      ...none,
    });
    const id = await desk.introduce();
    await desk.answer('enterprise', id, interested);
    await desk.answer('researcher', id, interested);
    await desk.progress('researcher', id, { to: 'ended', reasons: ['terms'] });
    const after = { introduced: 1, interested: 1, ended: 1, reasons: [{ reason: 'terms', count: 1 }] };
    expect(await summary('enterprise')).toMatchObject(after);
    expect(await summary('researcher')).toMatchObject({
      ...after,
      published: { demands: 0, achievements: 1 },
    });
    expect(await summary('rival')).toMatchObject({ ...none, weighed: 0 });
    expect(await summary('enterprise', '?year=2025')).toMatchObject({ year: 2025, weighed: 0, ...none });
    const id2 = await desk.app.organisationOf('enterprise');
    expect((await desk.app.as('rival', 'GET', `/organisations/${id2}/summary`)).statusCode).toBe(404);
    expect((await desk.app.as('enterprise', 'GET', `/organisations/${id2}/summary?year=x`)).statusCode).toBe(
      400,
    );
  });

  it('does not count pairs with what its people may not read', async () => {
    desk = await createDesk({ achievement: { disclosure: 'internal' } });
    expect((await summary('enterprise')).weighed).toBe(0);
    expect((await summary('researcher')).weighed).toBe(1);
  });
});

describe('the funnel', () => {
  const funnel = async () => (await desk.app.as('operator', 'GET', '/funnel')).json<Funnel>();

  it('counts each match in every step up to the farthest it reached, by chain', async () => {
    desk = await createDesk();
    const { app } = desk;
    const other = { chain: 'smart-appliances', title: '空调降噪', problem: '空调外机噪声大，希望降低。' };
    await publish(app, 'demands', other);
    await app.worker.drain();
    const at = (shown: number, accepted: number, introduced: number, both: number, agreed: number) => ({
      ...{ shown, accepted, introduced, interested: both, agreed },
    });
    expect((await funnel()).total).toEqual(at(0, 0, 0, 0, 0));
    const { items } = (await app.as('operator', 'GET', '/matches?chain=smart-manufacturing')).json<{
      items: { id: string; version: number }[];
    }>();
    const { id, version } = items[0]!;
    await app.as('operator', 'GET', `/matches/${id}`);
    expect((await funnel()).total).toEqual(at(1, 0, 0, 0, 0));
    const accepted = await desk.accept(id, version);
    expect((await funnel()).total).toEqual(at(1, 1, 0, 0, 0));
    await desk.send(id, { version: accepted });
    await desk.answer('enterprise', id, interested);
    expect((await funnel()).total).toEqual(at(1, 1, 1, 0, 0));
    await desk.answer('researcher', id, interested);
    await desk.progress('researcher', id, { to: 'agreed' });
    const { items: rows, total } = await funnel();
    expect(total).toEqual(at(1, 1, 1, 1, 1));
    expect(rows).toEqual([
      { chain: 'smart-appliances', ...at(0, 0, 0, 0, 0) },
      { chain: 'smart-manufacturing', ...at(1, 1, 1, 1, 1) },
    ]);
  });

  it('keeps what was reached by one that ended', async () => {
    desk = await createDesk();
    const id = await desk.introduce();
    await desk.answer('enterprise', id, interested);
    await desk.answer('researcher', id, irrelevant);
    expect((await funnel()).total).toEqual({
      shown: 1,
      accepted: 1,
      introduced: 1,
      interested: 0,
      agreed: 0,
    });
  });

  it('is for operators', async () => {
    desk = await createDesk();
    for (const who of ['enterprise', 'researcher', 'auditor', 'admin', 'expert'] as const) {
      expect((await desk.app.as(who, 'GET', '/funnel')).statusCode).toBe(403);
    }
  });
});
