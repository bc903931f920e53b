import { and, asc, eq, lte } from 'drizzle-orm';
import type { Db } from '../db/open.ts';
import { transact } from '../db/tx.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/log.ts';
import { type OutboxRow, outbox } from './outbox.ts';

/** Does the work of one topic for a batch of keys. Must be safe to run twice for the same key. */
type Handler = (keys: string[]) => Promise<void> | void;

interface Topic {
  handler: Handler;
  /** Keys handed over at once; a failing batch is repeated in halves. */
  batch: number;
  /** Topics of one lane go in the order they were registered; lanes run side by side, so none holds up another. */
  lane?: string;
  /**
   * Small batches cost a server as much as large ones: while these topics have work that will lead to more, a batch
   * that is not full waits, but its oldest row no longer than this many milliseconds.
   */
  gather?: { whileBusy: string[]; ms: number };
}

interface Lane {
  running: Promise<void> | null;
  again: boolean;
}

export interface Worker {
  register(topic: string, options: Topic): void;
  /** Looks for work now instead of at the next poll. */
  kick(): void;
  start(): void;
  /** Works until nothing is due, e.g. in tests and after an import. Waits for a run that is under way. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

const MAIN_LANE = 'main';
const POLL_MS = 1000;
const MAX_ATTEMPTS = 8;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 5 * 60_000;
/** A missing model or engine is not the job's fault: it is tried again this often, and never given up. */
const UNAVAILABLE_DELAY_MS = 3000;

/** Runs outbox jobs, in each lane one batch at a time. Rows go only when their work is done, so a crash repeats work, never loses it. */
export function createWorker({ db, clock, log }: { db: Db; clock: Clock; log: Logger }): Worker {
  const topics = new Map<string, Topic>();
  const lanes = new Map<string, Lane>();
  /** Topics whose server or model is away, kept here: a backlog is long, and marking each row would be dear. */
  const pausedUntil = new Map<string, number>();
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  /** The oldest due rows of the lane's first topic that has some: topics go in the order they were registered. */
  function takeBatch(lane: string): OutboxRow[] {
    for (const [topic, { batch, lane: own = MAIN_LANE, gather }] of topics) {
      if (own !== lane || isPaused(topic)) continue;
      const rows = db
        .select()
        .from(outbox)
        .where(isDue(topic))
        .orderBy(asc(outbox.enqueuedAt), asc(outbox.key))
        .limit(batch)
        .all();
      const [oldest] = rows;
      if (oldest === undefined) continue;
      const isRipe = gather === undefined || rows.length === batch || isOld(oldest, gather.ms);
      if (isRipe || !gather.whileBusy.some(hasWork)) return rows;
    }
    return [];
  }

  function isOld({ enqueuedAt }: OutboxRow, ms: number): boolean {
    return clock.now() - enqueuedAt >= ms;
  }

  function hasWork(topic: string): boolean {
    if (isPaused(topic)) return false;
    return db.select({ key: outbox.key }).from(outbox).where(isDue(topic)).limit(1).get() !== undefined;
  }

  function isDue(topic: string) {
    return and(eq(outbox.topic, topic), eq(outbox.parked, false), lte(outbox.runAfter, clock.now()));
  }

  async function work(rows: OutboxRow[]): Promise<void> {
    const topic = topics.get(rows[0]?.topic ?? '');
    if (topic === undefined) return;
    try {
      await topic.handler(rows.map((row) => row.key));
      finish(rows);
    } catch (error) {
      if (stopped) return;
      if (error instanceof AppError && error.code === 'unavailable') return putOffTopic(rows, error);
      await workInParts(rows, error);
    }
  }

  /** One bad row is found in few steps: halves of a batch of five hundred need twenty tries, not five hundred. */
  async function workInParts(rows: OutboxRow[], error: unknown): Promise<void> {
    const [only] = rows;
    if (rows.length === 1 && only !== undefined) return putOff(only, error);
    const half = Math.ceil(rows.length / 2);
    for (const part of [rows.slice(0, half), rows.slice(half)]) {
      if (stopped || isPaused(part[0]?.topic ?? '')) return;
      await work(part);
    }
  }

  /** A row that was asked for again while it ran has a newer revision and stays. */
  function finish(rows: OutboxRow[]): void {
    transact(db, (tx) => {
      for (const { topic, key, revision } of rows) {
        tx.sql
          .delete(outbox)
          .where(and(eq(outbox.topic, topic), eq(outbox.key, key), eq(outbox.revision, revision)))
          .run();
      }
    });
  }

  /** What one row needs is away for all of its topic: none is tried again before a while, and it costs no attempt. */
  function putOffTopic(rows: OutboxRow[], error: AppError): void {
    const topic = rows[0]?.topic ?? '';
    const runAfter = clock.now() + UNAVAILABLE_DELAY_MS;
    log.warn({ topic, err: error }, 'jobs wait for what is unavailable');
    pausedUntil.set(topic, runAfter);
    transact(db, (tx) => {
      for (const { key } of rows) {
        tx.sql
          .update(outbox)
          .set({ error: error.message, runAfter })
          .where(and(eq(outbox.topic, topic), eq(outbox.key, key)))
          .run();
      }
    });
  }

  function isPaused(topic: string): boolean {
    return (pausedUntil.get(topic) ?? 0) > clock.now();
  }

  function putOff(row: OutboxRow, error: unknown): void {
    const attempts = row.attempts + 1;
    const parked = attempts >= MAX_ATTEMPTS;
    const delay = Math.min(FIRST_DELAY_MS * 2 ** row.attempts, LONGEST_DELAY_MS);
    const problem = error instanceof Error ? error.message : String(error);
    log[parked ? 'error' : 'warn'](
      { topic: row.topic, key: row.key, attempts, parked, err: error },
      'job failed',
    );
    db.update(outbox)
      .set({ attempts, parked, error: problem, runAfter: clock.now() + delay })
      .where(and(eq(outbox.topic, row.topic), eq(outbox.key, row.key), eq(outbox.revision, row.revision)))
      .run();
  }

  async function runUntilIdle(name: string, lane: Lane): Promise<void> {
    // Whoever kicks may still be inside a transaction of an outer caller; work begins after it.
    await new Promise((resolve) => setImmediate(resolve));
    do {
      lane.again = false;
      for (let rows = takeBatch(name); rows.length > 0 && !stopped; rows = takeBatch(name)) {
        await work(rows);
        // What one lane finishes is often the beginning of another's work.
        for (const other of lanes.keys()) if (other !== name) kickLane(other);
        // Index jobs compute for milliseconds at a time; requests get their turn between them.
        await new Promise((resolve) => setImmediate(resolve));
      }
    } while (lane.again && !stopped);
  }

  function kickLane(name: string): void {
    const lane = lanes.get(name);
    if (lane === undefined || stopped) return;
    lane.again = true;
    lane.running ??= runUntilIdle(name, lane)
      .catch((error: unknown) =>
        log.error({ err: error }, 'the job worker stumbled; it goes on at the next poll'),
      )
      .finally(() => {
        lane.running = null;
      });
  }

  function kick(): void {
    for (const name of lanes.keys()) kickLane(name);
  }

  async function settle(): Promise<void> {
    const running = () => [...lanes.values()].flatMap((lane) => lane.running ?? []);
    for (let under = running(); under.length > 0; under = running()) await Promise.all(under);
  }

  return {
    register: (topic, options) => {
      topics.set(topic, options);
      const lane = options.lane ?? MAIN_LANE;
      if (!lanes.has(lane)) lanes.set(lane, { running: null, again: false });
    },
    kick,
    start: () => {
      kick();
      timer = setInterval(kick, POLL_MS);
      timer.unref();
    },
    drain: async () => {
      kick();
      await settle();
    },
    stop: async () => {
      stopped = true;
      if (timer !== null) clearInterval(timer);
      await settle();
    },
  };
}
