import { describe, expect, it } from 'vitest';
import { transact } from '../../src/db/tx.ts';
import { enqueue } from '../../src/jobs/outbox.ts';
import { AppError } from '../../src/kernel/errors.ts';
import { createBench, promised } from './bench.ts';

const soon = () => new Promise((resolve) => setImmediate(resolve));
const away = new AppError('unavailable', 'error.engineUnavailable', { params: { reason: 'x' } });

/** A bench with the topic `send` in a lane of its own; `index` jobs may ask for `send` jobs. */
function createLanes() {
  const bench = createBench();
  const askSend = (...keys: string[]) => {
    for (const key of keys) transact(bench.db, (tx) => enqueue(tx, 'send', key, bench.clock.now()));
  };
  const waiting = () => bench.rows().map(({ topic, key }) => `${topic} ${key}`);
  return { ...bench, askSend, waiting };
}

describe('a lane that waits for a server', () => {
  it('holds up no other lane', async () => {
    const { worker, ask, askSend, noting, waiting, batches } = createLanes();
    const server = promised();
    worker.register('index', { handler: noting(), batch: 1 });
    worker.register('send', { handler: () => server.promise, batch: 9, lane: 'search' });
    askSend('a');
    worker.kick();
    await soon();
    ask('b', 'c');
    worker.kick();
    for (let turn = 0; turn < 20; turn += 1) await soon();
    expect(batches).toEqual([['b'], ['c']]);
    expect(waiting()).toEqual(['send a']);
    ask('d');
    worker.kick();
    for (let turn = 0; turn < 10; turn += 1) await soon();
    expect(batches.at(-1)).toEqual(['d']);
    server.keep();
    await worker.drain();
    expect(waiting()).toEqual([]);
  });

  it('is waited for by whoever drains, and so is every other', async () => {
    const { worker, ask, askSend, waiting } = createLanes();
    const [slow, slower] = [promised(), promised()];
    worker.register('index', { handler: () => slow.promise, batch: 9 });
    worker.register('send', { handler: () => slower.promise, batch: 9, lane: 'search' });
    ask('a');
    askSend('a');
    let drained = false;
    const draining = worker.drain().then(() => {
      drained = true;
    });
    for (let turn = 0; turn < 10; turn += 1) await soon();
    slow.keep();
    for (let turn = 0; turn < 10; turn += 1) await soon();
    expect([drained, waiting()]).toEqual([false, ['send a']]);
    slower.keep();
    await draining;
    expect(waiting()).toEqual([]);
  });

  it('is waited for at the end, and begins nothing more', async () => {
    const { worker, ask, askSend, noting, waiting } = createLanes();
    const server = promised();
    worker.register('index', { handler: noting(), batch: 9 });
    worker.register('send', { handler: () => server.promise, batch: 1, lane: 'search' });
    askSend('a', 'b');
    worker.kick();
    for (let turn = 0; turn < 5; turn += 1) await soon();
    let stopped = false;
    const stopping = worker.stop().then(() => {
      stopped = true;
    });
    ask('c');
    for (let turn = 0; turn < 5; turn += 1) await soon();
    expect(stopped).toBe(false);
    server.keep();
    await stopping;
    expect(waiting()).toEqual(['send b', 'index c']);
  });

  it('puts off its own jobs only when that server is away', async () => {
    const { worker, ask, askSend, noting, rows, batches } = createLanes();
    let tries = 0;
    const fail = () => {
      tries += 1;
      throw away;
    };
    worker.register('index', { handler: noting(), batch: 9 });
    worker.register('send', { handler: fail, batch: 1, lane: 'search' });
    askSend('a', 'b');
    ask('c');
    await worker.drain();
    expect(batches).toEqual([['c']]);
    expect(rows().map(({ topic, attempts }) => [topic, attempts])).toEqual([
      ['send', 0],
      ['send', 0],
    ]);
    // The second one waits too, without having been tried.
    expect(tries).toBe(1);
  });
});

