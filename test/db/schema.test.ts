import { describe, expect, it } from 'vitest';
import { disclosures, lists } from '../../src/catalog/entry-model.ts';
import { states } from '../../src/catalog/life-cycle.ts';
import type { Db } from '../../src/db/open.ts';
import { organisationKinds, roles } from '../../src/identity/model.ts';
import { createTestDatabase } from './test-database.ts';

/** The states of each list as the domain has them. */
const shared = ['draft', 'submitted', 'returned', 'rejected', 'published', 'withdrawn'];
const underWay = ['claimed', 'negotiating', 'evaluating', 'announced', 'signed', 'executing'];
const known: Record<string, string[]> = {
  demands: [...shared, ...underWay, 'accepted', 'archived', 'unclaimed', 'terminated'],
  achievements: [...shared, 'transferred', 'paused', 'expired'],
};

const goodEntry = {
  id: 'e1',
  list: 'demands',
  organisation_id: 'o1',
  state: 'draft',
  version: 1,
  content: JSON.stringify({ title: '压铸件检测', disclosure: 'public' }) as unknown,
  created_at: 1 as unknown,
  updated_at: 1,
  published_at: null as unknown,
};

function database(): Db {
  const db = createTestDatabase();
  db.$client.exec(
    `INSERT INTO organisations (id, name, kind, created_at) VALUES ('o1', '甲方公司', 'enterprise', 1)`,
  );
  return db;
}

