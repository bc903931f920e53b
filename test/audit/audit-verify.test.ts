import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { exportHead } from '../../src/audit/heads.ts';
import type { Report } from '../../src/audit/model.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openDatabase } from '../../src/db/open.ts';
import { migrationsFolder, newFolder, open } from '../db/test-database.ts';
import { createTestLog } from '../jobs/test-log.ts';
import { createFakeClock } from '../kernel/fake-clock.ts';
import { makeLog, overwrite, type Row, recompute, rows, write } from './stored-lines.ts';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

interface Ending {
  code: number | null;
  report: Report | null;
  said: string;
}

/** Runs the command as a process of its own. */
async function verify(args: string[], environment: Record<string, string> = {}): Promise<Ending> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/audit-verify.ts', ...args], {
    cwd: projectFolder,
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [out, said] = ['', ''];
  child.stdout.on('data', (text) => {
    out += String(text);
  });
  child.stderr.on('data', (text) => {
    said += String(text);
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, report: out === '' ? null : (JSON.parse(out) as Report), said };
}

const clock = createFakeClock();
const { log } = createTestLog();

/** A folder with a database of twenty lines, old and new, and the head of line 12 and of the last one. */
function makeService(): string {
  const folder = newFolder();
  const db = openDatabase(join(folder, 'jiebang.sqlite'));
  migrate(db, { folder: migrationsFolder, backupFolder: null });
  const file = join(folder, 'audit-heads.jsonl');
  overwrite(db, makeLog(12, 5));
  exportHead({ db, clock, log, file });
  for (let number = 13; number <= 20; number += 1) write(db, { at: number, address: '127.0.0.1' });
  exportHead({ db, clock, log, file });
  db.$client.close();
  return folder;
}

/** The same with its lines tampered with. */
function tamper(harm: (given: Row[]) => Row[]): string {
  const folder = makeService();
  const db = openDatabase(join(folder, 'jiebang.sqlite'));
  overwrite(db, harm(rows(db)));
  db.$client.close();
  return join(folder, 'jiebang.sqlite');
}

const kinds = ({ report }: Ending) => report?.problems.map(({ kind, from, to }) => [kind, from, to]);

it('finds a whole log whole, with old and new lines, and changes nothing', async () => {
  const folder = makeService();
  const file = join(folder, 'jiebang.sqlite');
  const before = readFileSync(file);
  const { code, report, said } = await verify(['--database', file]);
  expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining('the log holds') });
  expect(report).toMatchObject({ lines: 20, headsChecked: 2, ok: true, problems: [] });
  expect(readFileSync(file).equals(before)).toBe(true);
});

it('takes the files of the service whose environment it has', async () => {
  const folder = makeService();
  expect(await verify([], { DATA_DIR: folder })).toMatchObject({ code: 0, report: { headsChecked: 2 } });
  const elsewhere = join(newFolder(), 'heads.jsonl');
  writeFileSync(elsewhere, readFileSync(join(folder, 'audit-heads.jsonl'), 'utf8').split('\n')[0] ?? '');
  const environment = { DATA_DIR: folder, AUDIT_HEADS_FILE: elsewhere };
  expect(await verify([], environment)).toMatchObject({ code: 0, report: { headsChecked: 1 } });
});

it('reads beside a service that runs and writes', async () => {
  const file = join(makeService(), 'jiebang.sqlite');
  const service = open(file);
  write(service);
  expect(await verify(['--database', file])).toMatchObject({ code: 0, report: { lines: 21 } });
  write(service);
  expect(rows(service)).toHaveLength(22);
});

it('names a line that was changed on a copy', async () => {
  const file = tamper((given) => given.map((row) => (row.number === 7 ? { ...row, actor_id: 'b' } : row)));
  const ending = await verify(['--database', file]);
  expect([ending.code, kinds(ending)]).toEqual([1, [['changed', 7, 7]]]);
  expect(ending.said).toContain('Line 7 of the log was changed');
  expect(ending.said).toContain('日志第 7 行被改动过');
});

it('names a line that was removed from a copy', async () => {
  const file = tamper((given) => given.filter(({ number }) => number !== 15));
  const ending = await verify(['--database', file]);
  expect([ending.code, kinds(ending)]).toEqual([1, [['missing', 15, 15]]]);
  expect(ending.said).toContain('Line 15 of the log is missing');
});

it('names lines that changed places on a copy', async () => {
  const file = tamper((given) => {
    const [a, b] = [given[13]!, given[14]!];
    return [...given.slice(0, 13), { ...b, number: 14 }, { ...a, number: 15 }, ...given.slice(15)];
  });
  const ending = await verify(['--database', file]);
  expect([ending.code, kinds(ending)]).toEqual([1, [['reordered', 14, 15]]]);
});

it('notices by the heads that the end was cut off, or everything computed anew', async () => {
  const cut = tamper((given) => given.slice(0, 18));
  expect(kinds(await verify(['--database', cut]))).toEqual([['missing', 19, 20]]);
  const forged = tamper((given) =>
    recompute(given.map((row) => (row.number === 14 ? { ...row, at: 9 } : row))),
  );
  const ending = await verify(['--database', forged]);
  expect([ending.code, kinds(ending)]).toEqual([1, [['rewritten', 13, 20]]]);

  // Without heads nobody could know, and that is said.
  rmSync(join(dirname(forged), 'audit-heads.jsonl'));
  const blind = await verify(['--database', forged]);
  expect(blind).toMatchObject({ code: 0, report: { ok: true, headsChecked: 0 } });
  expect(blind.said).toContain('no exported heads');
});

it('cannot be asked wrongly without saying so', async () => {
  const folder = makeService();
  const database = join(folder, 'jiebang.sqlite');
  const noDatabase = join(newFolder(), 'letter.sqlite');
  writeFileSync(noDatabase, 'a letter to the bureau\n'.repeat(300));
  const empty = join(newFolder(), 'empty.sqlite');
  writeFileSync(empty, '');
  for (const args of [
    ['--database', join(folder, 'nothing.sqlite')],
    ['--database', database, '--heads', join(folder, 'nothing.jsonl')],
    ['--wrong'],
    ['--database', noDatabase],
    ['--database', empty],
  ]) {
    const { code, report, said } = await verify(args);
    expect([args, code, report]).toEqual([args, 2, null]);
    expect(said.trim()).not.toBe('');
    expect(said).not.toMatch(/\n {4}at /);
  }
});
