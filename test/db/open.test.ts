import {
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../src/db/migrate.ts';
import { openDatabase, verifyDatabaseFile } from '../../src/db/open.ts';
import { describeError } from '../../src/kernel/errors.ts';
import { refusal } from '../kernel/refusal.ts';
import { migrationsFolder, newFolder, open } from './test-database.ts';

/** A migrated database file of a few hundred kilobytes, closed. */
function writeDatabase(): string {
  const file = join(newFolder(), 'jiebang.sqlite');
  const db = openDatabase(file);
  migrate(db, { folder: migrationsFolder, backupFolder: null });
  const insert = db.$client.prepare('INSERT INTO settings VALUES (?, ?)');
  for (let i = 0; i < 300; i += 1) insert.run(`name ${i}`, 'x'.repeat(1000));
  db.$client.close();
  return file;
}

function overwrite(file: string, from: number, to: number): void {
  const bytes = readFileSync(file);
  bytes.fill(0x7f, from, to);
  writeFileSync(file, bytes);
}

describe('every connection', () => {
  const wanted = { synchronous: 2, foreign_keys: 1, busy_timeout: 5000, trusted_schema: 0 };

  it.each(Object.entries(wanted))(
    'has %s = %i, in a new file, a reopened one and in memory',
    (name, value) => {
      const file = join(newFolder(), 'new.sqlite');
      for (const place of [file, ':memory:']) {
        expect(open(place).$client.pragma(name, { simple: true })).toBe(value);
      }
      const reopened = writeDatabase();
      expect(open(reopened).$client.pragma(name, { simple: true })).toBe(value);
    },
  );

  it('writes ahead into a log, in a new file and a reopened one', () => {
    const file = writeDatabase();
    expect(open(file).$client.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(existsSync(`${file}-wal`)).toBe(true);
  });

  it('writes every commit through to the disk although a reopened log file alone would not', () => {
    const file = writeDatabase();
    const bare = new Sqlite(file);
    const fallback = bare.pragma('synchronous', { simple: true });
    bare.close();
    expect(fallback).toBe(1);
    expect(open(file).$client.pragma('synchronous', { simple: true })).toBe(2);
  });

  it('refuses a row that refers to nothing', () => {
    const db = open(writeDatabase()).$client;
    const orphan = `INSERT INTO memberships VALUES ('nobody', 'nowhere', 'operator')`;
    expect(() => db.exec(orphan)).toThrow('FOREIGN KEY constraint failed');
  });
});

describe('a file that cannot be read', () => {
  const damages: [string, (file: string) => void][] = [
    ['is no database at all', (file) => writeFileSync(file, 'a letter to the bureau\n'.repeat(500))],
    ['has a broken beginning', (file) => overwrite(file, 0, 100)],
    ['has a broken list of tables', (file) => overwrite(file, 100, 4096)],
    ['was cut off', (file) => truncateSync(file, Math.floor(statSync(file).size / 8192) * 4096)],
  ];

  it.each(damages)('%s: is refused with a sentence that names it and says what to do', (_what, damage) => {
    const file = writeDatabase();
    damage(file);
    const before = readFileSync(file);

    const error = refusal(() => open(file));

    expect(error.code).toBe('unavailable');
    expect(error.text).toBe('error.databaseDamaged');
    expect(describeError(error)).toContain(`数据库文件 ${file} 无法读取`);
    expect(describeError(error)).toContain('Nothing was changed; please restore a backup.');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('is a folder, or lies in a folder that is not there: is refused, too', () => {
    const folder = newFolder();
    expect(refusal(() => open(folder)).code).toBe('unavailable');
    expect(refusal(() => open(join(folder, 'gone', 'jiebang.sqlite'))).code).toBe('unavailable');
  });

  it.skipIf(!existsSync('/proc/self/fd'))('is let go of, so that a backup can be put in its place', () => {
    const file = writeDatabase();
    writeFileSync(file, 'a letter to the bureau\n'.repeat(500));
    refusal(() => open(file));
    const held = readdirSync('/proc/self/fd').filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`).startsWith(file);
      } catch {
        return false;
      }
    });
    expect(held).toEqual([]);
  });
});

describe('a copy', () => {
  it('is trusted when it can be read whole', () => {
    expect(() => verifyDatabaseFile(writeDatabase())).not.toThrow();
  });

  it('is not trusted when its pages are damaged, cut off or gone', () => {
    const damaged = writeDatabase();
    overwrite(damaged, Math.floor(statSync(damaged).size / 2), statSync(damaged).size);
    expect(() => verifyDatabaseFile(damaged)).toThrow();
    const cut = writeDatabase();
    truncateSync(cut, 8192);
    expect(() => verifyDatabaseFile(cut)).toThrow();
    expect(() => verifyDatabaseFile(join(newFolder(), 'gone.sqlite'))).toThrow();
  });

  it('is not changed by the look at it', () => {
    const file = writeDatabase();
    const before = readFileSync(file);
    verifyDatabaseFile(file);
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});