function insert(db: Db, table: string, row: Record<string, unknown>): void {
  const names = Object.keys(row);
  const places = names.map(() => '?').join(', ');
  db.$client
    .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`)
    .run(...Object.values(row));
}

/** Whether the database takes this entry: the good one with some fields changed. */
function takes(fields: Record<string, unknown>): boolean {
  try {
    insert(database(), 'entries', { ...goodEntry, ...fields });
    return true;
  } catch (error) {
    expect(String(error)).toMatch(/constraint failed|cannot store|malformed JSON|datatype mismatch/);
    return false;
  }
}

describe('an entry', () => {
  it('is stored when it is as it should be, and its filters follow its form', () => {
    const db = database();
    const form = { title: '甲', disclosure: 'masked', chain: 'smart', deadline: '2026-05-01' };
    insert(db, 'entries', { ...goodEntry, content: JSON.stringify(form) });
    const filters = () => db.$client.prepare('SELECT chain, disclosure, closes_on FROM entries').get();
    expect(filters()).toEqual({ chain: 'smart', disclosure: 'masked', closes_on: '2026-05-01' });
    db.$client
      .prepare('UPDATE entries SET content = ?')
      .run(JSON.stringify({ title: '甲', disclosure: 'public', chain: null, expiry: '2027-01-01' }));
    expect(filters()).toEqual({ chain: null, disclosure: 'public', closes_on: '2027-01-01' });
  });

  it.each(states)('may be %s exactly where its list knows that state', (state) => {
    for (const list of lists) {
      const stored = takes({ list, state, published_at: 1 });
      expect([list, state, stored]).toEqual([list, state, known[list]?.includes(state)]);
    }
  });

  it.each(disclosures)('may be %s', (disclosure) => {
    expect(takes({ content: JSON.stringify({ title: '甲', disclosure }) })).toBe(true);
  });

  it.each([
    ['of an unknown state', { state: 'lost' }],
    ['of an unknown list', { list: 'wishes' }],
    ['published without saying when', { state: 'published' }],
    ['of an organisation that is not there', { organisation_id: 'nobody' }],
    ['made by an account that is not there', { created_by: 'nobody' }],
    ['without a title', { content: '{"disclosure":"public"}' }],
    ['with an empty title field', { content: '{"title":null,"disclosure":"public"}' }],
    ['disclosed in an unknown way', { content: '{"title":"甲","disclosure":"secret"}' }],
    ['that does not say how it is disclosed', { content: '{"title":"甲"}' }],
    ['whose form is no JSON', { content: '{"title":' }],
    ['without a form', { content: null }],
    ['of version 0', { version: 0 }],
    ['of version 1.5', { version: 1.5 }],
    ['with a word for a time', { created_at: 'today' }],
    ['without a time', { created_at: null }],
    ['published at a word', { published_at: 'today' }],
    ['with its form in bytes', { content: Buffer.from([0xff, 0xfe]) }],
    ['that is half a sample', { sample: 2 }],
    ['without an id', { id: null }],
  ])('%s is refused', (_what, fields) => {
    expect(takes(fields)).toBe(false);
  });

  it('cannot have its filters written past the form', () => {
    const db = database();
    insert(db, 'entries', goodEntry);
    expect(() => db.$client.exec(`UPDATE entries SET disclosure = 'public'`)).toThrow('generated column');
  });

  it('has an id of its own', () => {
    const db = database();
    insert(db, 'entries', goodEntry);
    expect(() => insert(db, 'entries', goodEntry)).toThrow('UNIQUE');
  });
});

describe('people and organisations', () => {
  it('may be of every known kind and role, and of no other', () => {
    const db = database();
    for (const kind of organisationKinds)
      insert(db, 'organisations', { id: kind, name: kind, kind, created_at: 1 });
    for (const id of ['a1', ...roles])
      insert(db, 'accounts', { id, name: id, display_name: '李', password_hash: 'x', created_at: 1 });
    for (const role of roles) insert(db, 'memberships', { account_id: role, organisation_id: 'o1', role });
    const club = { id: 'c', name: '俱乐部', kind: 'club', created_at: 1 };
    expect(() => insert(db, 'organisations', club)).toThrow('CHECK');
    const king = { account_id: 'a1', organisation_id: 'o1', role: 'king' };
    expect(() => insert(db, 'memberships', king)).toThrow('CHECK');
  });

  it.each([
    ['auditor', 'admin'],
    ['admin', 'auditor'],
  ])('never make one account, already %s, %s as well, in whatever organisation', (held, wanted) => {
    const db = database();
    insert(db, 'organisations', { id: 'o2', name: '乙方公司', kind: 'enterprise', created_at: 1 });
    insert(db, 'accounts', { id: 'a1', name: 'li', display_name: '李', password_hash: 'x', created_at: 1 });
    insert(db, 'memberships', { account_id: 'a1', organisation_id: 'o1', role: held });
    insert(db, 'memberships', { account_id: 'a1', organisation_id: 'o2', role: held });
    for (const organisation of ['o1', 'o2']) {
      const both = { account_id: 'a1', organisation_id: organisation, role: wanted };
      expect(() => insert(db, 'memberships', both)).toThrow('never both auditor and admin');
    }
    insert(db, 'memberships', { account_id: 'a1', organisation_id: 'o1', role: 'expert' });
    const change = `UPDATE memberships SET role = '${wanted}' WHERE role = 'expert'`;
    expect(() => db.$client.exec(change)).toThrow('never changed');
  });

  it('have names, and no two accounts the same, whatever the case', () => {
    const db = database();
    const account = { display_name: '李', password_hash: 'x', created_at: 1 };
    insert(db, 'accounts', { ...account, id: 'a1', name: 'Li' });
    expect(() => insert(db, 'accounts', { ...account, id: 'a2', name: 'lI' })).toThrow('UNIQUE');
    expect(() => insert(db, 'accounts', { ...account, id: 'a3', name: '' })).toThrow('CHECK');
    const nameless = { id: 'o2', name: '', kind: 'enterprise', created_at: 1 };
    expect(() => insert(db, 'organisations', nameless)).toThrow('CHECK');
  });

  it('take their sessions and memberships with them, but an organisation with entries stays', () => {
    const db = database();
    insert(db, 'accounts', { id: 'a1', name: 'li', display_name: '李', password_hash: 'x', created_at: 1 });
    insert(db, 'memberships', { account_id: 'a1', organisation_id: 'o1', role: 'enterprise' });
    insert(db, 'sessions', {
      token_hash: 't',
      account_id: 'a1',
      created_at: 1,
      last_seen_at: 1,
      expires_at: 2,
    });
    insert(db, 'entries', { ...goodEntry, created_by: 'a1' });
    expect(() => db.$client.exec(`DELETE FROM organisations WHERE id = 'o1'`)).toThrow('FOREIGN KEY');
    db.$client.exec(`DELETE FROM accounts WHERE id = 'a1'`);
    for (const table of ['sessions', 'memberships']) {
      expect(db.$client.prepare(`SELECT * FROM ${table}`).all()).toEqual([]);
    }
    expect(db.$client.prepare('SELECT created_by FROM entries').pluck().get()).toBe(null);
  });
});

describe('the audit log', () => {
  const line = { number: 1, at: 1, action: 'a', facts: '{}', previous_hash: '', hash: 'h1' };

  function withLine(): Db {
    const db = createTestDatabase();
    insert(db, 'audit_log', line);
    return db;
  }

  it.each([
    ['changed', `UPDATE audit_log SET action = 'b'`],
    ['renumbered', 'UPDATE audit_log SET number = 7'],
    ['removed', 'DELETE FROM audit_log'],
    ['removed by its number', 'DELETE FROM audit_log WHERE number = 1'],
    [
      'replaced',
      `INSERT OR REPLACE INTO audit_log (number, at, action, facts, previous_hash, hash) VALUES (1, 2, 'b', '{}', '', 'h')`,
    ],
    [
      'changed on the way of a new one',
      `INSERT INTO audit_log (number, at, action, facts, previous_hash, hash) VALUES (1, 2, 'b', '{}', '', 'h')
       ON CONFLICT (number) DO UPDATE SET action = 'b'`,
    ],
  ])('has no line that can be %s', (_what, statement) => {
    const db = withLine();
    expect(() => db.$client.exec(statement)).toThrow(/append-only/);
    expect(
      db.$client.prepare('SELECT number, at, action, facts, previous_hash, hash FROM audit_log').all(),
    ).toEqual([line]);
  });

  it('takes facts as JSON only', () => {
    expect(() => insert(withLine(), 'audit_log', { ...line, number: 2, facts: 'free words' })).toThrow(
      'CHECK',
    );
  });
});
