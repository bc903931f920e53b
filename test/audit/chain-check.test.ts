import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChainCheck } from '../../src/audit/chain-check.ts';
import type { Head, Report } from '../../src/audit/model.ts';
import { makeLog, type Row, recompute } from './stored-lines.ts';

const RUNS = 500;

function toLine(row: Row) {
  const { number, format, at, action, facts, before, after, hash } = row;
  return {
    ...{ number, format, at, action, facts, before, after, hash },
    actorId: row.actor_id,
    address: row.address,
    forOrganisationId: row.for_organisation_id,
    subjectId: row.subject_id,
    outcome: row.outcome as 'done' | 'refused',
    previousHash: row.previous_hash,
  };
}

function check(log: Row[], heads: Head[] = []): Report {
  const numberOf = (hash: string) => log.find((row) => row.hash === hash)?.number;
  const chain = createChainCheck({ heads, numberOf });
  for (const row of log) chain.read(toLine(row));
  return chain.finish();
}

const named = (log: Row[], heads: Head[] = []) =>
  check(log, heads).problems.map(({ kind, from, to }) => `${kind} ${from}${to === from ? '' : `–${to}`}`);

const headOf = ({ number, hash }: Row): Head => ({ number, hash, at: '2026-03-02T02:00:00.000Z' });
const renumber = (log: Row[]): Row[] => log.map((row, index) => ({ ...row, number: index + 1 }));
const without = (log: Row[], number: number) => log.filter((row) => row.number !== number);
const withChange = (log: Row[], number: number, change: Partial<Row>) =>
  log.map((row) => (row.number === number ? { ...row, ...change } : row));
const swap = (log: Row[], one: number, other: number) => {
  const swapped = [...log];
  [swapped[one - 1], swapped[other - 1]] = [log[other - 1]!, log[one - 1]!];
  return renumber(swapped);
};
/** A line of somebody's own making, after that one, that is right in itself. */
const insert = (log: Row[], after: number) => {
  const upTo = recompute([...log.slice(0, after), { ...log[0]!, format: log[after - 1]!.format, at: 7 }]);
  return renumber([...log.slice(0, after), upTo.at(-1)!, ...log.slice(after)]);
};

/** A log of one format only, and of both. */
describe.each([
  ['new lines', makeLog(9)],
  ['old lines', makeLog(9, 9)],
  ['old lines followed by new ones', makeLog(9, 4)],
])('a log of %s', (what, log) => {
  const isNew = what === 'new lines';

  it('holds as it was written', () => {
    expect(check(log, [headOf(log[3]!), headOf(log[8]!)])).toEqual({
      lines: 9,
      head: { number: 9, hash: log[8]!.hash },
      headsChecked: 2,
      ok: true,
      problems: [],
      unlisted: 0,
    });
  });

  it('names a line that says something else', () => {
    expect(named(withChange(log, 3, { at: 9 }))).toEqual(['changed 3']);
    expect(named(withChange(log, 9, { subject_id: null }))).toEqual(['changed 9']);
    expect(named(withChange(log, 1, { facts: '{}' }))).toEqual(['changed 1']);
  });

  it('names a line that says something else and has its hash made to fit', () => {
    const changed = withChange(log, 3, { at: 9 });
    const hash = recompute(changed)[2]!.hash;
    // Of old lines one cannot tell whether the line before was replaced or one between them removed.
    expect(named(withChange(changed, 3, { hash }))).toEqual([isNew ? 'changed 3' : 'missing 4']);
  });

  it('names a line whose hash was changed', () => {
    expect(named(withChange(log, 3, { hash: 'f'.repeat(64) }))).toEqual(['changed 3']);
    expect(named(withChange(log, 3, { previous_hash: 'f'.repeat(64) }))).toEqual(['changed 3']);
  });

  it('names lines that were removed', () => {
    expect(named(without(log, 3))).toEqual(['missing 3']);
    expect(named(without(log, 1))).toEqual(['missing 1']);
    expect(named(without(without(log, 5), 6))).toEqual(['missing 5–6']);
  });

  it('names a line that was removed although the others were moved up', () => {
    expect(named(renumber(without(log, 3)))).toContain('missing 3');
  });

  it('names lines that changed places', () => {
    expect(named(swap(log, 3, 4))).toEqual(['reordered 3–4']);
    expect(named(swap(log, 6, 8)).join()).toMatch(/^reordered 6(,|–).*8/);
  });

  it('names a line that was put in between', () => {
    expect(named(insert(log, 3))).toContain('inserted 4');
  });

  it('cannot tell by itself that the last lines are gone, but a head can', () => {
    const cut = log.slice(0, 7);
    expect(named(cut)).toEqual([]);
    expect(named(cut, [headOf(log[8]!)])).toEqual(['missing 8–9']);
    expect(named([], [headOf(log[8]!)])).toEqual(['missing 1–9']);
  });

  it('cannot tell by itself that everything was computed anew, but heads can, and between which', () => {
    const forged = recompute(withChange(log, 5, { at: 9 }));
    expect(named(forged)).toEqual([]);
    expect(named(forged, [headOf(log[8]!)])).toEqual(['rewritten 1–9']);
    expect(named(forged, [headOf(log[2]!), headOf(log[5]!), headOf(log[8]!)])).toEqual(['rewritten 4–9']);
  });
});