describe('work of one lane that asks for work of another', () => {
  it('is done in the same drain, back and forth', async () => {
    const { worker, ask, askSend, db, waiting } = createLanes();
    const done: string[] = [];
    const index = ([key]: string[]) => {
      done.push(`index ${key}`);
      if (Number(key) < 5) askSend(key!);
    };
    const send = async ([key]: string[]) => {
      await soon();
      done.push(`send ${key}`);
      transact(db, (tx) => enqueue(tx, 'index', String(Number(key) + 1), 1));
    };
    worker.register('index', { handler: index, batch: 1 });
    worker.register('send', { handler: send, batch: 1, lane: 'search' });
    ask('1');
    await worker.drain();
    expect(done).toEqual(
      ['1', '2', '3', '4'].flatMap((at) => [`index ${at}`, `send ${at}`]).concat('index 5'),
    );
    expect(waiting()).toEqual([]);
  });

  it('is found without anybody who kicks again', async () => {
    const { worker, ask, askSend, noting, batches } = createLanes();
    worker.register('index', { handler: ([key]) => askSend(key!), batch: 1 });
    worker.register('send', { handler: noting(), batch: 1, lane: 'search' });
    ask('a', 'b');
    worker.kick();
    for (let turn = 0; turn < 30; turn += 1) await soon();
    expect(batches).toEqual([['a'], ['b']]);
  });
});

describe('two lanes', () => {
  it('run side by side, each one batch at a time; topics of one lane take turns', async () => {
    const { worker, db, clock } = createLanes();
    const running = { main: 0, search: 0 };
    let [mostInLane, together] = [0, 0];
    const handler = (lane: 'main' | 'search') => async () => {
      running[lane] += 1;
      mostInLane = Math.max(mostInLane, running[lane]);
      if (running.main > 0 && running.search > 0) together += 1;
      await soon();
      await soon();
      running[lane] -= 1;
    };
    for (const topic of ['a', 'b']) {
      worker.register(topic, { handler: handler('main'), batch: 1 });
      worker.register(`${topic}-out`, { handler: handler('search'), batch: 1, lane: 'search' });
    }
    for (const topic of ['a', 'b', 'a-out', 'b-out'])
      for (const key of ['1', '2', '3']) transact(db, (tx) => enqueue(tx, topic, key, clock.now()));
    await Promise.all([worker.drain(), worker.drain()]);
    expect(mostInLane).toBe(1);
    expect(together).toBeGreaterThan(0);
  });

  it('still work after the database failed one of them once', async () => {
    const { worker, db, ask, askSend, noting, batches } = createLanes();
    worker.register('index', { handler: noting(), batch: 9 });
    worker.register('send', { handler: noting(), batch: 9, lane: 'search' });
    ask('a');
    askSend('b');
    db.$client.exec('ALTER TABLE outbox RENAME TO away');
    await worker.drain();
    db.$client.exec('ALTER TABLE away RENAME TO outbox');
    await worker.drain();
    expect(batches.toSorted()).toEqual([['a'], ['b']]);
  });
});

describe('a lane that gathers while another is busy', () => {
  const gather = { whileBusy: ['index'], ms: 10_000 };

  it('sends in one go what the other lane led to, one batch after the other', async () => {
    const { worker, ask, askSend, noting, waiting, batches } = createLanes();
    worker.register('index', { handler: ([key]) => askSend(key!), batch: 1 });
    worker.register('send', { handler: noting(), batch: 9, lane: 'search', gather });
    ask('a', 'b', 'c', 'd');
    await worker.drain();
    expect([batches, waiting()]).toEqual([[['a', 'b', 'c', 'd']], []]);
  });

  it('waits neither for a full batch, nor longer than the oldest may wait, nor for work that is put off', async () => {
    const { worker, clock, ask, askSend, noting, batches } = createLanes();
    const busy = promised();
    worker.register('index', { handler: () => busy.promise, batch: 1 });
    worker.register('send', { handler: noting(), batch: 2, lane: 'search', gather });
    ask('x');
    askSend('a', 'b', 'c');
    worker.kick();
    for (let turn = 0; turn < 10; turn += 1) await soon();
    expect(batches).toEqual([['a', 'b']]);
    clock.advance(10_000);
    worker.kick();
    for (let turn = 0; turn < 10; turn += 1) await soon();
    expect(batches).toEqual([['a', 'b'], ['c']]);
    busy.keep();
    await worker.drain();

    const other = createLanes();
    const fail = () => {
      throw away;
    };
    other.worker.register('index', { handler: fail, batch: 1 });
    other.worker.register('send', { handler: other.noting(), batch: 9, lane: 'search', gather });
    other.ask('x');
    other.askSend('a');
    await other.worker.drain();
    expect(other.batches).toEqual([['a']]);
  });
});
