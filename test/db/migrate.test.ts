import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrate, readMigrations } from '../../src/db/migrate.ts';
import { openDatabase } from '../../src/db/open.ts';
import { describeError } from '../../src/kernel/errors.ts';
import { refusal } from '../kernel/refusal.ts';
import { contents, countRows, migrationsFolder, newFolder, open, writeMigrations } from './test-database.ts';

const FIRST = 'CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;';
const SECOND = `ALTER TABLE notes ADD COLUMN colour TEXT NOT NULL DEFAULT 'white';`;
const version = (db: ReturnType<typeof open>) => db.$client.pragma('user_version', { simple: true });

describe('the service’s own migrations', () => {
  it('bring a new database to the newest schema, and an up-to-date one nowhere', () => {
    const db = open(join(newFolder(), 'new.sqlite'));
    const all = readMigrations(migrationsFolder).map((migration) => migration.version);
    expect(all.length).toBeGreaterThan(0);
    expect(migrate(db, { folder: migrationsFolder, backupFolder: null })).toEqual(all);
    expect(version(db)).toBe(all.length);
    const before = contents(db);
    expect(migrate(db, { folder: migrationsFolder, backupFolder: null })).toEqual([]);
    expect(contents(db)).toEqual(before);
  });

  it('leave references checked', () => {
    const db = open(':memory:');
    migrate(db, { folder: migrationsFolder, backupFolder: null });
    expect(db.$client.pragma('foreign_keys', { simple: true })).toBe(1);
  });
});

describe('the list of migrations', () => {
  it('is read in order, and nothing but SQL files', () => {
    const folder = newFolder();
    writeMigrations(folder, FIRST, SECOND);
    writeFileSync(join(folder, 'readme.md'), 'not SQL');
    expect(readMigrations(folder).map(({ name }) => name)).toEqual(['0001-step.sql', '0002-step.sql']);
  });

  it.each([
    ['a gap', ['0001-a.sql', '0003-b.sql']],
    ['a number used twice', ['0001-a.sql', '0001-b.sql']],
    ['a beginning at 2', ['0002-a.sql']],
    ['a file without number', ['first.sql']],
  ])('is refused with %s, before anything is done', (_what, names) => {
    const folder = newFolder();
    for (const name of names) writeFileSync(join(folder, name), FIRST);
    const db = open(':memory:');
    expect(() => migrate(db, { folder, backupFolder: null })).toThrow(/should be number/);
    expect(version(db)).toBe(0);
  });
});

describe('an upgrade', () => {
  it('applies only what is new and keeps the rows', () => {
    const folder = newFolder();
    const db = open(':memory:');
    writeMigrations(folder, FIRST);
    migrate(db, { folder, backupFolder: null });
    db.$client.exec(`INSERT INTO notes VALUES (1, 'kept')`);
    writeMigrations(folder, FIRST, SECOND);
    expect(migrate(db, { folder, backupFolder: null })).toEqual([2]);
    expect(db.$client.prepare('SELECT * FROM notes').all()).toEqual([
      { id: 1, text: 'kept', colour: 'white' },
    ]);
  });

  it('leaves a copy made before it that can be opened by the older program', () => {
    const [folder, backupFolder] = [newFolder(), newFolder()];
    const db = open(join(newFolder(), 'jiebang.sqlite'));
    writeMigrations(folder, FIRST);
    migrate(db, { folder, backupFolder });
    expect(readdirSync(backupFolder)).toEqual([]);
    db.$client.exec(`INSERT INTO notes VALUES (1, 'kept')`);
    const before = contents(db);
    writeMigrations(folder, FIRST, SECOND);
    migrate(db, { folder, backupFolder });

    const copy = open(join(backupFolder, 'before-migration-2.sqlite'));
    expect(contents(copy)).toEqual(before);
    writeMigrations(newFolder(), FIRST);
    const older = newFolder();
    writeMigrations(older, FIRST);
    expect(migrate(copy, { folder: older, backupFolder: null })).toEqual([]);
  });

  it('leaves the copy even when it fails, and makes it anew at the next try', () => {
    const [folder, backupFolder] = [newFolder(), newFolder()];
    const db = open(':memory:');
    writeMigrations(folder, FIRST);
    migrate(db, { folder, backupFolder });
    writeMigrations(folder, FIRST, 'CREATE TABLE notes (id INTEGER);');
    for (const text of ['one', 'two']) {
      db.$client.prepare('INSERT INTO notes (text) VALUES (?)').run(text);
      refusal(() => migrate(db, { folder, backupFolder }));
      const copy = openDatabase(join(backupFolder, 'before-migration-2.sqlite'));
      expect(countRows(copy, 'notes')).toBe(countRows(db, 'notes'));
      copy.$client.close();
    }
  });

  it('does not begin when no copy can be made', () => {
    const folder = newFolder();
    const db = open(':memory:');
    writeMigrations(folder, FIRST);
    migrate(db, { folder, backupFolder: null });
    writeMigrations(folder, FIRST, SECOND);
    expect(() => migrate(db, { folder, backupFolder: join(newFolder(), 'gone') })).toThrow();
    expect(version(db)).toBe(1);
  });
});

describe('a database newer than the program', () => {
  it('is refused with a sentence that gives both versions, and not one byte of it changes', () => {
    const [folder, backupFolder] = [newFolder(), newFolder()];
    const file = join(newFolder(), 'jiebang.sqlite');
    const newer = openDatabase(file);
    writeMigrations(folder, FIRST, SECOND);
    migrate(newer, { folder, backupFolder: null });
    newer.$client.exec(`INSERT INTO notes (id, text) VALUES (1, 'kept')`);
    newer.$client.close();
    const digest = () => createHash('sha256').update(readFileSync(file)).digest('hex');
    const before = digest();

    const older = newFolder();
    writeMigrations(older, FIRST);
    const db = openDatabase(file);
    const error = refusal(() => migrate(db, { folder: older, backupFolder }));
    db.$client.close();

    expect([error.code, error.text]).toEqual(['conflict', 'error.databaseNewer']);
    expect(describeError(error)).toContain(
      'The database (version 2) is newer than this program knows (version 1)',
    );
    expect(digest()).toBe(before);
    expect(existsSync(join(backupFolder, 'before-migration-1.sqlite'))).toBe(false);
  });
});
