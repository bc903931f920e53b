import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { achievementContent } from '../../src/catalog/achievement-model.ts';
import { demandContent } from '../../src/catalog/demand-model.ts';
import { service } from '../../src/identity/model.ts';
import type { EntryBody } from '../api/answers.ts';
import { createTestApp, goodDemand, publish, type TestApp } from '../support/test-app.ts';

const words = [
  '划伤',
  '噪声',
  '海带',
  '轴承',
  '电池',
  '焊接',
  '低温',
  '涂层',
  '雷达',
  '发酵',
  '压铸',
  '密封',
];

let app: TestApp | null = null;
let dataDir = '';

afterEach(async () => {
  await app?.end(true).catch(() => undefined);
  rmSync(dataDir, { recursive: true, force: true });
});

async function restart(): Promise<TestApp> {
  await app!.end(true);
  app = await createTestApp({ dataDir });
  await app.worker.drain();
  return app;
}

/** Texts that share words in many ways, so that every pair has a score of its own. */
function textOf(number: number): string {
  return words
    .filter((_, at) => (number * 7 + at * at) % 5 < 2)
    .join('与')
    .concat(`的第${number % 9}种方法。`);
}

async function scoresOf(running: TestApp, id: string): Promise<string[]> {
  const answer = await running.as('enterprise', 'GET', `/demands/${id}/matches?limit=100`);
  const { items } = answer.json<{ items: { achievement: EntryBody; score: number }[] }>();
  return items.map(({ achievement, score }) => `${achievement.title} ${score}`);
}

describe('after a restart', () => {
  it('an entry sees the same matches with the same scores', async () => {
    app = await createTestApp();
    dataDir = app.dataDir;
    const id = await publish(app, 'demands', { problem: textOf(3) });
    for (const list of ['demands', 'achievements'] as const) {
      const organisationId = (await app.as('enterprise', 'GET', `/demands/${id}`)).json().organisation
        .id as string;
      const rows = Array.from({ length: 40 }, (_, number) => {
        const content =
          list === 'demands'
            ? demandContent.parse({ title: `需求${number}`, problem: textOf(number) })
            : achievementContent.parse({ title: `成果${number}`, summary: textOf(number + 1) });
        return { content, organisationId, state: 'published', sample: false } as const;
      });
      app.services.catalog.importEntries(service, list, rows);
    }
    await app.worker.drain();
    const before = await scoresOf(app, id);
    expect(before.length).toBe(40);
    expect(await scoresOf(await restart(), id)).toEqual(before);
  });

  it('people are still signed in, and drafts and totals are as they were', async () => {
    app = await createTestApp();
    dataDir = app.dataDir;
    const cookie = await app.signIn('enterprise');
    const draft = (await app.as('enterprise', 'POST', '/demands', goodDemand)).json<EntryBody>();
    await publish(app, 'achievements');
    await restart();
    const read = (url: string) =>
      app!.server.inject({ method: 'GET', url: `/api/v1${url}`, headers: { cookie } });
    expect((await read('/session')).statusCode).toBe(200);
    expect((await read(`/demands/${draft.id}`)).json()).toEqual(draft);
    expect((await read('/achievements')).json()).toMatchObject({ total: 1 });
    expect((await read('/search?list=achievements')).json()).toMatchObject({ total: 1 });
    const matches = await read(`/demands/${draft.id}/matches`);
    expect(matches.json()).toMatchObject({
      degraded: false,
      items: [{ achievement: { title: expect.any(String) } }],
    });
  });

  it('work that was waiting is done: an entry posted and not yet indexed is found', async () => {
    app = await createTestApp();
    dataDir = app.dataDir;
    app.embedder.fail();
    const id = await publish(app, 'achievements', { title: '稀土永磁' });
    await app.worker.drain();
    await restart();
    const found = await app.server.inject({
      method: 'GET',
      url: `/api/v1/search?list=achievements&q=${encodeURIComponent('稀土永磁')}`,
    });
    expect(found.json<{ items: EntryBody[] }>().items.map((item) => item.id)).toEqual([id]);
    const status = await app.as('operator', 'GET', '/index/status');
    expect(status.json()).toMatchObject({ pending: 0, failed: 0 });
  });
});
