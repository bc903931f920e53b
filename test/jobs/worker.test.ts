import { afterEach, describe, expect, it, vi } from 'vitest';
import { transact } from '../../src/db/tx.ts';
import { enqueue } from '../../src/jobs/outbox.ts';
import { createBench, promised } from './bench.ts';

const soon = () => new Promise((resolve) => setImmediate(resolve));

describe('the worker', () => {
  it('does every job once, oldest first, as many at a time as the topic says', async () => {
    const { worker, clock, ask, noting, batches, counts } = createBench();
    ask('e');
    clock.advance(1);
    ask('d', 'c');
    clock.advance(1);
    ask('b', 'a');
    worker.register('index', { handler: noting(), batch: 2 });
    await worker.drain();
    expect(batches).toEqual([['e', 'c'], ['d', 'a'], ['b']]);
    expect(counts()).toEqual({ pending: 0, failed: 0 });
    await worker.drain();
    expect(batches).toHaveLength(3);
  });

  it('hands over jobs of one topic only, each topic to its own handler', async () => {
    const { worker, db, ask, noting, batches } = createBench();
    const embedded: string[][] = [];
    ask('a');
    transact(db, (tx) => enqueue(tx, 'embed', 'a', 1));
    ask('b');
    worker.register('index', { handler: noting(), batch: 9 });
    worker.register('embed', { handler: (keys) => void embedded.push(keys), batch: 9 });
    await worker.drain();
    expect([batches, embedded]).toEqual([[['a', 'b']], [['a']]]);
  });

  it('leaves jobs of a topic nobody handles, and they stay in sight', async () => {
    const { worker, ask, noting, counts, batches } = createBench();
    ask('a');
    await worker.drain();
    worker.register('embed', { handler: noting(), batch: 9 });
    await worker.drain();
    expect(batches).toEqual([]);
    expect(counts()).toEqual({ pending: 1, failed: 0 });
  });

  it('does a job again that was asked for while it was being done', async () => {
    const { worker, ask, batches, counts } = createBench();
    ask('a', 'b');
    const handler = async (keys: string[]) => {
      batches.push(keys);
      await soon();
      if (batches.length === 1) ask('a');
      await soon();
    };
    worker.register('index', { handler, batch: 9 });
    await worker.drain();
    expect(batches).toEqual([['a', 'b'], ['a']]);
    expect(counts()).toEqual({ pending: 0, failed: 0 });
  });

  it('gives a job a fresh start that failed while it was asked for again', async () => {
    const { worker, ask, batches, counts } = createBench();
    ask('a');
    const handler = async (keys: string[]) => {
      batches.push(keys);
      if (batches.length > 1) return;
      ask('a');
      throw new Error('too early');
    };
    worker.register('index', { handler, batch: 9 });
    await worker.drain();
    expect(batches).toEqual([['a'], ['a']]);
    expect(counts()).toEqual({ pending: 0, failed: 0 });
  });

  it('does jobs that a job asked for', async () => {
    const { worker, db, ask, noting, batches, counts } = createBench();
    ask('a');
    const first = () => transact(db, (tx) => enqueue(tx, 'embed', 'a', 1));
    worker.register('index', { handler: first, batch: 9 });
    worker.register('embed', { handler: noting(), batch: 9 });
    await worker.drain();
    expect(batches).toEqual([['a']]);
    expect(counts()).toEqual({ pending: 0, failed: 0 });
  });

  it('never runs two batches at once, however often it is kicked', async () => {
    const { worker, ask, counts } = createBench();
    let [running, most] = [0, 0];
    const handler = async () => {
      running += 1;
      most = Math.max(most, running);
      worker.kick();
      await soon();
      running -= 1;
    };
    worker.register('index', { handler, batch: 1 });
    ask('a', 'b', 'c');
    for (let i = 0; i < 5; i += 1) worker.kick();
    await Promise.all([worker.drain(), worker.drain()]);
    expect(most).toBe(1);
    expect(counts().pending).toBe(0);
  });

  it('lets requests have their turn between two batches', async () => {
    const { worker, ask } = createBench();
    const order: string[] = [];
    worker.register('index', { handler: ([key]) => void order.push(`job ${key}`), batch: 1 });
    ask('a', 'b', 'c');
    const work = worker.drain();
    while (order.length < 3) {
      order.push('request');
      await soon();
    }
    await work;
    expect(order.slice(order.indexOf('job a'), order.indexOf('job c'))).toContain('request');
    const first = order.indexOf('job a');
    expect(order.slice(first, first + 3)).toEqual(['job a', 'request', 'job b']);
  });

  it('begins only after the transaction it was kicked in', async () => {
    const { worker, db, noting, batches } = createBench();
    worker.register('index', { handler: noting(), batch: 9 });
    transact(db, (tx) => {
      enqueue(tx, 'index', 'a', 1);
      worker.kick();
      expect(batches).toEqual([]);
    });
    await worker.drain();
    expect(batches).toEqual([['a']]);
  });
});

