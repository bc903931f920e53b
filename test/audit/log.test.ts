import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type AuditEntry, append } from '../../src/audit/log.ts';
import type { Db } from '../../src/db/open.ts';
import { transact } from '../../src/db/tx.ts';
import { countRows, createTestDatabase } from '../db/test-database.ts';

interface Line {
  number: number;
  at: number;
  actor_id: string | null;
  action: string;
  subject_id: string | null;
  facts: string;
  previous_hash: string;
  hash: string;
}

const lines = (db: Db) => db.$client.prepare('SELECT * FROM audit_log ORDER BY number').all() as Line[];
const write = (db: Db, entry: Partial<AuditEntry> = {}) =>
  transact(db, (tx) =>
    append(tx, { at: 1, actorId: 'a1', action: 'demands.create', subjectId: 'e1', facts: {}, ...entry }),
  );

/** The hash of a stored line, computed here from nothing but the row and the hash before. */
function hashOf({ at, actor_id, action, subject_id, facts }: Line, previous: string): string {
  const line = JSON.stringify([previous, at, actor_id, action, subject_id, facts]);
  return createHash('sha256').update(line).digest('hex');
}

/** The number of the first line that does not follow from the one before; null when the chain holds. */
function firstBreak(log: Line[]): number | null {
  let previous = '';
  for (const line of log) {
    if (line.previous_hash !== previous || line.hash !== hashOf(line, previous)) return line.number;
    previous = line.hash;
  }
  return null;
}

it('covers the line before with each line’s hash', () => {
  const db = createTestDatabase();
  for (const at of [1, 2, 3]) write(db, { at });
  const log = lines(db);
  expect(log.map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(log[0]?.previous_hash).toBe('');
  expect(log[1]?.previous_hash).toBe(log[0]?.hash);
  expect(firstBreak(log)).toBe(null);
  expect(log[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
});

it('holds whatever is written into it', () => {
  const text = fc.string({ unit: 'binary', maxLength: 20 });
  const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.array(text, { maxLength: 3 }));
  const entry = fc.record({
    at: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    actorId: fc.option(text),
    action: text,
    subjectId: fc.option(text),
    facts: fc.dictionary(text, value, { maxKeys: 4, noNullPrototype: true }),
  });
  const db = createTestDatabase();
  let written = 0;
  fc.assert(
    fc.property(entry, (given) => {
      write(db, given);
      written += 1;
      const stored = lines(db);
      expect(stored).toHaveLength(written);
      expect(firstBreak(stored)).toBe(null);
      expect(JSON.parse(stored.at(-1)?.facts ?? '')).toEqual(given.facts);
    }),
    { numRuns: 50 },
  );
});

it('writes the same facts in the same way, in whatever order they come', () => {
  const one = createTestDatabase();
  const other = createTestDatabase();
  write(one, { facts: { to: 'published', from: 'submitted', version: 2 } });
  write(other, { facts: { version: 2, from: 'submitted', to: 'published' } });
  expect(lines(one)).toEqual(lines(other));
  expect(lines(one)[0]?.facts).toBe('{"from":"submitted","to":"published","version":2}');
});

it.each([
  ['another time', { at: 2 }],
  ['another actor', { actorId: 'a2' }],
  ['no actor', { actorId: null }],
  ['another action', { action: 'demands.edit' }],
  ['another subject', { subjectId: 'e2' }],
  ['no subject', { subjectId: null }],
  ['other facts', { facts: { version: 2 } }],
])('has another hash for %s', (_what, change) => {
  const one = createTestDatabase();
  const other = createTestDatabase();
  write(one);
  write(other, change);
  expect(lines(one)[0]?.hash).not.toBe(lines(other)[0]?.hash);
});

it('shows a line that was changed, removed or moved, because the rest no longer follows', () => {
  const db = createTestDatabase();
  for (const at of [1, 2, 3, 4]) write(db, { at });
  const log = lines(db);
  expect(firstBreak(log.map((line) => (line.number === 2 ? { ...line, at: 9 } : line)))).toBe(2);
  expect(firstBreak(log.filter(({ number }) => number !== 2))).toBe(3);
  expect(firstBreak([log[0]!, log[2]!, log[1]!, log[3]!])).toBe(3);
});

it('is written with the change it tells of, or not at all', () => {
  const db = createTestDatabase();
  write(db);
  const before = lines(db);
  const change = () =>
    transact(db, (tx) => {
      tx.sql.run(`INSERT INTO settings VALUES ('a', '1')`);
      append(tx, { at: 2, actorId: null, action: 'x', subjectId: null, facts: {} });
      throw new Error('changed our mind');
    });
  expect(change).toThrow('changed our mind');
  expect(lines(db)).toEqual(before);
  expect(countRows(db, 'settings')).toBe(0);
  write(db, { at: 3 });
  expect(firstBreak(lines(db))).toBe(null);
});

it('links several lines of one change to each other', () => {
  const db = createTestDatabase();
  transact(db, (tx) => {
    for (const at of [1, 2, 3]) append(tx, { at, actorId: null, action: 'x', subjectId: null, facts: {} });
  });
  expect(lines(db)).toHaveLength(3);
  expect(firstBreak(lines(db))).toBe(null);
});
