import { desc } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Tx } from '../db/tx.ts';
import { sha256 } from '../kernel/ids.ts';

const auditLog = sqliteTable('audit_log', {
  number: integer().primaryKey(),
  at: integer().notNull(),
  actorId: text('actor_id'),
  action: text().notNull(),
  subjectId: text('subject_id'),
  facts: text().notNull(),
  previousHash: text('previous_hash').notNull(),
  hash: text().notNull(),
});

export interface AuditEntry {
  at: number;
  /** The account that acted; null for the service itself. */
  actorId: string | null;
  /** What was done, e.g. `demands.create`, `session.start`. */
  action: string;
  subjectId: string | null;
  /** Small facts such as states and versions; never entry text and never a secret. */
  facts: Record<string, string | number | boolean | string[]>;
}

/** Writes one line of the log in the caller's transaction. Its SHA-256 covers the hash of the line before. */
export function append(tx: Tx, entry: AuditEntry): void {
  const last = tx.sql
    .select({ hash: auditLog.hash })
    .from(auditLog)
    .orderBy(desc(auditLog.number))
    .limit(1)
    .get();
  const previousHash = last?.hash ?? '';
  const facts = JSON.stringify(entry.facts, Object.keys(entry.facts).sort());
  const line = [previousHash, entry.at, entry.actorId, entry.action, entry.subjectId, facts];
  tx.sql
    .insert(auditLog)
    .values({ ...entry, facts, previousHash, hash: sha256(JSON.stringify(line)) })
    .run();
}