describe('a crash', () => {
  it('repeats the work that was under way, and loses none', async () => {
    const { worker, newWorker, ask, noting, batches, counts } = createBench();
    const never = promised();
    worker.register('index', { handler: () => never.promise, batch: 2 });
    ask('a', 'b', 'c');
    worker.kick();
    await soon();
    expect(counts().pending).toBe(3);

    const next = newWorker();
    next.register('index', { handler: noting(), batch: 2 });
    await next.drain();
    expect(batches).toEqual([['a', 'b'], ['c']]);
    expect(counts()).toEqual({ pending: 0, failed: 0 });
  });
});

describe('stopping', () => {
  it('waits for the batch under way, takes note that it was done, and begins no other', async () => {
    const { worker, ask, batches, rows } = createBench();
    const { promise, keep } = promised();
    const handler = async (keys: string[]) => {
      batches.push(keys);
      await promise;
    };
    worker.register('index', { handler, batch: 1 });
    ask('a', 'b');
    worker.kick();
    while (batches.length === 0) await soon();
    let stopped = false;
    const stopping = worker.stop().then(() => {
      stopped = true;
    });
    await soon();
    expect(stopped).toBe(false);
    keep();
    await stopping;
    expect(batches).toEqual([['a']]);
    expect(rows().map(({ key }) => key)).toEqual(['b']);
    worker.kick();
    await worker.drain();
    expect(batches).toEqual([['a']]);
  });

  it('does not hold a failure against a job that was interrupted by it', async () => {
    const { worker, ask, rows } = createBench();
    const { promise, keep } = promised();
    let begun = false;
    const handler = async () => {
      begun = true;
      await promise;
      throw new Error('the model was closed');
    };
    worker.register('index', { handler, batch: 9 });
    ask('a');
    worker.kick();
    while (!begun) await soon();
    const stopping = worker.stop();
    keep();
    await stopping;
    expect(rows()).toMatchObject([{ key: 'a', attempts: 0, parked: false, runAfter: 0 }]);
  });

  it('is at once done when nothing is under way', async () => {
    const { worker } = createBench();
    worker.start();
    await worker.stop();
    await worker.stop();
  });
});

describe('the poller', () => {
  afterEach(() => void vi.useRealTimers());

  it('finds work nobody kicked for, and stops looking when it is stopped', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { worker, ask, noting, batches } = createBench();
    worker.register('index', { handler: noting(), batch: 9 });
    worker.start();
    for (let i = 0; i < 5; i += 1) await soon();
    ask('a');
    await soon();
    expect(batches).toEqual([]);
    vi.advanceTimersByTime(1000);
    for (let i = 0; i < 5; i += 1) await soon();
    expect(batches).toEqual([['a']]);
    await worker.stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('goes on after the database failed once', async () => {
    const { worker, db, ask, noting, batches, lines } = createBench();
    worker.register('index', { handler: noting(), batch: 9 });
    ask('a');
    db.$client.exec('ALTER TABLE outbox RENAME TO away');
    await worker.drain();
    expect(lines).toMatchObject([{ msg: expect.stringContaining('goes on at the next poll') }]);
    db.$client.exec('ALTER TABLE away RENAME TO outbox');
    await worker.drain();
    expect(batches).toEqual([['a']]);
  });
});