describe('a log', () => {
  const log = makeLog(9, 4);

  it('may be empty', () => {
    expect(check([])).toMatchObject({ lines: 0, head: null, ok: true });
  });

  it('names lines before its beginning', () => {
    expect(named([{ ...log[0]!, number: 0 }, ...log])).toEqual(['inserted 0']);
  });

  it('does not let an old line say what its hash does not cover', () => {
    for (const change of [{ outcome: 'refused' }, { address: '::1' }, { for_organisation_id: 'o' }]) {
      expect(named(withChange(log, 2, change))).toEqual(['changed 2']);
    }
  });

  it('does not let lines fall back to the first format', () => {
    const silent = log.map((row) => ({ ...row, address: null, before: null }));
    const forged = recompute(silent.map((row) => (row.number > 6 ? { ...row, format: 1 } : row)));
    expect(named(forged)).toEqual(['changed 7']);
  });

  it('names lines that changed places far from each other', () => {
    for (const old of [0, 300]) {
      expect(named(swap(makeLog(300, old), 4, 250))).toEqual(['reordered 4', 'reordered 250']);
    }
  });

  it('names the first hundred places and counts the others', () => {
    const long = makeLog(600).map((row) => (row.number % 2 === 0 ? { ...row, at: 9 } : row));
    const report = check(long);
    expect(report.problems).toHaveLength(100);
    expect(report).toMatchObject({ ok: false, unlisted: 200 });
  });

  it('makes one of neighbours with the same damage', () => {
    expect(named(makeLog(9).map((row) => ({ ...row, at: 9 })))).toEqual(['changed 1–9']);
  });
});

const logs = fc
  .record({ length: fc.integer({ min: 2, max: 12 }), old: fc.nat(12) })
  .map(({ length, old }) => makeLog(length, old));

/** What somebody may do to a log; the numbers say where. */
const attacks: [string, (log: Row[], one: number, other: number) => Row[]][] = [
  ['another time', (log, one) => withChange(log, one, { at: 7 })],
  ['another actor', (log, one) => withChange(log, one, { actor_id: null })],
  ['another outcome', (log, one) => withChange(log, one, { outcome: 'refused' })],
  ['another address', (log, one) => withChange(log, one, { address: 'elsewhere' })],
  ['another hash', (log, one) => withChange(log, one, { hash: log[0]!.previous_hash })],
  ['the other format', (log, one) => withChange(log, one, { format: 3 - log[one - 1]!.format })],
  ['a gap', (log, one) => (one === log.length ? without(log, 1) : without(log, one))],
  ['a gap closed', (log, one) => renumber(one === log.length ? without(log, 1) : without(log, one))],
  ['a swap', (log, one, other) => swap(log, one, other === one ? (one % log.length) + 1 : other)],
  ['an insertion', (log, one) => (one === log.length ? insert(log, 1) : insert(log, one))],
  [
    'one line copied over another',
    (log, one, other) =>
      withChange(log, one, { ...log[other === one ? one % log.length : other - 1]!, number: one }),
  ],
];
const attack = fc.constantFrom(...attacks);

describe('whatever the log', () => {
  it('holds as long as nobody touches it', () => {
    fc.assert(
      fc.property(logs, (log) => {
        expect(check(log, log.map(headOf))).toMatchObject({ ok: true, lines: log.length });
      }),
      { numRuns: RUNS },
    );
  });

  it('does not hold once somebody did, and at least one damaged line is named', () => {
    fc.assert(
      fc.property(logs, attack, fc.nat(), fc.nat(), (log, [, harm], a, b) => {
        const one = (a % log.length) + 1;
        const other = (b % log.length) + 1;
        const report = check(harm(log, one, other));
        expect(report.ok).toBe(false);
        expect(report.problems.length).toBeGreaterThan(0);
        for (const { from, to } of report.problems) expect(from).toBeLessThanOrEqual(to);
      }),
      { numRuns: RUNS },
    );
  });

  it('does not hold against an exported head once it was computed anew', () => {
    fc.assert(
      fc.property(logs, attack, fc.nat(), fc.nat(), (log, [, harm], a, b) => {
        const forged = recompute(harm(log, (a % log.length) + 1, (b % log.length) + 1));
        const report = check(forged, [headOf(log.at(-1)!)]);
        const isSame = JSON.stringify(forged) === JSON.stringify(log);
        expect(report.ok).toBe(isSame);
      }),
      { numRuns: RUNS },
    );
  });
});
