import { createHash } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrate } from '../../src/db/migrate.ts';
import type { Db } from '../../src/db/open.ts';
import { createTestDatabase, migrationsFolder, newFolder, open } from './test-database.ts';

/** A database as it was before organisations registered, with a row in every table that the upgrade touches. */
function before(): Db {
  const folder = newFolder();
  for (const name of ['0001-first-lists.sql', '0002-search-server.sql'])
    copyFileSync(join(migrationsFolder, name), join(folder, name));
  const db = open(':memory:');
  migrate(db, { folder, backupFolder: null });
  const form = (disclosure: string) => JSON.stringify({ title: '压铸件检测', disclosure });
  const written = JSON.stringify(['', 5, 'a1', 'demands.create', 'e1', '{"version":1}']);
  const hash = createHash('sha256').update(written).digest('hex');
  db.$client.exec(`
    INSERT INTO organisations (id, name, kind, created_at) VALUES ('o1', '甲方公司', 'enterprise', 1);
    INSERT INTO accounts (id, name, display_name, password_hash, created_at) VALUES ('a1', 'li', '李', 'x', 1);
    INSERT INTO memberships VALUES ('a1', 'o1', 'enterprise');
    INSERT INTO sessions VALUES ('${'ab'.repeat(32)}', 'a1', 1, 2, 3);
    INSERT INTO sessions VALUES ('${'cd'.repeat(32)}', 'a1', 1, 2, 3);
    INSERT INTO entries (id, list, organisation_id, state, content, created_by, created_at, updated_at, published_at)
    VALUES ('e1', 'demands', 'o1', 'published', '${form('public')}', 'a1', 1, 1, 1),
           ('e2', 'demands', 'o1', 'published', '${form('masked')}', 'a1', 1, 1, 1),
           ('e3', 'demands', 'o1', 'draft', '${form('internal')}', 'a1', 1, 1, NULL);
    INSERT INTO entry_features VALUES ('e1', 4, x'01', x'02'), ('e2', 5, x'03', x'04');
    INSERT INTO entry_vectors VALUES
      ('e1', 'm', 'q8', 0, 2, 'h0', x'00000000'),
      ('e1', 'm', 'q8', 1, 2, 'h1', x'00000001'),
      ('e2', 'm', 'q8', 0, 1, 'h2', x'00000002');
    INSERT INTO audit_log VALUES (1, 5, 'a1', 'demands.create', 'e1', '{"version":1}', '', '${hash}');
  `);
  return db;
}

function upgraded(): { db: Db; rows: (query: string) => unknown[] } {
  const db = before();
  expect(migrate(db, { folder: migrationsFolder, backupFolder: null })).toContain(3);
  return { db, rows: (query) => db.$client.prepare(query).all() };
}

it('keeps entries, and lets others in by the level they have', () => {
  const { rows } = upgraded();
  expect(rows('SELECT id, state, disclosure, audience, delegated FROM entries ORDER BY id')).toEqual([
    { id: 'e1', state: 'published', disclosure: 'public', audience: 'public', delegated: 0 },
    { id: 'e2', state: 'published', disclosure: 'masked', audience: 'masked', delegated: 0 },
    { id: 'e3', state: 'draft', disclosure: 'internal', audience: 'internal', delegated: 0 },
  ]);
});

it('keeps terms and vectors as those of whole texts: nothing has a masked one yet', () => {
  const { rows } = upgraded();
  const bytes = (text: string) => Buffer.from(text, 'hex');
  expect(rows('SELECT * FROM entry_features ORDER BY entry_id')).toEqual([
    { entry_id: 'e1', text: 'full', version: 4, characters: bytes('01'), bigrams: bytes('02') },
    { entry_id: 'e2', text: 'full', version: 5, characters: bytes('03'), bigrams: bytes('04') },
  ]);
  const vector = { text: 'full', model: 'm', dtype: 'q8' };
  expect(rows('SELECT * FROM entry_vectors ORDER BY entry_id, chunk')).toEqual([
    { entry_id: 'e1', ...vector, chunk: 0, chunks: 2, text_hash: 'h0', vector: bytes('00000000') },
    { entry_id: 'e1', ...vector, chunk: 1, chunks: 2, text_hash: 'h1', vector: bytes('00000001') },
    { entry_id: 'e2', ...vector, chunk: 0, chunks: 1, text_hash: 'h2', vector: bytes('00000002') },
  ]);
});

