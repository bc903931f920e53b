import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLog } from '../../src/audit/copy.ts';
import type { Head } from '../../src/audit/model.ts';
import { verifyLog } from '../../src/audit/verify.ts';
import { migrate } from '../../src/db/migrate.ts';
import type { Db } from '../../src/db/open.ts';
import { createTestDatabase, migrationsFolder, newFolder, open } from '../db/test-database.ts';
import { refusal } from '../kernel/refusal.ts';
import { makeLog, overwrite, type Row, recompute, rows, write } from './stored-lines.ts';

const verify = (db: Db, heads: Head[] = [], unreadable: number[] = []) =>
  verifyLog(db, { heads, unreadable });
const headOf = ({ number, hash }: Row): Head => ({ number, hash, at: '2026-03-02T02:00:00.000Z' });

/** A database whose log has these lines, more of them than are read at once. */
function database(log: Row[]): Db {
  const db = createTestDatabase();
  overwrite(db, log);
  return db;
}

const log = makeLog(1203, 600);

it('holds over many pages, and tells how far it looked', async () => {
  const report = await verify(database(log), [headOf(log[999]!), headOf(log[1202]!)]);
  expect(report).toEqual({
    lines: 1203,
    head: { number: 1203, hash: log[1202]?.hash },
    headsChecked: 2,
    ok: true,
    problems: [],
    unlisted: 0,
  });
});

it('holds while it is empty', async () => {
  expect(await verify(createTestDatabase())).toMatchObject({ lines: 0, head: null, ok: true });
});

it('lets others have their turn between two pages', async () => {
  const db = database(log);
  let turns = 0;
  const counting = setInterval(() => {
    turns += 1;
  }, 0);
  await verify(db);
  clearInterval(counting);
  expect(turns).toBeGreaterThan(0);
});

it('takes lines that are written while it reads', async () => {
  const db = createTestDatabase();
  write(db);
  const [report] = await Promise.all([verify(db), Promise.resolve().then(() => write(db))]);
  expect(report.ok).toBe(true);
  expect(await verify(db)).toMatchObject({ lines: 2, ok: true });
});

describe('names what somebody did to the database', () => {
  it.each<[string, (given: Row[]) => Row[], object]>([
    [
      'one line changed',
      (given) => given.map((row) => (row.number === 502 ? { ...row, facts: '{}' } : row)),
      { kind: 'changed', from: 502, to: 502 },
    ],
    [
      'one line removed',
      (given) => given.filter(({ number }) => number !== 501),
      { kind: 'missing', from: 501, to: 501 },
    ],
    [
      'two lines swapped over the border of a page',
      (given) => [...given.slice(0, 999), given[1000]!, given[999]!, ...given.slice(1001)].map(renumber),
      { kind: 'reordered', from: 1000, to: 1001 },
    ],
    [
      'old lines swapped',
      (given) => [...given.slice(0, 499), given[500]!, given[499]!, ...given.slice(501)].map(renumber),
      { kind: 'reordered', from: 500, to: 501 },
    ],
    ['the last lines removed', (given) => given.slice(0, 1201), { kind: 'missing', from: 1202, to: 1203 }],
    [
      'everything computed anew',
      (given) => recompute(given.map((row) => (row.number === 700 ? { ...row, actor_id: 'b' } : row))),
      { kind: 'rewritten', from: 1, to: 1203 },
    ],
  ])('%s', async (_what, harm, problem) => {
    const report = await verify(database(harm(log)), [headOf(log[1202]!)]);
    expect(report).toMatchObject({ ok: false, problems: [problem] });
  });

  it('a line put in: that one, and those it moved', async () => {
    const forged = recompute([...log.slice(0, 800), { ...log[0]!, format: 2 }]).at(-1)!;
    const { problems } = await verify(
      database([...log.slice(0, 800), forged, ...log.slice(800)].map(renumber)),
    );
    expect(problems).toEqual([
      { kind: 'inserted', from: 801, to: 801 },
      { kind: 'reordered', from: 802, to: 1204 },
    ]);
  });

  it('and lines of the file of heads that nobody can read', async () => {
    const report = await verify(database(log), [], [3]);
    expect(report).toMatchObject({ ok: false, problems: [{ kind: 'head-unreadable', from: 3, to: 3 }] });
  });
});

describe('a database of the first version', () => {
  /** A log as the first version of the service wrote it. */
  function oldDatabase(file: string, count: number): Db {
    const folder = join(newFolder(), 'migrations');
    mkdirSync(folder);
    for (const name of readdirSync(migrationsFolder).filter((each) => each < '0003'))
      cpSync(join(migrationsFolder, name), join(folder, name));
    const db = open(file);
    migrate(db, { folder, backupFolder: null });
    const insert = db.$client.prepare(
      `INSERT INTO audit_log VALUES (@number, @at, @actor_id, @action, @subject_id, @facts, @previous_hash, @hash)`,
    );
    for (const row of makeLog(count, count)) {
      const { number, at, actor_id, action, subject_id, facts, previous_hash, hash } = row;
      insert.run({ number, at, actor_id, action, subject_id, facts, previous_hash, hash });
    }
    return db;
  }

  it('still holds after the upgrade, and with new lines after the old ones', async () => {
    const db = oldDatabase(':memory:', 5);
    migrate(db, { folder: migrationsFolder, backupFolder: null });
    expect(await verify(db)).toMatchObject({ lines: 5, ok: true });
    write(db, { address: '127.0.0.1' });
    write(db);
    expect(rows(db).map(({ format }) => format)).toEqual([1, 1, 1, 1, 1, 2, 2]);
    expect(await verify(db)).toMatchObject({ lines: 7, ok: true });
  });

  it('can be verified as it is, e.g. the copy made before the upgrade', async () => {
    const file = join(newFolder(), 'before.sqlite');
    oldDatabase(file, 5).$client.close();
    const copy = openLog(file);
    expect(await verify(copy, [headOf(makeLog(5, 5)[4]!)])).toMatchObject({ lines: 5, ok: true });
    expect(() => copy.$client.exec('DELETE FROM main.audit_log')).toThrow(/readonly/);
    copy.$client.close();
  });
});

it('is not opened where there is none', () => {
  const file = join(newFolder(), 'nothing.sqlite');
  expect(refusal(() => openLog(file))).toMatchObject({ code: 'unavailable', params: { file } });
});

function renumber(row: Row, index: number): Row {
  return { ...row, number: index + 1 };
}
