import { describe, expect, it } from 'vitest';
import { migrate } from '../../src/db/migrate.ts';
import type { Db } from '../../src/db/open.ts';
import { describeError } from '../../src/kernel/errors.ts';
import { refusal } from '../kernel/refusal.ts';
import { contents, countRows, newFolder, open, writeMigrations } from './test-database.ts';

const FAMILY = `
  CREATE TABLE parents (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;
  CREATE TABLE children (
    id INTEGER PRIMARY KEY,
    parent_id TEXT NOT NULL REFERENCES parents (id) ON DELETE CASCADE
  ) STRICT;
  CREATE TABLE grandchildren (child_id INTEGER NOT NULL REFERENCES children (id) ON DELETE CASCADE) STRICT;
  CREATE TABLE notes (text TEXT NOT NULL) STRICT;`;

/** Rebuilds a table in the way SQLite's manual says: new table, copy, drop, rename. */
const REBUILD = `
  CREATE TABLE parents_new (id TEXT PRIMARY KEY, name TEXT NOT NULL CHECK (name <> '')) STRICT;
  INSERT INTO parents_new SELECT id, name FROM parents;
  DROP TABLE parents;
  ALTER TABLE parents_new RENAME TO parents;`;

/** A database of version 1 with two parents, three children, three grandchildren and a note. */
function family(folder = newFolder()): { db: Db; folder: string } {
  writeMigrations(folder, FAMILY);
  const db = open(':memory:');
  migrate(db, { folder, backupFolder: null });
  db.$client.exec(`
    INSERT INTO parents VALUES ('a', '甲'), ('b', '乙');
    INSERT INTO children VALUES (1, 'a'), (2, 'a'), (3, 'b');
    INSERT INTO grandchildren VALUES (1), (2), (3);
    INSERT INTO notes VALUES ('kept');`);
  return { db, folder };
}

const counts = (db: Db) => ['parents', 'children', 'grandchildren'].map((table) => countRows(db, table));

/** Migrates to a second step that must be refused; gives the reason shown. */
function refusedStep(sql: string): { db: Db; reason: string } {
  const { db, folder } = family();
  const before = contents(db);
  writeMigrations(folder, FAMILY, sql);
  const error = refusal(() => migrate(db, { folder, backupFolder: null }));
  expect([error.code, error.text]).toEqual(['conflict', 'error.migration']);
  expect(describeError(error)).toContain('0002-step.sql');
  expect(contents(db)).toEqual(before);
  expect(db.$client.inTransaction).toBe(false);
  expect(db.$client.pragma('foreign_keys', { simple: true })).toBe(1);
  return { db, reason: String(error.params.reason) };
}

describe('rebuilding a table that others refer to', () => {
  it('keeps the rows that refer to it', () => {
    const { db, folder } = family();
    writeMigrations(folder, FAMILY, REBUILD);
    expect(migrate(db, { folder, backupFolder: null })).toEqual([2]);
    expect(counts(db)).toEqual([2, 3, 3]);
    expect(() => db.$client.exec(`INSERT INTO parents VALUES ('c', '')`)).toThrow('CHECK constraint failed');
  });

  it('still deletes the children of a parent that is deleted afterwards, and refuses strangers', () => {
    const { db, folder } = family();
    writeMigrations(folder, FAMILY, REBUILD);
    migrate(db, { folder, backupFolder: null });
    db.$client.exec(`DELETE FROM parents WHERE id = 'a'`);
    expect(counts(db)).toEqual([1, 1, 1]);
    expect(() => db.$client.exec(`INSERT INTO children VALUES (9, 'nobody')`)).toThrow('FOREIGN KEY');
  });

  it('would lose them without a word if references were switched off inside the transaction', () => {
    const { db } = family();
    db.$client.exec(`BEGIN; PRAGMA foreign_keys = OFF; ${REBUILD} COMMIT;`);
    expect(counts(db)).toEqual([2, 0, 0]);
    expect(db.$client.pragma('foreign_key_check')).toEqual([]);
  });
});

