import { appendFileSync, chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { exportHead, readHeads } from '../../src/audit/heads.ts';
import { verifyLog } from '../../src/audit/verify.ts';
import type { Db } from '../../src/db/open.ts';
import { createTestDatabase, newFolder } from '../db/test-database.ts';
import { createTestLog } from '../jobs/test-log.ts';
import { createFakeClock } from '../kernel/fake-clock.ts';
import { makeLog, overwrite, recompute, rows, write } from './stored-lines.ts';

let db: Db;
let file: string;
let said: Record<string, unknown>[];
let run: () => ReturnType<typeof exportHead>;
const clock = createFakeClock();

beforeEach(() => {
  db = createTestDatabase();
  file = join(newFolder(), 'audit-heads.jsonl');
  const { log, lines } = createTestLog();
  said = lines;
  run = () => exportHead({ db, clock, log, file });
});

const texts = () => readFileSync(file, 'utf8');

describe('the head of the log', () => {
  it('goes into the file and into the process log', () => {
    write(db);
    write(db);
    const exported = run();
    const { number, hash } = rows(db)[1]!;
    expect(exported).toEqual({ number, hash, at: new Date(clock.now()).toISOString() });
    expect(texts()).toBe(`${JSON.stringify(exported)}\n`);
    expect(said).toEqual([expect.objectContaining({ auditHead: exported, msg: 'head of the audit log' })]);
  });

  it('is exported again only when there is a new one', () => {
    expect(run()).toBe(null);
    expect(existsSync(file)).toBe(false);
    write(db);
    run();
    expect(run()).toBe(null);
    write(db);
    run();
    expect(readHeads(file).heads.map(({ number }) => number)).toEqual([1, 2]);
    expect(said).toHaveLength(2);
  });

  it('is nobody’s business but the service’s', () => {
    write(db);
    run();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('holds against the log it was taken from', async () => {
    for (let day = 0; day < 3; day += 1) {
      write(db);
      run();
    }
    expect(await verifyLog(db, readHeads(file))).toMatchObject({ ok: true, headsChecked: 3 });
  });

  it('cries out at once when the log is no longer the one it was taken from, and goes on', () => {
    overwrite(db, makeLog(4));
    run();
    overwrite(db, recompute(makeLog(6).map((row) => ({ ...row, actor_id: 'b' }))));
    const next = run();
    expect(said.map(({ level, msg }) => [level, msg])).toEqual([
      [30, 'head of the audit log'],
      [50, expect.stringContaining('npm run audit:verify')],
      [30, 'head of the audit log'],
    ]);
    expect(readHeads(file).heads.at(-1)).toEqual(next);
  });

  it('reaches the process log even where the disk of the file is missing, which is told', () => {
    write(db);
    file = join(newFolder(), 'not mounted', 'heads.jsonl');
    expect(() => run()).toThrow(/ENOENT/);
    expect(said).toEqual([expect.objectContaining({ msg: 'head of the audit log' })]);
    expect(existsSync(file)).toBe(false);
  });
});

describe('the file of heads', () => {
  it('may be absent or empty', () => {
    expect(readHeads(file)).toEqual({ heads: [], unreadable: [] });
    writeFileSync(file, '');
    expect(readHeads(file)).toEqual({ heads: [], unreadable: [] });
  });

  it('names its lines that are no heads', () => {
    write(db);
    run();
    appendFileSync(file, 'a note\n{"number":2}\n\n');
    write(db);
    run();
    const { heads, unreadable } = readHeads(file);
    expect(heads.map(({ number }) => number)).toEqual([1, 2]);
    expect(unreadable).toEqual([2, 3]);
  });

  it('gets over a line that a cut of power left unfinished', () => {
    write(db);
    run();
    appendFileSync(file, '{"number":2,"ha');
    expect(readHeads(file)).toMatchObject({ heads: [{ number: 1 }], unreadable: [] });
    write(db);
    run();
    expect(readHeads(file)).toMatchObject({ heads: [{ number: 1 }, { number: 2 }], unreadable: [] });
  });

  it('does not lose a whole line that only lacks its end', () => {
    write(db);
    run();
    writeFileSync(file, texts().trimEnd());
    write(db);
    run();
    expect(readHeads(file)).toMatchObject({ heads: [{ number: 1 }, { number: 2 }], unreadable: [] });
  });

  it('keeps the rights that somebody gave it', () => {
    write(db);
    run();
    chmodSync(file, 0o640);
    write(db);
    run();
    expect(statSync(file).mode & 0o777).toBe(0o640);
  });
});
