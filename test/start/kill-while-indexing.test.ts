import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { cleanUp, newFolder, type ServiceProcess, startService } from './service-process.ts';

const model = fileURLToPath(new URL('../../data/models/Xenova/bge-small-zh-v1.5/onnx', import.meta.url));
const PASSWORD = 'sesame-open';
// Two services embed all samples at once, beside whatever else the machine does.
const PATIENCE_MS = 300_000;
const questions = ['划伤', '噪声', '海带', '轴承故障', '锂电池', 'welding', '低温', '检测'];

/** Demands whose first matches stand clearly apart. */
const asking = ['800V电驱电机匝间击穿问题', '风冷冰箱夜间低频嗡鸣抑制'];

afterAll(cleanUp);

interface Status {
  pending: number;
  failed: number;
  counts: { demands: number; achievements: number };
}

interface Found {
  id: string;
  title: string;
}

/** Asks a service as its operator. */
async function operatorOf({ address }: ServiceProcess) {
  const signedIn = await fetch(`${address}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'operator@demo', password: PASSWORD }),
  });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  return async <Answer>(path: string): Promise<Answer> => {
    const answer = await fetch(`${address}/api/v1${path}`, { headers: { cookie } });
    expect(answer.status, path).toBe(200);
    return (await answer.json()) as Answer;
  };
}
type Ask = Awaited<ReturnType<typeof operatorOf>>;

async function waitUntilIndexed(ask: Ask): Promise<Status> {
  const until = Date.now() + PATIENCE_MS;
  let status = await ask<Status>('/index/status');
  while (status.pending > 0 && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    status = await ask<Status>('/index/status');
  }
  return status;
}

/** What the search box answers, by title: the ids of a folder are its own. */
async function foundBy(ask: Ask): Promise<Record<string, string[]>> {
  const answers: Record<string, string[]> = {};
  for (const list of ['demands', 'achievements']) {
    for (const question of questions) {
      const path = `/search?list=${list}&limit=100&q=${encodeURIComponent(question)}`;
      answers[path] = (await ask<{ items: Found[] }>(path)).items.map(({ title }) => title).sort();
    }
  }
  return answers;
}

/** The first matches of a demand with their scores. */
async function rankingOf(ask: Ask, title: string): Promise<{ title: string; score: number }[]> {
  const page = await ask<{ items: Found[] }>(`/search?list=demands&q=${encodeURIComponent(title)}`);
  const demand = page.items.find((item) => item.title === title);
  const ranking = await ask<{ degraded: boolean; items: { achievement: Found; score: number }[] }>(
    `/demands/${demand?.id}/matches?limit=20`,
  );
  expect(ranking.degraded).toBe(false);
  return ranking.items.map(({ achievement, score }) => ({ title: achievement.title, score }));
}

it.skipIf(!existsSync(model))(
  'answers the same after it was killed in the middle of indexing as if it had never been',
  async () => {
    const demo = { MODE: 'demo', DEMO_PASSWORD: PASSWORD };
    const interruptedFolder = newFolder();
    const killed = await startService({ ...demo, DATA_DIR: interruptedFolder });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const atKill = await (await operatorOf(killed))<Status>('/index/status');
    expect(await killed.end('SIGKILL')).toBe('SIGKILL');
    expect(atKill.pending, 'the kill came too late to interrupt anything').toBeGreaterThan(0);

    const [restarted, undisturbed] = await Promise.all([
      startService({ ...demo, DATA_DIR: interruptedFolder }),
      startService({ ...demo, DATA_DIR: newFolder() }),
    ]);
    const [askRestarted, askUndisturbed] = await Promise.all([
      operatorOf(restarted),
      operatorOf(undisturbed),
    ]);
    const found = await Promise.all([waitUntilIndexed(askRestarted), waitUntilIndexed(askUndisturbed)]);
    for (const status of found) expect(status).toMatchObject({ pending: 0, failed: 0 });
    expect(found[0].counts).toEqual(found[1].counts);
    expect(found[0].counts.achievements).toBeGreaterThanOrEqual(150);

    const [after, expected] = await Promise.all([foundBy(askRestarted), foundBy(askUndisturbed)]);
    expect(Object.values(expected).filter((titles) => titles.length > 0).length).toBeGreaterThan(8);
    expect(after).toEqual(expected);
    for (const title of asking) {
      const ranking = await rankingOf(askRestarted, title);
      const model = await rankingOf(askUndisturbed, title);
      expect(ranking.length).toBe(20);
      expect(ranking.slice(0, 3).map((match) => match.title)).toEqual(
        model.slice(0, 3).map((match) => match.title),
      );
      const scores = new Map(model.map((match) => [match.title, match.score]));
      for (const match of ranking.slice(0, 10)) {
        expect(Math.abs((scores.get(match.title) ?? 1000) - match.score), match.title).toBeLessThan(3);
      }
    }
    expect(await Promise.all([restarted.end('SIGTERM'), undisturbed.end('SIGTERM')])).toEqual([0, 0]);
  },
  PATIENCE_MS + 60_000,
);

it.runIf(!existsSync(model))('was not tried with a kill during indexing', () => {
  console.warn(`SKIPPED: no sentence model in ${model}, so no kill during indexing was tried`);
});
