import { and, asc, count, eq, gt, inArray, sql } from 'drizzle-orm';
import type { List } from '../catalog/entry-model.ts';
import { othersOf, stampOf } from '../catalog/search-document.ts';
import { entries } from '../catalog/tables.ts';
import { readSetting, writeSetting } from '../db/settings.ts';
import type { Sql } from '../db/tx.ts';
import { isMasked } from '../identity/policy.ts';
import { organisations } from '../identity/tables.ts';
import { outbox } from '../jobs/outbox.ts';
import { isOf, type VectorSource } from '../matching/store.ts';
import { entryVectors, type TextKind } from '../matching/tables.ts';
import { copiesOf } from '../search/engine-port.ts';
import { type Rebuild, type Reconciliation, rebuild, reconciliation } from './model.ts';

const KEYS_AT_ONCE = 500;

const names = {
  rebuild: 'search.rebuild',
  reconciliation: 'search.reconciliation',
  complete: 'search.complete',
} as const;

/** The identity of the indexes that were complete once; whatever changed since is in the outbox. */
export function findComplete(db: Sql): string | undefined {
  return readSetting(db, names.complete);
}

export function saveComplete(db: Sql, identity: string): void {
  writeSetting(db, names.complete, identity);
}

/** Where no server is set up nothing is sent: what was complete is not any more, and no rebuild goes on. */
export function forgetServer(db: Sql, now: number): void {
  writeSetting(db, names.complete, '');
  const running = findRebuild(db);
  if (running?.state === 'running') saveRebuild(db, { ...running, state: 'cancelled', finishedAt: now });
}

export function findRebuild(db: Sql): Rebuild | null {
  const text = readSetting(db, names.rebuild);
  return text === undefined ? null : rebuild.parse(JSON.parse(text));
}

export function saveRebuild(db: Sql, state: Rebuild): void {
  writeSetting(db, names.rebuild, JSON.stringify(state));
}

export function findReconciliation(db: Sql): Reconciliation | null {
  const text = readSetting(db, names.reconciliation);
  return text === undefined ? null : reconciliation.parse(JSON.parse(text));
}

export function saveReconciliation(db: Sql, report: Reconciliation): void {
  writeSetting(db, names.reconciliation, JSON.stringify(report));
}

export function countEntries(db: Sql): number {
  return db.select({ total: count() }).from(entries).get()?.total ?? 0;
}

/** The next entries in the order in which they were made. */
export function listEntriesAfter(db: Sql, after: number, limit: number): { number: number; id: string }[] {
  return db
    .select({ number: entries.number, id: entries.id })
    .from(entries)
    .where(gt(entries.number, after))
    .orderBy(asc(entries.number))
    .limit(limit)
    .all();
}

const lastLetter = sql<string>`substr(${entries.id}, -1)`;

/** What the search server should hold of one shard of a list: stamp by `"<entry> <copy>"`. */
export function expectedStamps(
  db: Sql,
  list: List,
  shard: string,
  source: VectorSource,
): Map<string, string> {
  const { model, dtype } = source;
  const ofShard = and(eq(entries.list, list), eq(lastLetter, shard));
  const rows = db
    .select({
      id: entries.id,
      version: entries.version,
      state: entries.state,
      disclosure: entries.audience,
      organisation: organisations.name,
      text: entryVectors.text,
      textHash: entryVectors.textHash,
    })
    .from(entries)
    .innerJoin(organisations, eq(organisations.id, entries.organisationId))
    .leftJoin(entryVectors, and(eq(entryVectors.entryId, entries.id), isOf(source)))
    .where(ofShard)
    .orderBy(asc(entries.number), asc(entryVectors.text), asc(entryVectors.chunk))
    .all();
  const stamps = new Map<string, string>();
  for (const [id, own] of groupById(rows)) {
    const first = own[0]!;
    const isUsed = (text: TextKind | null) => text === 'full' || isMasked(first);
    const textHashes = own.flatMap(({ text, textHash }) => (isUsed(text) ? (textHash ?? []) : []));
    const stamp = stampOf({ ...first, model: `${model} ${dtype}`, textHashes });
    const others = othersOf(first, () => 'masked' as const);
    for (const copy of copiesOf({ others })) stamps.set(`${id} ${copy}`, stamp);
  }
  return stamps;
}

function groupById<Row extends { id: string }>(rows: Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.id);
    if (group === undefined) groups.set(row.id, [row]);
    else group.push(row);
  }
  return groups;
}

/** Those of these keys for which a job of that topic waits; one that was given up does not. */
export function findWaiting(db: Sql, topic: string, keys: string[]): Set<string> {
  const waiting = new Set<string>();
  for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
    const some = inArray(outbox.key, keys.slice(from, from + KEYS_AT_ONCE));
    const rows = db
      .select({ key: outbox.key })
      .from(outbox)
      .where(and(eq(outbox.topic, topic), eq(outbox.parked, false), some))
      .all();
    for (const { key } of rows) waiting.add(key);
  }
  return waiting;
}

/** The jobs that were given up, oldest first, with the entry they are about. */
export function listParked(db: Sql, limit: number) {
  return db
    .select({
      topic: outbox.topic,
      key: outbox.key,
      attempts: outbox.attempts,
      error: sql<string>`coalesce(${outbox.error}, '')`,
      since: outbox.enqueuedAt,
      entry: {
        id: entries.id,
        list: entries.list,
        organisationId: entries.organisationId,
        state: entries.state,
        disclosure: entries.audience,
        title: sql<string | null>`${entries.content} ->> '$.title'`,
      },
    })
    .from(outbox)
    .leftJoin(entries, eq(entries.id, outbox.key))
    .where(eq(outbox.parked, true))
    .orderBy(asc(outbox.enqueuedAt), asc(outbox.topic), asc(outbox.key))
    .limit(limit)
    .all();
}