describe('an upgrade that would lose something is refused and undone', () => {
  it('when a table loses rows', () => {
    expect(refusedStep(`DELETE FROM notes;`).reason).toBe('notes had 1 rows and has 0');
  });

  it('when rows get lost on the way to a rebuilt table', () => {
    const sql = REBUILD.replace('FROM parents;', `FROM parents WHERE id = 'b';`);
    refusedStep(`${sql} DELETE FROM children WHERE parent_id = 'a';
      DELETE FROM grandchildren WHERE child_id < 3;`);
  });

  it('when a table with rows is dropped', () => {
    expect(refusedStep('DROP TABLE notes;').reason).toBe('notes had 1 rows and has 0');
  });

  it('when rows come out of nowhere', () => {
    expect(refusedStep(`INSERT INTO notes VALUES ('twice');`).reason).toBe('notes had 1 rows and has 2');
  });

  it('when a row is left referring to nothing, even if it says that rows may change', () => {
    const sql = `-- rows may change: parents\nDELETE FROM parents WHERE id = 'a';`;
    expect(refusedStep(sql).reason).toContain('2 rows of children refer to nothing');
  });

  it('when it only says so of another table', () => {
    refusedStep(`-- rows may change: parents, children\nDELETE FROM notes;`);
  });

  it('when it says so anywhere but at the beginning of a line', () => {
    refusedStep(`DELETE FROM notes; -- rows may change: notes`);
  });
});

describe('an upgrade that says whose rows may change', () => {
  it.each([
    ['one table', '-- rows may change: notes\nDELETE FROM notes;'],
    ['several', '-- rows may change: parents, notes\nDROP TABLE notes;'],
    ['with other line ends', '-- Old notes go.\r\n-- rows may change: notes\r\nDELETE FROM notes;\r\n'],
  ])('may change them: %s', (_what, sql) => {
    const { db, folder } = family();
    writeMigrations(folder, FAMILY, sql);
    expect(migrate(db, { folder, backupFolder: null })).toEqual([2]);
    expect(counts(db)).toEqual([2, 3, 3]);
  });
});

describe('an upgrade that fails', () => {
  it.each([
    [
      'after it made a table',
      'CREATE TABLE more (id INTEGER) STRICT; INSERT INTO gone VALUES (1);',
      'no such table',
    ],
    ['after it changed rows', `UPDATE parents SET name = '丙'; SELECT nonsense();`, 'no such function'],
    ['at a wrong word', 'ALTER TABEL notes;', 'syntax error'],
    ['at a constraint', `UPDATE notes SET text = 'x'; INSERT INTO parents VALUES ('a', '甲');`, 'UNIQUE'],
  ])('%s is undone completely', (_what, sql, reason) => {
    expect(refusedStep(sql).reason).toContain(reason);
  });

  it('says why, even when SQLite itself has undone it already (as it does when the disk is full)', () => {
    const sql = `UPDATE notes SET text = 'x'; INSERT OR ROLLBACK INTO parents VALUES ('a', '甲');`;
    expect(refusedStep(sql).reason).toContain('UNIQUE');
  });

  it('leaves the steps before it, and goes on from there once it is mended', () => {
    const { db, folder } = family();
    writeMigrations(folder, FAMILY, REBUILD, 'DROP TABLE gone;', 'CREATE TABLE more (id INTEGER) STRICT;');
    const error = refusal(() => migrate(db, { folder, backupFolder: null }));
    expect(error.params.name).toBe('0003-step.sql');
    expect(db.$client.pragma('user_version', { simple: true })).toBe(2);
    writeMigrations(folder, FAMILY, REBUILD, 'DROP TABLE IF EXISTS gone;');
    expect(migrate(db, { folder, backupFolder: null })).toEqual([3, 4]);
    expect(counts(db)).toEqual([2, 3, 3]);
  });
});
