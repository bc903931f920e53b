import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LabelledPair } from '../../../scripts/labelled-pairs.ts';
import { acceptFrom, planReplay, type Report, replay } from '../../../scripts/learning-replay.ts';
import { readFrozenSet } from '../../../src/matching/learning/frozen.ts';
import { seeded, shuffle } from '../../../src/matching/learning/random.ts';
import { hasRealModel, MODEL } from '../../search/real-model.ts';
import { achievements, demands } from '../evaluation-texts.ts';
import { decide, honest } from './labels.ts';

const frozen = readFrozenSet('data/learning/frozen.jsonl');

/** Graded pairs of an operator who likes what is near, more of it than the default believes. */
function gradedPairs(demandCount: number, each: number): LabelledPair[] {
  return decide(honest(4, 0.45), demandCount, each, 1).map(({ accepted, ...pair }, at) => ({
    ...pair,
    grade: accepted ? 2 + (at % 2) : at % 2,
  }));
}

describe('the grade from which a pair is accepted', () => {
  it('is half the highest, rounded up, unless one is asked for', () => {
    expect(acceptFrom([0, 1, 2, 3], undefined)).toBe(2);
    expect(acceptFrom([0, 1], undefined)).toBe(1);
    expect(acceptFrom([0, 4, 1], undefined)).toBe(2);
    expect(acceptFrom([0, 3, 1], 3)).toBe(3);
  });

  it('is refused where it rejects nothing, or accepts nothing, or there is nothing', () => {
    expect(() => acceptFrom([1, 1, 1], undefined)).toThrow('no labelled negatives');
    expect(() => acceptFrom([1, 2, 3], 1)).toThrow('no labelled negatives');
    expect(() => acceptFrom([0, 0], undefined)).toThrow('no accepted pairs');
    expect(() => acceptFrom([0, 3], 4)).toThrow('no accepted pairs');
    expect(() => acceptFrom([], undefined)).toThrow('no labelled pairs');
  });
});

describe('the order in which decisions arrive', () => {
  const pairs = gradedPairs(20, 6);

  it('holds out every second demand whole', () => {
    const { arriving, heldOut } = planReplay(pairs, 2);
    const [here, there] = [arriving, heldOut].map(
      (labels) => new Set(labels.map(({ demandId }) => demandId)),
    );
    expect([here!.size, there!.size]).toEqual([10, 10]);
    expect([...here!].filter((demandId) => there!.has(demandId))).toEqual([]);
    expect(arriving.length + heldOut.length).toBe(pairs.length);
    for (const { accepted, grade } of arriving) expect(accepted).toBe(grade! >= 2);
  });

  it('takes one pair of each demand in turn, and does not depend on how the file is sorted or graded', () => {
    const { arriving, heldOut } = planReplay(pairs, 2);
    for (let at = 0; at < 60; at += 10) {
      expect(new Set(arriving.slice(at, at + 10).map(({ demandId }) => demandId)).size).toBe(10);
    }
    const ids = (labels: typeof arriving) =>
      labels.map(({ demandId, achievementId }) => demandId + achievementId);
    const other = planReplay(
      shuffle(pairs, seeded(4)).map((pair) => ({ ...pair, grade: 3 - pair.grade })),
      2,
    );
    expect(ids(other.arriving)).toEqual(ids(arriving));
    expect(ids(other.heldOut).sort()).toEqual(ids(heldOut).sort());
  });

  it('needs a second demand', () => {
    expect(() => planReplay(gradedPairs(1, 40), 2)).toThrow('one demand only');
  });
});

