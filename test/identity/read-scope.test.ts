import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentSchemas, type Entry, subjectOf } from '../../src/catalog/entry.ts';
import { disclosures, lists } from '../../src/catalog/entry-model.ts';
import { findPledges, insertPledge, listPledged } from '../../src/catalog/pledge-store.ts';
import { insertEntry, listEntries } from '../../src/catalog/store.ts';
import type { Db } from '../../src/db/open.ts';
import { type Actor, anonymous, roles, service } from '../../src/identity/model.ts';
import { organisationsOf, readScope, viewOf } from '../../src/identity/policy.ts';
import { mayFind } from '../../src/search/engine-port.ts';
import { createTestDatabase } from '../db/test-database.ts';
import { people } from './people.ts';

const organisations = ['a', 'b', 'c'] as const;
const organisationId = fc.constantFrom(...organisations);
const some = fc.uniqueArray(organisationId, { maxLength: 3 });
const membership = fc.record({ organisationId, role: fc.constantFrom(...roles) });
const actor: fc.Arbitrary<Actor> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(anonymous) },
  { weight: 1, arbitrary: fc.constant(service) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('account' as const),
      accountId: fc.constant('x'),
      memberships: fc.array(membership, { maxLength: 3 }),
      actsFor: some,
      address: fc.constant(null),
    }),
  },
);

/** An entry in whatever state it may be, whom it names, and who promised in which wording. */
const given = fc.record({
  list: fc.constantFrom(...lists),
  organisationId,
  isPublished: fc.boolean(),
  state: fc.constantFrom(...(['draft', 'submitted', 'returned', 'rejected', 'withdrawn'] as const)),
  disclosure: fc.constantFrom(...disclosures),
  fieldDisclosure: fc.dictionary(
    fc.constantFrom('contact', 'budget', 'price', 'patents'),
    fc.constantFrom('open', 'masked'),
    { maxKeys: 2, noNullPrototype: true },
  ),
  targets: some,
  promises: fc.uniqueArray(fc.record({ organisationId, wording: fc.constantFrom(1, 2) }), {
    selector: ({ organisationId: id, wording }) => `${id} ${wording}`,
    maxLength: 4,
  }),
});
type Given = typeof given extends fc.Arbitrary<infer Value> ? Value : never;

const WORDING = 2;

function openDatabase(): Db {
  const db = createTestDatabase();
  const insert = db.$client.prepare(
    `INSERT INTO organisations (id, name, kind, created_at) VALUES (?, ?, 'enterprise', 1)`,
  );
  for (const id of organisations) insert.run(id, id);
  return db;
}

/** Puts these entries in the place of all there were. */
function fill(db: Db, rows: Given[]) {
  db.$client.exec('DELETE FROM entries');
  const entries = rows.map((row, at): Entry => {
    const { list, disclosure, targets, fieldDisclosure } = row;
    return {
      id: `e${String(at).padStart(3, '0')}`,
      list,
      organisationId: row.organisationId,
      state: row.isPublished ? 'published' : row.state,
      version: 1,
      content: contentSchemas[list].parse({ title: '题', disclosure, targets, fieldDisclosure }),
      sample: false,
      delegated: false,
      reviewNote: '',
      createdBy: null,
      createdAt: 1,
      updatedAt: 1,
      publishedAt: row.isPublished ? 1 : null,
    };
  });
  for (const [at, entry] of entries.entries()) {
    insertEntry(db, entry);
    for (const promise of rows[at]!.promises) {
      insertPledge(db, { entryId: entry.id, ...promise, accountId: null, acceptedAt: 1 });
    }
  }
  const pledged = findPledges(
    db,
    entries.map(({ id }) => id),
    WORDING,
  );
  return { entries, subject: (entry: Entry) => subjectOf(entry, pledged.get(entry.id)) };
}

/** Lists, search and rankings each have the rule as a condition of their own; `viewOf` is the rule. */
describe('what a reader may know of', () => {
  it('is in the list exactly where the same reader may open it, and counted there', () => {
    const db = openDatabase();
    fc.assert(
      fc.property(actor, fc.array(given, { minLength: 1, maxLength: 12 }), (reader, rows) => {
        const { entries, subject } = fill(db, rows);
        for (const list of lists) {
          const page = listEntries(db, { list, scope: readScope(reader) }, 100, null);
          const expected = entries
            .filter((entry) => entry.list === list && viewOf(reader, subject(entry)) !== null)
            .map(({ id }) => id);
          expect(page.items.map(({ id }) => id).sort()).toEqual(expected);
          expect(page.total).toBe(expected.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is found in full, masked or not at all as it is read, whatever copies an index holds', () => {
    const db = openDatabase();
    fc.assert(
      fc.property(actor, fc.array(given, { minLength: 1, maxLength: 12 }), (reader, rows) => {
        const { entries, subject } = fill(db, rows);
        const scope = readScope(reader);
        const finder =
          scope === 'all' ? scope : { ...scope, pledged: listPledged(db, organisationsOf(reader), WORDING) };
        for (const entry of entries) {
          const { id, organisationId: owner } = entry;
          const view = viewOf(reader, subject(entry));
          const isForAll = entry.state === 'published' && subject(entry).disclosure === 'public';
          const isMasked = entry.state === 'published' && subject(entry).disclosure === 'masked';
          const full = mayFind(finder, isForAll ? 'whole' : 'full', owner, id);
          const others = isMasked && mayFind(finder, 'others', owner, id);
          expect([full, others]).toEqual([view === 'full', view === 'masked']);
        }
      }),
      { numRuns: 500 },
    );
  });
});

it('follows the level by which others are let in, which the database computes as the domain does', () => {
  const db = openDatabase();
  fc.assert(
    fc.property(fc.array(given, { minLength: 1, maxLength: 12 }), (rows) => {
      const { entries, subject } = fill(db, rows);
      const stored = db.$client.prepare('SELECT audience FROM entries ORDER BY id').pluck().all();
      expect(stored).toEqual(entries.map((entry) => subject(entry).disclosure));
    }),
    { numRuns: 200 },
  );
});

it.each([
  ['visitor', { organisationIds: [] }],
  ['newcomer', { organisationIds: [] }],
  ['enterprise', { organisationIds: ['own'] }],
  ['admin', { organisationIds: ['bureau'] }],
  ['auditor', { organisationIds: ['bureau'] }],
  ['operator', 'all'],
  ['service', 'all'],
] as const)('of the %s is %j', (person, scope) => {
  expect(readScope(people[person])).toEqual(scope);
});
