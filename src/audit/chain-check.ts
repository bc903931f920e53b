import { hashOf } from './chain.ts';
import type { Damage, Head, Problem, Report } from './model.ts';
import type { StoredLine } from './tables.ts';

/** How far from its place a line is looked for. */
export const WINDOW = 1000;
/** So many lines are looked for; a log that is broken in more places needs no finer words. */
const MOST_SEARCHES = 100;
/** Places beside its own that a line is tried at. */
const NEARBY = Array.from({ length: 50 }, (_, index) => [index + 1, -index - 1]).flat();
const MOST_PROBLEMS = 100;

export interface ChainCheckDeps {
  heads: Head[];
  /** The number of the line with this hash, if it stands within `WINDOW` of `near`. */
  numberOf(hash: string, near: number): number | undefined;
}

/** What is kept of a line that was seen. */
interface Seen {
  previousHash: string;
  hash: string;
  /** Whether damage to it was named already. */
  named: boolean;
}

/**
 * Reads a log line by line, in the order of their numbers, and names what does not hold. Pure but for `numberOf`, which
 * only serves to tell one kind of damage from another.
 */
export function createChainCheck({ heads, numberOf }: ChainCheckDeps) {
  const problems: Problem[] = [];
  let unlisted = 0;
  let lines = 0;
  let last: { number: number; hash: string } | null = null;
  /** Of the line before, where that is good. */
  let lastFormat = 1;
  let lastHead = 0;
  let searches = 0;
  let shift = 1;
  /** The last `WINDOW` lines by number. */
  const recent = new Map<number, Seen>();
  const headsAt = new Map<number, Head[]>();
  for (const one of heads) headsAt.set(one.number, [...(headsAt.get(one.number) ?? []), one]);

  function list(kind: Damage, from: number, to: number): void {
    const before = problems.findLast((problem) => problem.kind === kind && problem.to === from - 1);
    if (before !== undefined) before.to = to;
    else if (problems.length < MOST_PROBLEMS) problems.push({ kind, from, to });
    else unlisted += 1;
  }

  function name(kind: Damage, from: number, to = from): void {
    for (let number = Math.max(from, to - WINDOW); number <= to; number += 1) {
      const seen = recent.get(number);
      if (seen !== undefined) seen.named = true;
    }
    list(kind, from, to);
  }

  /** Whether a line's hash covers all it says. Lines of the first format came before all others and say less. */
  function isIntact(line: StoredLine): boolean {
    if (line.format === 1) {
      const { address, forOrganisationId, outcome, before, after } = line;
      const isSilent = [address, forOrganisationId, before, after].every((value) => value === null);
      if (!isSilent || outcome !== 'done' || lastFormat !== 1) return false;
    }
    return hashOf(line) === line.hash;
  }

  /** Whether a line is as it was written, but under another number. Only the second format's hash covers numbers. */
  function isMoved(line: StoredLine): boolean {
    const stoodAt = (by: number) => hashOf({ ...line, number: line.number + by }) === line.hash;
    if (line.format === 1 || searches >= MOST_SEARCHES) return false;
    // Where a line was taken out or put in, all that follow moved by as much.
    if (stoodAt(shift)) return true;
    const origin = placeOf(line.previousHash, line.number);
    const afterOrigin = origin === undefined ? [] : [origin + 1 - line.number];
    const found = [...afterOrigin, ...NEARBY].find(stoodAt);
    shift = found ?? shift;
    return found !== undefined;
  }

  function placeOf(hash: string, near: number): number | undefined {
    if (hash === '') return 0;
    if (searches >= MOST_SEARCHES) return undefined;
    searches += 1;
    return numberOf(hash, near);
  }

  /** Says why a line, good in itself, does not follow from the one before. */
  function explain({ number, format, previousHash }: StoredLine, moved: boolean): void {
    const before = number - 1;
    const origin = placeOf(previousHash, number);
    const isFork = origin !== undefined && recent.get(origin + 1)?.previousHash === previousHash;
    if (isFork && origin < before) {
      name('inserted', origin + 1, before);
      return;
    }
    // The damage before it explains it: only a line that follows from an earlier place may be out of place itself.
    if (recent.get(before)?.named && !(format === 1 && origin !== undefined && origin < number)) return;
    // A line that surely has this number was written after another one than stands there.
    if (format !== 1 && !moved && before > 0) name('changed', before);
    else if (origin === undefined) name('missing', number);
    else if (!moved && !recent.get(origin)?.named) name('reordered', number);
  }

  function compareWithHeads(number: number, hash: string): void {
    const exported = headsAt.get(number);
    if (exported === undefined) return;
    if (exported.some((one) => one.hash !== hash)) list('rewritten', lastHead + 1, number);
    lastHead = number;
  }

  return {
    /** Takes the next line. */
    read(line: StoredLine): void {
      const { number, previousHash, hash } = line;
      lines += 1;
      recent.set(number, { previousHash, hash, named: false });
      recent.delete(number - WINDOW);
      if (number < 1) {
        name('inserted', number);
        return;
      }
      const next = (last?.number ?? 0) + 1;
      if (number > next) name('missing', next, number - 1);
      const intact = isIntact(line);
      const moved = !intact && isMoved(line);
      if (moved) name('reordered', number);
      if (!intact && !moved) name('changed', number);
      else if (number === next && previousHash !== (last?.hash ?? '')) explain(line, moved);
      compareWithHeads(number, hash);
      last = { number, hash };
      lastFormat = intact || moved ? line.format : 1;
    },

    /** The report, once there are no more lines. */
    finish(): Report {
      const end = last?.number ?? 0;
      const known = heads.reduce((most, { number }) => Math.max(most, number), 0);
      if (known > end) name('missing', end + 1, known);
      problems.sort((a, b) => a.from - b.from || a.to - b.to);
      const ok = problems.length === 0;
      return { lines, head: last, headsChecked: heads.length, ok, problems, unlisted };
    },
  };
}
