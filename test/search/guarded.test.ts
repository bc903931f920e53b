import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../src/kernel/errors.ts';
import type {
  MirrorEngine,
  SearchEngine,
  SearchRequest,
  SearchResult,
} from '../../src/search/engine-port.ts';
import { createGuardedSearch } from '../../src/search/guarded.ts';
import { createTestLog } from '../jobs/test-log.ts';

const request: SearchRequest = {
  list: 'demands',
  text: '划伤',
  filters: {},
  reader: 'all',
  sort: 'relevance',
  limit: 10,
  offset: 0,
};
const facets = { chain: [], region: [], trl: [], state: [] };
const resultOf = (engine: SearchResult['engine']): SearchResult => ({
  engine,
  hits: [engine],
  total: 1,
  facets,
});
const away = () =>
  Promise.reject(new AppError('unavailable', 'error.engineUnavailable', { params: { reason: 'x' } }));

type Answer = (signal?: AbortSignal) => Promise<void>;

/** A guard over stubs; `world.answer` is what the server does at the moment, `world.asked` how often it was asked. */
function createWorld({ hasServer = true } = {}) {
  const { log, lines } = createTestLog();
  const world = {
    answer: (async () => undefined) as Answer,
    asked: 0,
    complete: true,
    returned: 0,
    embeddedFails: false,
    lines,
  };
  const server = {
    name: 'meilisearch',
    search: async (_request: SearchRequest, signal?: AbortSignal) => {
      world.asked += 1;
      await world.answer(signal);
      return resultOf('meilisearch');
    },
    candidates: async (_request: unknown, signal?: AbortSignal) => {
      world.asked += 1;
      await world.answer(signal);
      return ['theirs'];
    },
    identity: async () => {
      world.asked += 1;
      await world.answer();
      return 'indexes';
    },
  } as unknown as MirrorEngine;
  const embedded = {
    name: 'embedded',
    search: async () => {
      if (world.embeddedFails) throw new Error('the database is closed');
      return resultOf('embedded');
    },
    candidates: async () => ['ours'],
  } as unknown as SearchEngine;
  const guarded = createGuardedSearch({
    embedded,
    server: hasServer ? server : null,
    isComplete: () => world.complete,
    log,
  });
  guarded.onReturn(() => {
    world.returned += 1;
  });
  /** As the watch asks now and then. */
  const probe = () => guarded.attempt((outside) => outside.identity('live'));
  return { ...guarded, probe, world };
}

const fallback = { engine: 'embedded', hits: ['embedded'], degraded: true };
const proper = { engine: 'meilisearch', hits: ['meilisearch'], degraded: false };

describe('searching without a server', () => {
  it('is answered by the embedded index, and nothing is degraded about it', async () => {
    const { search, candidates, state, probe } = createWorld({ hasServer: false });
    expect(await search(request)).toMatchObject({ engine: 'embedded', degraded: false });
    const found = await candidates({ list: 'demands', reader: 'all', terms: [], vectors: [] });
    expect(found).toEqual({ ids: ['ours'], engine: 'embedded', degraded: false });
    expect(await probe()).toBeNull();
    expect(state()).toBe('ready');
  });
});

describe('searching beside a server that is well', () => {
  it('is answered by it', async () => {
    const { search, candidates, state } = createWorld();
    expect(await search(request)).toMatchObject(proper);
    const found = await candidates({ list: 'demands', reader: 'all', terms: [], vectors: [] });
    expect(found).toEqual({ ids: ['theirs'], engine: 'meilisearch', degraded: false });
    expect(state()).toBe('ready');
  });

  it('is answered by the embedded index while something is missing there; the server is not even asked', async () => {
    const { search, state, world } = createWorld();
    world.complete = false;
    for (let round = 0; round < 5; round += 1) expect(await search(request)).toMatchObject(fallback);
    expect([state(), world.asked]).toEqual(['filling', 0]);
    world.complete = true;
    expect(await search(request)).toMatchObject(proper);
    expect(state()).toBe('ready');
  });

  it('fails where the embedded index, which is the last resort, fails: nothing is hidden', async () => {
    const { search, world } = createWorld();
    world.answer = away;
    world.embeddedFails = true;
    await expect(search(request)).rejects.toThrow('the database is closed');
  });
});

