import { afterEach, describe, expect, it } from 'vitest';
import type { UnreadAnswer } from '../../src/api/contracts/introductions.ts';
import { type Name, PASSWORD } from '../support/test-app.ts';
import { createDesk, type Desk, interested, irrelevant } from './introduced.ts';

let desk: Desk;
afterEach(() => desk.app.end());

describe('the inbox', () => {
  it('counts what somebody has not seen, until they open it', async () => {
    desk = await createDesk();
    const id = await desk.introduce();
    expect(await desk.inbox('enterprise')).toMatchObject({ total: 1, unread: 1, items: [{ unread: true }] });
    const { unread } = (await desk.app.as('enterprise', 'GET', '/inbox/unread')).json<UnreadAnswer>();
    expect(unread).toBe(1);
    await desk.read('enterprise', id);
    expect(await desk.inbox('enterprise')).toMatchObject({ unread: 0, items: [{ unread: false }] });
    await desk.answer('enterprise', id, interested);
    // Their own step is nothing new to them.
    expect((await desk.inbox('enterprise')).unread).toBe(0);
    expect(await desk.inbox('researcher')).toMatchObject({
      unread: 1,
      items: [{ last: { kind: 'interested', side: 'demand' } }],
    });
    await desk.answer('researcher', id, interested);
    expect((await desk.inbox('enterprise')).unread).toBe(1);
    // Operators look after it without being written to.
    expect(await desk.inbox('operator')).toMatchObject({
      total: 1,
      unread: 0,
      items: [{ unread: false, own: [] }],
    });
  });

  it('keeps what runs apart from what is over, page by page', async () => {
    desk = await createDesk();
    const id = await desk.introduce();
    expect([
      (await desk.inbox('enterprise', '?filter=open')).total,
      (await desk.inbox('enterprise', '?filter=closed')).total,
    ]).toEqual([1, 0]);
    await desk.answer('enterprise', id, irrelevant);
    expect([
      (await desk.inbox('enterprise', '?filter=open')).total,
      (await desk.inbox('enterprise', '?filter=closed')).total,
    ]).toEqual([0, 1]);
    expect((await desk.app.as('enterprise', 'GET', '/inbox?cursor=x')).statusCode).toBe(400);
  });

  it('is announced by mail to those who keep the entries, without a word of them', async () => {
    desk = await createDesk();
    const version = async (who: Name) => {
      const { version: current } = (await desk.app.as(who, 'GET', '/account')).json<{ version: number }>();
      return current;
    };
    for (const who of ['enterprise', 'researcher', 'rival'] as const) {
      const change = { email: `${who}@example.cn`, password: PASSWORD, version: await version(who) };
      expect((await desk.app.as(who, 'PATCH', '/account', change)).statusCode).toBe(200);
    }
    desk.mails.length = 0;
    const id = await desk.introduce('请双方联系');
    expect(desk.mails.map(({ to }) => to).sort()).toEqual(['enterprise@example.cn', 'researcher@example.cn']);
    for (const { text, subject } of desk.mails) {
      expect(text).toContain(`/inbox/${id}`);
      expect(text + subject).not.toMatch(/划伤|请双方联系|甲方公司/);
    }
  });
});