it('lets both go with their entry still, and takes a masked text beside the whole one', () => {
  const { db, rows } = upgraded();
  db.$client.exec(`INSERT INTO entry_features VALUES ('e2', 'masked', 5, x'05', x'06');
    INSERT INTO entry_vectors VALUES ('e2', 'masked', 'm', 'q8', 0, 1, 'h3', x'00000003');
    INSERT INTO pledges VALUES ('e2', 'o1', 1, 'a1', 9)`);
  expect(() => db.$client.exec(`INSERT INTO entry_features VALUES ('e2', 'other', 5, x'05', x'06')`)).toThrow(
    'CHECK',
  );
  db.$client.exec(`DELETE FROM entries WHERE id = 'e2'`);
  for (const table of ['entry_features', 'entry_vectors', 'pledges']) {
    expect(rows(`SELECT entry_id FROM ${table} WHERE entry_id = 'e2'`)).toEqual([]);
  }
});

it('names every session, by something that opens nothing', () => {
  const { rows } = upgraded();
  const sessions = rows('SELECT id, token_hash, account_id, address, agent, second_factor FROM sessions') as {
    id: string;
    token_hash: string;
  }[];
  expect(sessions).toHaveLength(2);
  expect(new Set(sessions.map(({ id }) => id)).size).toBe(2);
  for (const session of sessions) {
    expect(session.id).toMatch(/^[0-9a-f]{22}$/);
    expect(session.token_hash.length).toBeGreaterThan(session.id.length);
    expect(session).toMatchObject({ account_id: 'a1', address: null, agent: '', second_factor: 0 });
  }
});

it('keeps the log as it was written: its lines say which format their hash is of', () => {
  const { db, rows } = upgraded();
  const [line] = rows('SELECT * FROM audit_log') as Record<string, unknown>[];
  expect(line).toMatchObject({
    ...{
      number: 1,
      at: 5,
      actor_id: 'a1',
      action: 'demands.create',
      subject_id: 'e1',
      facts: '{"version":1}',
    },
    ...{ format: 1, outcome: 'done', address: null, for_organisation_id: null, before: null, after: null },
  });
  const written = JSON.stringify(['', 5, 'a1', 'demands.create', 'e1', '{"version":1}']);
  expect(line?.hash).toBe(createHash('sha256').update(written).digest('hex'));
  expect(() => db.$client.exec('UPDATE audit_log SET format = 2')).toThrow('append-only');
});

it('leaves organisations confirmed and people active, as they were before anybody asked', () => {
  const { rows } = upgraded();
  expect(rows('SELECT state, contact, credit_code, version FROM organisations')).toEqual([
    { state: 'confirmed', contact: '', credit_code: null, version: 1 },
  ]);
  expect(rows('SELECT state, email, totp_secret, consent_version, version FROM accounts')).toEqual([
    { state: 'active', email: '', totp_secret: null, consent_version: null, version: 1 },
  ]);
  expect(rows('SELECT * FROM memberships')).toHaveLength(1);
});

it('leaves the same tables as a new database has, and references that hold', () => {
  const schema = (db: Db) =>
    db.$client.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();
  const { db } = upgraded();
  expect(schema(db)).toEqual(schema(createTestDatabase()));
  expect(db.$client.pragma('foreign_key_check')).toEqual([]);
  expect(db.$client.pragma('integrity_check', { simple: true })).toBe('ok');
});
