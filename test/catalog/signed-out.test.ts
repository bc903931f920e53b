import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EntryBody, expectRefusal } from '../api/answers.ts';
import { createTestApp, goodDemand, publish, type TestApp } from '../support/test-app.ts';

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.end());

/** A session that ended while a form was open must be told apart from a form that is gone: the client asks to sign in. */
it('asks whoever is not signed in to sign in before a change, alike for entries that are hidden, open or absent', async () => {
  const hidden = (await app.as('enterprise', 'POST', '/demands', goodDemand)).json<EntryBody>().id;
  const open = await publish(app, 'demands');
  const answers: string[] = [];
  for (const id of [hidden, open, 'no-such-entry']) {
    const change = await app.as(null, 'PATCH', `/demands/${id}`, { title: '改', version: 1 });
    const move = await app.as(null, 'POST', `/demands/${id}/transitions`, { to: 'withdrawn' });
    const matches = await app.as(null, 'GET', `/demands/${id}/matches`);
    answers.push([change, move, matches].map(({ statusCode }) => statusCode).join(' '));
  }
  expect(answers).toEqual(['401 401 401', '401 401 401', '401 401 401']);
});

it('asks for a new sign-in when the session ran out, instead of saying that the entry is gone', async () => {
  const { id } = (await app.as('enterprise', 'POST', '/demands', goodDemand)).json<EntryBody>();
  app.clock.advance(12 * 3_600_000);
  expectRefusal(await app.as('enterprise', 'GET', '/session'), 401, 'unauthenticated');
  expectRefusal(
    await app.as('enterprise', 'PATCH', `/demands/${id}`, { title: '改', version: 1 }),
    401,
    'unauthenticated',
  );
});
