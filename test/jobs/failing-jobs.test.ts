import { describe, expect, it } from 'vitest';
import { transact } from '../../src/db/tx.ts';
import { enqueue } from '../../src/jobs/outbox.ts';
import { AppError } from '../../src/kernel/errors.ts';
import { createBench } from './bench.ts';

const broken = new Error('this entry cannot be read');
const away = new AppError('unavailable', 'error.modelMissing', { params: { file: 'f', folder: 'd' } });
const LAST_ATTEMPT = 8;

type Bench = ReturnType<typeof createBench>;

/** Lets the worker try, and moves the clock to where the job `a` may be tried again; gives how long that was. */
async function tryOnce({ worker, clock, rows }: Bench): Promise<number> {
  await worker.drain();
  const delay = (rows()[0]?.runAfter ?? 0) - clock.now();
  clock.advance(Math.max(delay, 0));
  return delay;
}

describe('a batch with one bad job in it', () => {
  it('is repeated in halves, so that the good ones are done at once', async () => {
    const { worker, ask, noting, batches, rows } = createBench();
    worker.register('index', { handler: noting((key) => (key === 'b' ? broken : undefined)), batch: 9 });
    ask('a', 'b', 'c');
    await worker.drain();
    expect(batches).toEqual([['a', 'b', 'c'], ['a', 'b'], ['a'], ['b'], ['c']]);
    expect(rows()).toMatchObject([{ key: 'b', attempts: 1, parked: false, error: broken.message }]);
  });

  it('does not hold up jobs that come later', async () => {
    const { worker, ask, noting, batches, rows } = createBench();
    worker.register('index', { handler: noting((key) => (key === 'a' ? broken : undefined)), batch: 9 });
    ask('a');
    await worker.drain();
    ask('b');
    await worker.drain();
    expect(batches).toEqual([['a'], ['b']]);
    expect(rows().map(({ key }) => key)).toEqual(['a']);
  });

  it('fails as well when the handler throws at once instead of later', async () => {
    const { worker, ask, rows } = createBench();
    const handler = (keys: string[]) => {
      if (keys.includes('b')) throw 'a bare word';
    };
    worker.register('index', { handler, batch: 9 });
    ask('a', 'b');
    await worker.drain();
    expect(rows()).toMatchObject([{ key: 'b', attempts: 1, error: 'a bare word' }]);
  });
});

describe('a job that fails', () => {
  it('is tried again later and later, not before its time', async () => {
    const bench = createBench();
    bench.worker.register('index', { handler: bench.noting(() => broken), batch: 9 });
    bench.ask('a');
    const delays: number[] = [];
    for (let attempt = 1; attempt < LAST_ATTEMPT; attempt += 1) delays.push(await tryOnce(bench));
    expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 32_000]);

    const early = createBench();
    early.worker.register('index', { handler: early.noting(() => broken), batch: 9 });
    early.ask('a');
    await early.worker.drain();
    early.clock.advance(499);
    await early.worker.drain();
    expect(early.batches).toHaveLength(1);
    early.clock.advance(1);
    await early.worker.drain();
    expect(early.batches).toHaveLength(2);
  });

  it('is done when it succeeds after all, and nothing of its failures stays', async () => {
    const bench = createBench();
    bench.worker.register('index', {
      handler: bench.noting(() => (bench.batches.length < 3 ? broken : undefined)),
      batch: 9,
    });
    bench.ask('a');
    for (let i = 0; i < 3; i += 1) await tryOnce(bench);
    expect(bench.batches).toHaveLength(3);
    expect(bench.rows()).toEqual([]);
  });

  it('is given up after the last attempt, stays in sight with its problem and is told as an error', async () => {
    const bench = createBench();
    bench.worker.register('index', { handler: bench.noting(() => broken), batch: 9 });
    bench.ask('a');
    for (let attempt = 1; attempt < LAST_ATTEMPT; attempt += 1) await tryOnce(bench);
    expect(bench.counts()).toEqual({ pending: 1, failed: 0 });
    await tryOnce(bench);
    expect(bench.counts()).toEqual({ pending: 0, failed: 1 });
    expect(bench.rows()).toMatchObject([{ attempts: LAST_ATTEMPT, parked: true, error: broken.message }]);
    expect(bench.lines.at(-1)).toMatchObject({ level: 50, topic: 'index', key: 'a', parked: true });
    expect(bench.lines.filter(({ level }) => level === 40)).toHaveLength(LAST_ATTEMPT - 1);

    bench.clock.advance(365 * 24 * 3_600_000);
    await bench.worker.drain();
    expect(bench.batches).toHaveLength(LAST_ATTEMPT);
  });

  it('comes back with all its attempts when it is asked for again after it was given up', async () => {
    const bench = createBench();
    bench.worker.register('index', { handler: bench.noting(() => broken), batch: 9 });
    bench.ask('a');
    for (let attempt = 1; attempt <= LAST_ATTEMPT; attempt += 1) await tryOnce(bench);
    bench.ask('a');
    expect(bench.counts()).toEqual({ pending: 1, failed: 0 });
    for (let attempt = 1; attempt < LAST_ATTEMPT; attempt += 1) await tryOnce(bench);
    expect(bench.counts()).toEqual({ pending: 1, failed: 0 });
    expect(bench.batches).toHaveLength(2 * LAST_ATTEMPT - 1);
  });
});

describe('a job that cannot be done because the model or the engine is away', () => {
  it('is tried again every few seconds and never given up', async () => {
    const bench = createBench();
    bench.worker.register('index', { handler: bench.noting(() => away), batch: 9 });
    bench.ask('a');
    for (let i = 0; i < 5 * LAST_ATTEMPT; i += 1) expect(await tryOnce(bench)).toBe(3000);
    expect(bench.counts()).toEqual({ pending: 1, failed: 0 });
  });

  it('waits with all of its kind after one try, and holds up no other work', async () => {
    const bench = createBench();
    const tries: string[][] = [];
    bench.worker.register('index', {
      handler: (keys) => {
        tries.push(keys);
        throw away;
      },
      batch: 2,
    });
    bench.worker.register('other', { handler: bench.noting(), batch: 9 });
    bench.ask('a', 'b', 'c', 'd', 'e');
    transact(bench.db, (tx) => enqueue(tx, 'other', 'later', bench.clock.now() + 1));
    await bench.worker.drain();
    expect(tries).toEqual([['a', 'b']]);
    expect(bench.batches).toEqual([['later']]);
    expect(bench.counts()).toEqual({ pending: 5, failed: 0 });
    expect(bench.lines.filter(({ level }) => level === 40)).toHaveLength(1);
  });

  it('is done when it is back', async () => {
    const bench = createBench();
    let isAway = true;
    bench.worker.register('index', { handler: bench.noting(() => (isAway ? away : undefined)), batch: 9 });
    bench.ask('a', 'b');
    for (let i = 0; i < 20; i += 1) await tryOnce(bench);
    isAway = false;
    await tryOnce(bench);
    expect(bench.rows()).toEqual([]);
  });

  it('still has all its attempts when it then fails for a reason of its own', async () => {
    const bench = createBench();
    let problem: Error = away;
    bench.worker.register('index', { handler: bench.noting(() => problem), batch: 9 });
    bench.ask('a');
    for (let i = 0; i < 10; i += 1) await tryOnce(bench);
    problem = broken;
    expect(await tryOnce(bench)).toBe(500);
    expect(bench.counts()).toEqual({ pending: 1, failed: 0 });
  });
});
