import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, goodDemand, publish, type TestApp } from '../support/test-app.ts';

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.end());

it('shows an enterprise achievements ranked for its fresh draft, with the reasons', async () => {
  const answer = await publish(app, 'achievements');
  const other = await publish(app, 'achievements', {
    title: '海带多糖低温提取',
    summary: '从海带中低温提取多糖，得率高。',
  });
  const posted = await app.as('enterprise', 'POST', '/demands', goodDemand);
  expect(posted.statusCode).toBe(201);
  const { id } = posted.json<{ id: string }>();

  const matches = await app.as('enterprise', 'GET', `/demands/${id}/matches`);

  expect(matches.statusCode).toBe(200);
  const ranking = matches.json();
  expect(ranking.degraded).toBe(false);
  expect(ranking.items.map((item: { achievement: { id: string } }) => item.achievement.id)).toEqual([
    answer,
    other,
  ]);
  expect(ranking.items[0].evidence.terms.length).toBeGreaterThan(0);
  expect(ranking.items[0].evidence.sentences.length).toBeGreaterThan(0);
  expect(ranking.items[0].score).toBeGreaterThan(ranking.items[1].score);
});