describe('a server that does not answer', () => {
  it('is waited for no longer than a second, and is told to stop', async () => {
    const { search, world } = createWorld();
    let told = false;
    world.answer = (signal) =>
      new Promise(() => {
        signal?.addEventListener('abort', () => {
          told = true;
        });
      });
    const started = performance.now();
    expect(await search(request)).toMatchObject(fallback);
    const ms = performance.now() - started;
    expect(ms).toBeGreaterThan(900);
    expect(ms).toBeLessThan(1200);
    expect(told).toBe(true);
  });

  it('may answer late: its answer is dropped, whatever it is', async () => {
    const { search, world } = createWorld();
    world.answer = () => wait(1100).then(away);
    expect(await search(request)).toMatchObject(fallback);
    await wait(200);
    world.answer = async () => undefined;
    expect(await search(request)).toMatchObject(proper);
  });
});

describe('a server that keeps failing', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  it('is not asked any more after three failures in a row, and that is told once', async () => {
    const { search, state, world } = createWorld();
    world.answer = away;
    for (let round = 0; round < 20; round += 1) expect(await search(request)).toMatchObject(fallback);
    expect([world.asked, state()]).toEqual([3, 'away']);
    expect(world.lines.filter(({ level }) => level === 40)).toHaveLength(1);
  });

  it('is given up only for failures in a row: one good answer between them forgives', async () => {
    const { search, state, world } = createWorld();
    for (let round = 0; round < 4; round += 1) {
      world.answer = away;
      for (let failure = 0; failure < 2; failure += 1) expect(await search(request)).toMatchObject(fallback);
      world.answer = async () => undefined;
      expect(await search(request)).toMatchObject(proper);
    }
    expect(state()).toBe('ready');
  });

  it('is asked one question after a while, and left alone again when that fails too', async () => {
    const { search, state, world } = createWorld();
    world.answer = away;
    for (let round = 0; round < 3; round += 1) await search(request);
    for (let later = 1; later <= 5; later += 1) {
      vi.advanceTimersByTime(2001);
      for (let round = 0; round < 5; round += 1) expect(await search(request)).toMatchObject(fallback);
      expect([world.asked, state(), world.returned]).toEqual([3 + later, 'away', 0]);
    }
  });

  it('answers again when it is back: noticed by a probe without any reader, and told', async () => {
    const { search, probe, state, world } = createWorld();
    world.answer = away;
    for (let round = 0; round < 3; round += 1) await search(request);
    await probe();
    expect(world.returned).toBe(0);
    world.answer = async () => undefined;
    await probe();
    expect([world.asked, state(), world.returned]).toEqual([3, 'away', 0]);
    vi.advanceTimersByTime(2001);
    await probe();
    expect([world.asked, state(), world.returned]).toEqual([4, 'ready', 1]);
    expect(await search(request)).toMatchObject(proper);
  });

  it('is noticed by a reader as well', async () => {
    const { search, world } = createWorld();
    world.answer = away;
    for (let round = 0; round < 3; round += 1) await search(request);
    world.answer = async () => undefined;
    vi.advanceTimersByTime(2001);
    expect(await search(request)).toMatchObject(proper);
    expect(world.returned).toBe(1);
  });

  it('opens the circuit by probes alone, so that readers never wait for a server that is known to be away', async () => {
    const { search, probe, state, world } = createWorld();
    world.answer = away;
    for (let round = 0; round < 3; round += 1) await probe();
    expect(state()).toBe('away');
    expect(await search(request)).toMatchObject(fallback);
    expect(world.asked).toBe(3);
  });
});
