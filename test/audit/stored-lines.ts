import { createHash } from 'node:crypto';
import { type AuditEntry, append } from '../../src/audit/log.ts';
import type { Db } from '../../src/db/open.ts';
import { transact } from '../../src/db/tx.ts';

/** A line as the database has it. */
export interface Row {
  number: number;
  format: number;
  at: number;
  actor_id: string | null;
  address: string | null;
  for_organisation_id: string | null;
  action: string;
  subject_id: string | null;
  outcome: string;
  facts: string;
  before: string | null;
  after: string | null;
  previous_hash: string;
  hash: string;
}

export const rows = (db: Db) => db.$client.prepare('SELECT * FROM audit_log ORDER BY number').all() as Row[];

/** Writes a line as the services do. */
export function write(db: Db, entry: Partial<AuditEntry> = {}): number {
  return transact(db, (tx) =>
    append(tx, { at: 1, actorId: 'a1', action: 'demands.create', subjectId: 'e1', facts: {}, ...entry }),
  );
}

/** The hash of a line, computed here from nothing but the row: written apart from the service's own. */
export function hashOfRow(row: Omit<Row, 'hash'>): string {
  const { previous_hash, at, actor_id, action, subject_id, facts } = row;
  const { format, number, address, for_organisation_id, outcome, before, after } = row;
  const old = [previous_hash, at, actor_id, action, subject_id, facts];
  const whole = [
    ...[previous_hash, format, number, at, actor_id, address, for_organisation_id],
    ...[action, subject_id, outcome, facts, before, after],
  ];
  return createHash('sha256')
    .update(JSON.stringify(format === 1 ? old : whole))
    .digest('hex');
}

/** The number of the first line that does not follow from the one before; null when the chain holds. */
export function firstBreak(log: Row[]): number | null {
  let previous = '';
  for (const [index, row] of log.entries()) {
    const follows = row.previous_hash === previous && row.number === index + 1;
    if (!follows || row.hash !== hashOfRow(row)) return row.number;
    previous = row.hash;
  }
  return null;
}

/** The same log with every hash computed anew: what somebody does who knows how the chain is made. */
export function recompute(log: Row[]): Row[] {
  let previous_hash = '';
  return log.map((row, index) => {
    const moved = { ...row, number: index + 1, previous_hash };
    previous_hash = hashOfRow(moved);
    return { ...moved, hash: previous_hash };
  });
}

/** Takes the guards off a log and puts other lines in: what somebody can do who has the file. */
export function overwrite(db: Db, log: Row[]): void {
  const triggers = db.$client
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit_log'`)
    .pluck()
    .all() as string[];
  for (const trigger of triggers) db.$client.exec(`DROP TRIGGER ${trigger}`);
  db.$client.exec('DELETE FROM audit_log');
  const names = Object.keys(log[0] ?? {});
  const insert = `INSERT INTO audit_log (${names.map((name) => `"${name}"`)}) VALUES (${names.map((name) => `@${name}`)})`;
  for (const row of log) db.$client.prepare(insert).run(row);
}

/** A good log of so many lines, the first of them in the first format. */
export function makeLog(length: number, old = 0): Row[] {
  const empty = { previous_hash: '', hash: '', number: 0, address: null, for_organisation_id: null };
  const row = { ...empty, actor_id: 'a1', before: null, after: null, outcome: 'done' };
  return recompute(
    Array.from({ length }, (_, index) => ({
      ...row,
      format: index < old ? 1 : 2,
      at: 1_000 + index,
      action: index % 3 === 0 ? 'session.start' : 'demands.edit',
      subject_id: `e${index % 4}`,
      facts: JSON.stringify({ version: index }),
      ...(index >= old && index % 5 === 0 && { address: '127.0.0.1', before: '{"state":"draft"}' }),
    })),
  );
}
