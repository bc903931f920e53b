import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntryBody } from '../api/answers.ts';
import { goodDemand, type Name, type TestApp } from '../support/test-app.ts';
import { type Ids, openDisclosed, wordOf } from './disclosed-world.ts';

interface Taken {
  list: string;
  id: string;
  createdAt: string;
  title: string | null;
}

let app: TestApp;
let ids: Ids;
let draft: string;
let organisation: string;

/** What a person takes along of the entries they wrote, by id. */
async function takenBy(name: Name): Promise<Map<string, Taken>> {
  const answer = await app.as(name, 'GET', '/account/personal-data');
  expect(answer.statusCode).toBe(200);
  return new Map(answer.json<{ entries: Taken[] }>().entries.map((entry) => [entry.id, entry]));
}

beforeAll(async () => {
  ({ app, ids } = await openDisclosed('demands'));
  draft = (await app.as('enterprise', 'POST', '/demands', goodDemand)).json<EntryBody>().id;
  organisation = await app.organisationOf('enterprise');
});
afterAll(() => app.end());

describe('what a person takes along of the entries they wrote', () => {
  it('is all of their titles while they belong to the organisation', async () => {
    const taken = await takenBy('enterprise');
    expect(taken.size).toBe(5);
    for (const level of ['public', 'masked', 'targeted', 'internal'] as const) {
      expect(taken.get(ids[level])?.title).toBe(`${wordOf[level]}表面划伤检测`);
    }
    expect(taken.get(draft)?.title).toBe(goodDemand.title);
  });

  it('is nothing of what others wrote', async () => {
    expect([...(await takenBy('rival')).keys()]).toEqual([]);
    expect([...(await takenBy('operator')).keys()]).toEqual([]);
  });

  it('is no more than anybody reads once they left, but the fact, the id and the day', async () => {
    const before = await takenBy('enterprise');
    const { identity } = app.services;
    const member = { organisationId: organisation, role: 'enterprise' as const };
    const account = { name: 'colleague', displayName: '同事', passwordHash: 'none' };
    identity.createAccount(account, [member]);
    const leaving = await app.actor('enterprise');
    if (leaving.kind !== 'account') throw new Error('nobody');
    const path = `/organisations/${organisation}/members/${leaving.accountId}/enterprise`;
    expect((await app.as('admin', 'DELETE', path)).statusCode).toBeLessThan(300);

    const taken = await takenBy('enterprise');
    expect([...taken.keys()]).toEqual([...before.keys()]);
    expect(taken.get(ids.public)).toEqual(before.get(ids.public));
    expect(taken.get(ids.masked)?.title).toContain('表面划伤检测');
    expect(taken.get(ids.masked)?.title).not.toContain(wordOf.masked);
    for (const id of [ids.targeted, ids.internal, draft]) {
      expect(taken.get(id)).toEqual({ ...before.get(id), title: null });
      expect(taken.get(id)?.createdAt).toMatch(/^2026-03-02T/);
    }
  });
});
