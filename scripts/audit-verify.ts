// `npm run --silent audit:verify -- [--database FILE] [--heads FILE]`: whether the log of a database still holds. The
// database is opened to be read only: one in use, a copy, or a backup. The report goes to stdout as JSON, what it means
// to stderr. Ends with 0 when all holds, 1 when something does not, 2 when it could not be checked.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { openLog } from '../src/audit/copy.ts';
import { readHeads } from '../src/audit/heads.ts';
import type { Report } from '../src/audit/model.ts';
import { tell } from '../src/audit/tell.ts';
import { verifyLog } from '../src/audit/verify.ts';
import { describeError } from '../src/kernel/errors.ts';
import { locales } from '../src/kernel/texts/index.ts';

const USAGE = 'usage: npm run --silent audit:verify -- [--database FILE] [--heads FILE]';

const say = (line: string) => process.stderr.write(`${line}\n`);

/** The files meant: those named, else those of the service with this environment. */
function readArguments() {
  const { DATA_DIR = 'data/local', AUDIT_HEADS_FILE } = process.env;
  const options = { database: { type: 'string' }, heads: { type: 'string' } } as const;
  const { values } = parseArgs({ options });
  const database = values.database ?? join(DATA_DIR || 'data/local', 'jiebang.sqlite');
  const heads = values.heads ?? (AUDIT_HEADS_FILE || join(dirname(database), 'audit-heads.jsonl'));
  // A file that was asked for and is not there must not pass for one without heads.
  const wanted = [database, ...(values.heads === undefined && !AUDIT_HEADS_FILE ? [] : [heads])];
  for (const file of wanted) if (!existsSync(file)) throw new Error(`no such file: ${file}\n${USAGE}`);
  return { database, heads };
}

function explain({ lines, headsChecked, ok, problems, unlisted }: Report): void {
  for (const locale of locales) for (const problem of problems) say(tell(locale, problem));
  if (unlisted > 0) say(`另有 ${unlisted} 处未列出 / ${unlisted} more are not listed`);
  if (headsChecked === 0) {
    say(
      '没有导出的校验值，无法发现末尾被截断或整体重新计算 / no exported heads: a tail that was cut off, or a',
    );
    say('log that was computed anew as a whole, could not be noticed');
  }
  const checked = `${lines} lines, ${headsChecked} exported heads`;
  say(ok ? `日志完整 / the log holds: ${checked}` : `日志有损坏 / the log does not hold: ${checked}`);
}

async function main(): Promise<void> {
  const { database, heads } = readArguments();
  // Before the lines: a service that runs may export a head meanwhile.
  const exported = readHeads(heads);
  const db = openLog(database);
  try {
    const report = await verifyLog(db, exported);
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    explain(report);
    process.exitCode = report.ok ? 0 : 1;
  } finally {
    db.$client.close();
  }
}

main().catch((error: unknown) => {
  say(describeError(error));
  process.exitCode = 2;
});
