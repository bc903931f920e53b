import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeMeilisearch } from '../support/fake-meilisearch/server.ts';
import { publish } from '../support/test-app.ts';
import { type Mirrored, openMirrored } from './mirrored-app.ts';

type Mood = NonNullable<Parameters<FakeMeilisearch['misbehave']>[0]>;

const moods: Mood[] = [
  { kind: 'error500' },
  { kind: 'cut' },
  { kind: 'hang' },
  { kind: 'garbage' },
  { kind: 'slow', ms: 30_000 },
];
/** A second of patience, and what a busy test machine takes for its own work. */
const PATIENCE_MS = 1200;
const AT_ONCE_MS = 250;
let world: Mirrored;
let id: string;

beforeEach(async () => {
  world = await openMirrored();
  id = await publish(world.app, 'achievements');
  await world.settle();
});
afterEach(() => world.end());

async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; ms: number }> {
  const started = performance.now();
  const result = await work();
  return { result, ms: performance.now() - started };
}

const isSearch = (_method: string, path: string) => path === '/multi-search';

describe.each(moods)('a server that answers with $kind', (mood) => {
  it('never makes a search fail or wait for long, and after three failures none waits at all', async () => {
    world.fake.misbehave(mood, isSearch);
    for (let round = 0; round < 3; round += 1) {
      const { result, ms } = await timed(() => world.search('缺陷'));
      expect(result).toMatchObject({ ids: [id], engine: 'embedded', degraded: true });
      expect(ms).toBeLessThan(PATIENCE_MS);
    }
    const asked = world.fake.requests.length;
    for (let round = 0; round < 5; round += 1) {
      const { result, ms } = await timed(() => world.search('缺陷'));
      expect(result).toMatchObject({ ids: [id], engine: 'embedded', degraded: true });
      expect(ms).toBeLessThan(AT_ONCE_MS);
    }
    expect(world.fake.requests.length).toBe(asked);
    expect((await world.status()).server?.state).toBe('away');

    world.fake.misbehave(null);
    await expect
      .poll(() => world.search('缺陷'), { timeout: 6000, interval: 100 })
      .toMatchObject({ ids: [id], engine: 'meilisearch', degraded: false });
  });
});

/** A hang would be waited for as long as a large batch may take. */
const quick = moods.filter(({ kind }) => kind !== 'hang' && kind !== 'slow');

it.each(quick)(
  'a server that fails with $kind lets people go on editing, and gets everything when it is well',
  async (mood) => {
    world.fake.misbehave(mood);
    await world.edit(id, { title: '病中改的题目' });
    await world.app.worker.drain();
    expect(world.rows()).toMatchObject([{ key: id, attempts: 0, parked: false }]);
    world.fake.misbehave(null);
    world.app.clock.advance(3000);
    await world.app.worker.drain();
    expect(world.rows()).toEqual([]);
    expect(world.copies().found).toEqual(world.copies().expected);
  },
);

describe('a server that takes every request and answers none', () => {
  it('keeps no operator waiting for the state of the indexes', async () => {
    world.fake.misbehave({ kind: 'hang' });
    const { result, ms } = await timed(() => world.status());
    expect(ms).toBeLessThan(2 * PATIENCE_MS);
    expect(result.server).toMatchObject({ state: 'away', version: null, counts: null });
  });

  it('does not keep the service from ending', async () => {
    world.fake.misbehave({ kind: 'hang' });
    await world.edit(id, { title: '关机前改的题目' });
    await expect.poll(() => world.fake.requests.at(-1)?.path).toMatch(/settings/);
    const { ms } = await timed(() => world.app.end(true));
    expect(ms).toBeLessThan(5000);
  });

  it('does not hold up indexing and embedding in the service itself', async () => {
    world.fake.misbehave({ kind: 'hang' });
    const waiting = await publish(world.app, 'achievements', { title: '照样入库的翡翠' });
    await expect.poll(async () => (await world.search('翡翠')).ids, { timeout: 5000 }).toEqual([waiting]);
    await expect.poll(() => world.rows('entry.embed'), { timeout: 5000 }).toEqual([]);
    expect(world.rows().map(({ key }) => key)).toEqual([waiting]);
  });
});

describe('a server that lost everything, with nobody editing', () => {
  /** Restarted on an empty disk; the watch, which looks every five seconds, gets three looks. */
  const LOOKS_MS = 16_000;
  const whole = { engine: 'meilisearch', degraded: false };

  it('is filled anew by itself while nobody searches', async () => {
    world.app.start();
    await world.settle();
    await world.fake.restart({ wiped: true });
    await expect
      .poll(() => world.copies().found, { timeout: LOOKS_MS, interval: 200 })
      .toEqual(world.copies().expected);
    expect(await world.search('缺陷')).toMatchObject({ ids: [id], ...whole });
  });

  it('is filled anew by itself while people keep searching, and answers them again', async () => {
    world.app.start();
    await world.settle();
    await world.fake.restart({ wiped: true });
    for (let round = 0; round < 4; round += 1) {
      expect(await world.search('缺陷')).toMatchObject({ ids: [id] });
    }
    await expect
      .poll(() => world.search('缺陷'), { timeout: LOOKS_MS, interval: 200 })
      .toMatchObject({ ids: [id], ...whole });
    expect(world.copies().found).toEqual(world.copies().expected);
  });
});
