import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import type { Sql } from '../db/tx.ts';
import { type Clock, toIso } from '../kernel/clock.ts';
import type { Logger } from '../kernel/log.ts';
import { type Head, head } from './model.ts';
import { findHash, findHead } from './store.ts';

export interface HeadsFile {
  heads: Head[];
  /** Numbers of the lines of the file that are no heads. */
  unreadable: number[];
}

function parse(text: string): Head | undefined {
  try {
    return head.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * The heads that were exported to a file, oldest first; none when it is absent. A last line that was never finished is
 * what a cut of power leaves, and no damage.
 */
export function readHeads(file: string): HeadsFile {
  if (!existsSync(file)) return { heads: [], unreadable: [] };
  const texts = readFileSync(file, 'utf8').split('\n');
  const parsed = texts.map((text, index) => ({ text, line: index + 1, head: parse(text) }));
  return {
    heads: parsed.flatMap((one) => one.head ?? []),
    unreadable: parsed
      .filter((one) => one.head === undefined && one.text.trim() !== '' && one.line < texts.length)
      .map(({ line }) => line),
  };
}

/** Adds a line to the file and waits until it is on the disk. The file is its owner's alone. */
function appendHead(file: string, added: Head): void {
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  const end = bytes.lastIndexOf('\n') + 1;
  const rest = bytes.subarray(end).toString();
  const isUnfinished = rest !== '' && parse(rest) === undefined;
  if (isUnfinished) truncateSync(file, end);
  const handle = openSync(file, 'a', 0o600);
  try {
    writeSync(handle, `${rest === '' || isUnfinished ? '' : '\n'}${JSON.stringify(added)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Exports the head of the log where it grew since the last time: one line of the process log, and one of the file.
 * For the schedule. Gives what was exported, null where there was nothing new. Throws what the file system throws; the
 * folder is never made, so that a disk that is not there is noticed.
 */
export function exportHead(deps: { db: Sql; clock: Clock; log: Logger; file: string }): Head | null {
  const { db, clock, log, file } = deps;
  const found = findHead(db);
  const known = readHeads(file).heads.at(-1);
  if (known !== undefined && findHash(db, known.number) !== known.hash) {
    log.error(
      { auditHead: known },
      'the audit log is not the one of the exported head: npm run audit:verify',
    );
  }
  if (found === undefined || (known?.number === found.number && known.hash === found.hash)) return null;
  const exported = { ...found, at: toIso(clock.now()) };
  // First, so that a full or missing disk does not keep the head from those who collect the log.
  log.info({ auditHead: exported }, 'head of the audit log');
  appendHead(file, exported);
  return exported;
}
