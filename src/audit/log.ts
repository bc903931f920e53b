import type { Tx } from '../db/tx.ts';
import { hashOf, toJson } from './chain.ts';
import { findHead } from './store.ts';
import { auditLog } from './tables.ts';

export type Facts = Record<string, string | number | boolean | null | string[]>;

export interface AuditEntry {
  at: number;
  /** The account that acted; null for the service itself and for visitors. */
  actorId: string | null;
  /** Where the request came from; null for the service itself. */
  address?: string | null;
  /** 代办: the organisation an operator acted for. */
  forOrganisationId?: string | null;
  /** What was done, e.g. `demands.create`, `session.start`. */
  action: string;
  subjectId: string | null;
  /** `refused`: somebody tried and was not let, e.g. a wrong password. */
  outcome?: 'done' | 'refused';
  /** Small facts such as states and versions; never entry text and never a secret. */
  facts: Facts;
  before?: Facts | null;
  after?: Facts | null;
}

/** SQLite keeps no half characters, so the hash must not cover any either. */
function whole(text: string | null | undefined): string | null {
  return text?.toWellFormed() ?? null;
}

/**
 * Writes one line of the log in the caller's transaction. Its SHA-256 covers the hash of the line before. Gives the
 * number of the line.
 */
export function append(tx: Tx, entry: AuditEntry): number {
  const last = findHead(tx.sql);
  const { outcome = 'done', before = null, after = null } = entry;
  const number = (last?.number ?? 0) + 1;
  const line = {
    number,
    format: 2,
    at: entry.at,
    actorId: whole(entry.actorId),
    address: whole(entry.address),
    forOrganisationId: whole(entry.forOrganisationId),
    action: entry.action.toWellFormed(),
    subjectId: whole(entry.subjectId),
    outcome,
    facts: toJson(entry.facts),
    before: before && toJson(before),
    after: after && toJson(after),
    previousHash: last?.hash ?? '',
  };
  tx.sql
    .insert(auditLog)
    .values({ ...line, hash: hashOf(line) })
    .run();
  return number;
}