describe('a replay', () => {
  const given = { model: frozen.model, dtype: frozen.dtype, maxLabels: 300 };
  const plan = planReplay(gradedPairs(150, 8), 2);

  it('halves the calibration error within 300 decisions, and ranks no worse', () => {
    const report = replay(plan, frozen, given);
    expect(report.steps.map(({ labels }) => labels)).toEqual([30, 60, 100, 150, 200, 300]);
    expect(report.before.ece).toBeGreaterThan(0.1);
    expect(report.after.ece).toBeLessThanOrEqual(Math.max(report.before.ece / 2, 0.03));
    expect(report.after.ndcg10).toBeGreaterThanOrEqual(report.before.ndcg10);
    const { labels, activated, ...last } = report.steps.at(-1)!;
    expect([labels, activated, last]).toEqual([300, true, report.after]);
    expect(replay(plan, frozen, given)).toEqual(report);
  });

  it('stops where it is told to, and learns nothing from a handful', () => {
    const { before, after, steps } = replay(plan, frozen, { ...given, maxLabels: 20 });
    expect(after).toEqual(before);
    expect(steps).toEqual([{ labels: 20, ...before, activated: false }]);
    const all = replay(plan, frozen, { ...given, maxLabels: undefined }).steps.at(-1)!;
    expect(all.labels).toBe(600);
  });

  it('is refused with a model that the frozen set was not made with', () => {
    expect(() => replay(plan, frozen, { ...given, model: 'other/model' })).toThrow('npm run frozen-set');
  });
});

describe('npm run simulate:learning', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jiebang-replay-'));
    mkdirSync(join(folder, 'qrels'));
    const lines = (rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    writeFileSync(join(folder, 'queries.jsonl'), lines(demands));
    writeFileSync(join(folder, 'corpus.jsonl'), lines(achievements));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function label(grade: (demand: number, achievement: number) => number): void {
    const rows = demands.flatMap(({ _id }, demand) =>
      achievements.map((one, at) => [_id, one._id, grade(demand, at)].join('\t')),
    );
    writeFileSync(join(folder, 'qrels', 'test.tsv'), ['query-id\tcorpus-id\tscore', ...rows, ''].join('\n'));
  }

  function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    const environment = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(EMBEDDING_|MODEL_DIR|NODE_ENV|VITEST)/.test(name)),
    );
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        ['--import', 'tsx', 'scripts/simulate-learning.ts', ...args],
        { cwd: fileURLToPath(new URL('../../..', import.meta.url)), env: environment },
        (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
      );
    });
  }

  it.skipIf(!hasRealModel)(
    `prints one JSON object with the promised keys, with ${MODEL}`,
    async () => {
      label((demand, at) => (demand === at ? 3 : Number((demand + at) % 5 === 0)));
      const { code, stdout, stderr } = await run('--dir', folder, '--max-labels', '60');
      expect(code, stderr).toBe(0);
      const report = JSON.parse(stdout) as Report;
      expect(Object.keys(report)).toEqual(['before', 'after', 'steps']);
      for (const figures of [report.before, report.after]) {
        expect(Object.keys(figures).sort()).toEqual(['brier', 'ece', 'ndcg10']);
      }
      expect(report.steps.map(({ labels }) => labels)).toEqual([30, 60]);
      expect(Object.keys(report.steps[0]!).sort()).toEqual(['activated', 'brier', 'ece', 'labels', 'ndcg10']);
      expect(report.before.ndcg10).toBeGreaterThan(0.7);
      expect(stderr).toContain('held out');
    },
    60_000,
  );

  it('refuses a folder without labelled negatives, before it indexes anything', async () => {
    label(() => 1);
    const { code, stdout, stderr } = await run('--dir', folder);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('no labelled negatives');
    expect(stderr).not.toContain('indexing');
  }, 30_000);

  it('says how it is used, and which file is missing', async () => {
    for (const args of [
      [],
      ['--dir', folder, '--max-labels', '0'],
      ['--dir', folder, '--accept-from', 'two'],
    ]) {
      const { code, stdout, stderr } = await run(...args);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toContain('usage');
    }
    const { code, stderr } = await run('--dir', folder);
    expect(code).toBe(1);
    expect(stderr).toContain('test.tsv');
  }, 60_000);
});
