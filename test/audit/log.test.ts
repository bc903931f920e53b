import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { append } from '../../src/audit/log.ts';
import { transact } from '../../src/db/tx.ts';
import { countRows, createTestDatabase } from '../db/test-database.ts';
import { firstBreak, rows, write } from './stored-lines.ts';

it('covers the line before with each line’s hash', () => {
  const db = createTestDatabase();
  expect([1, 2, 3].map((at) => write(db, { at }))).toEqual([1, 2, 3]);
  const log = rows(db);
  expect(log.map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(log[0]?.previous_hash).toBe('');
  expect(log[1]?.previous_hash).toBe(log[0]?.hash);
  expect(firstBreak(log)).toBe(null);
  expect(log[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
});

it('keeps who, from where, for whom, what, its outcome, before and after', () => {
  const db = createTestDatabase();
  write(db, {
    at: 5,
    actorId: 'operator',
    address: '2001:db8::1',
    forOrganisationId: 'o1',
    action: 'demands.edit',
    subjectId: 'e9',
    outcome: 'refused',
    facts: { version: 2 },
    before: { state: 'draft' },
    after: { state: 'submitted', fields: ['title', 'chain'] },
  });
  expect(rows(db)[0]).toMatchObject({
    format: 2,
    at: 5,
    actor_id: 'operator',
    address: '2001:db8::1',
    for_organisation_id: 'o1',
    action: 'demands.edit',
    subject_id: 'e9',
    outcome: 'refused',
    facts: '{"version":2}',
    before: '{"state":"draft"}',
    after: '{"fields":["title","chain"],"state":"submitted"}',
  });
});

it('holds whatever is written into it', () => {
  // Half characters, too: a JSON body can bring them.
  const text = fc.string({
    unit: fc.oneof(fc.string({ unit: 'binary', maxLength: 2 }), fc.constant('\ud800')),
  });
  const value = fc.oneof(
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(text, { maxLength: 3 }),
  );
  const facts = fc.dictionary(text, value, { maxKeys: 4, noNullPrototype: true });
  const entry = fc.record({
    at: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    actorId: fc.option(text),
    address: fc.option(text),
    forOrganisationId: fc.option(text),
    action: text,
    subjectId: fc.option(text),
    outcome: fc.constantFrom('done' as const, 'refused' as const),
    facts,
    before: fc.option(facts),
    after: fc.option(facts),
  });
  const db = createTestDatabase();
  fc.assert(
    fc.property(entry, (given) => {
      const number = write(db, given);
      const facts = db.$client.prepare('SELECT facts FROM audit_log WHERE number = ?').pluck().get(number);
      expect(JSON.parse(String(facts))).toEqual(given.facts);
    }),
    { numRuns: 100 },
  );
  expect(rows(db).length).toBeGreaterThanOrEqual(100);
  expect(firstBreak(rows(db))).toBe(null);
});

it('writes the same facts in the same way, in whatever order they come', () => {
  const one = createTestDatabase();
  const other = createTestDatabase();
  write(one, { facts: { to: 'published', from: 'submitted', version: 2 } });
  write(other, { facts: { version: 2, from: 'submitted', to: 'published' } });
  expect(rows(one)).toEqual(rows(other));
  expect(rows(one)[0]?.facts).toBe('{"from":"submitted","to":"published","version":2}');
});

it.each([
  ['another time', { at: 2 }],
  ['another actor', { actorId: 'a2' }],
  ['no actor', { actorId: null }],
  ['an address', { address: '127.0.0.1' }],
  ['somebody who was acted for', { forOrganisationId: 'o1' }],
  ['another action', { action: 'demands.edit' }],
  ['another subject', { subjectId: 'e2' }],
  ['no subject', { subjectId: null }],
  ['another outcome', { outcome: 'refused' as const }],
  ['other facts', { facts: { version: 2 } }],
  ['something before', { before: {} }],
  ['something after', { after: {} }],
])('has another hash for %s', (_what, change) => {
  const one = createTestDatabase();
  const other = createTestDatabase();
  write(one);
  write(other, change);
  expect(rows(one)[0]?.hash).not.toBe(rows(other)[0]?.hash);
});

it('is written with the change it tells of, or not at all', () => {
  const db = createTestDatabase();
  write(db);
  const before = rows(db);
  const change = () =>
    transact(db, (tx) => {
      tx.sql.run(`INSERT INTO settings VALUES ('a', '1')`);
      append(tx, { at: 2, actorId: null, action: 'x', subjectId: null, facts: {} });
      throw new Error('changed our mind');
    });
  expect(change).toThrow('changed our mind');
  expect(rows(db)).toEqual(before);
  expect(countRows(db, 'settings')).toBe(0);
  write(db, { at: 3 });
  expect(firstBreak(rows(db))).toBe(null);
});

it('links several lines of one change to each other', () => {
  const db = createTestDatabase();
  transact(db, (tx) => {
    for (const at of [1, 2, 3]) append(tx, { at, actorId: null, action: 'x', subjectId: null, facts: {} });
  });
  expect(rows(db)).toHaveLength(3);
  expect(firstBreak(rows(db))).toBe(null);
});

describe('the database itself refuses', () => {
  const copied =
    'SELECT 2, at, actor_id, action, subject_id, facts, previous_hash, hash FROM audit_log LIMIT 1';
  const columns = 'number, at, actor_id, action, subject_id, facts, previous_hash, hash';
  it.each([
    ['to change a line', `UPDATE audit_log SET facts = '{}' WHERE number = 2`],
    ['to change the number of a line', 'UPDATE audit_log SET number = 9 WHERE number = 2'],
    ['to remove a line', 'DELETE FROM audit_log WHERE number = 3'],
    ['to empty the log', 'DELETE FROM audit_log'],
    ['to replace a line', `INSERT OR REPLACE INTO audit_log (${columns}) ${copied}`],
    ['to replace a line by its other name', `REPLACE INTO audit_log (${columns}) ${copied}`],
    [
      'to change a line on its way in',
      `INSERT INTO audit_log (${columns}) ${copied.replace('LIMIT', 'WHERE true LIMIT')} ON CONFLICT DO UPDATE SET at = 9`,
    ],
  ])('%s', (_what, statement) => {
    const db = createTestDatabase();
    for (const at of [1, 2, 3]) write(db, { at });
    const before = rows(db);
    expect(() => db.$client.exec(statement)).toThrow('the audit log is append-only');
    expect(rows(db)).toEqual(before);
  });
});
