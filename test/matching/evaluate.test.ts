import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modes } from '../../src/matching/model.ts';
import { hasRealModel, MODEL } from '../search/real-model.ts';
import { achievements, demands, labels } from './evaluation-texts.ts';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs `npm run evaluate` the way npm does. */
function evaluate(...args: string[]): Promise<Outcome> {
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(EMBEDDING_|MODEL_DIR|NODE_ENV|VITEST)/.test(name)),
  );
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', 'scripts/evaluate.ts', ...args],
      { cwd: projectFolder, env: environment },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

const lines = (rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiebang-beir-'));
  mkdirSync(join(folder, 'qrels'));
  writeFileSync(join(folder, 'queries.jsonl'), lines(demands));
  writeFileSync(join(folder, 'corpus.jsonl'), lines(achievements));
  const graded = labels.map((row) => row.join('\t'));
  writeFileSync(join(folder, 'qrels', 'test.tsv'), ['query-id\tcorpus-id\tscore', ...graded, ''].join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface RunLine {
  mode: string;
  demand: string;
  achievement: string;
  rank: number;
  score: number;
}

/** The run file by mode and demand. */
function readRun(file: string): Map<string, RunLine[]> {
  const groups = new Map<string, RunLine[]>();
  const text = readFileSync(file, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  for (const line of text.trimEnd().split('\n')) {
    const [mode = '', demand = '', achievement = '', rank, score, ...rest] = line.split('\t');
    expect(rest).toEqual([]);
    expect(Number.isFinite(Number(score)) && score !== '').toBe(true);
    const own = groups.get(`${mode} ${demand}`) ?? [];
    groups.set(`${mode} ${demand}`, own);
    own.push({ mode, demand, achievement, rank: Number(rank), score: Number(score) });
  }
  return groups;
}

describe.skipIf(!hasRealModel)('the evaluation of the real recipe', () => {
  let outcome: Outcome;
  let run: Map<string, RunLine[]>;
  beforeAll(async () => {
    const file = join(folder, 'run.tsv');
    outcome = await evaluate('--dir', folder, '--run', file);
    expect(outcome.code, outcome.stderr).toBe(0);
    run = readRun(file);
  }, 60_000);

  it('prints one JSON object with the promised keys and nothing else', () => {
    const report = JSON.parse(outcome.stdout);
    const keys = 'dir engine model demands achievements pool indexSeconds modes';
    expect(Object.keys(report).sort()).toEqual(keys.split(' ').sort());
    expect(report).toMatchObject({ dir: folder, engine: 'embedded', model: `${MODEL} q8`, pool: false });
    expect([report.demands, report.achievements]).toEqual([demands.length, achievements.length]);
    expect(report.indexSeconds).toBeGreaterThan(0);
    expect(Object.keys(report.modes).sort()).toEqual([...modes].sort());
    for (const mode of modes) {
      const figures = report.modes[mode];
      const names = ['ndcg10', 'mrr10', 'recall10', 'recall100', 'p50Ms', 'p95Ms'];
      expect(Object.keys(figures).sort()).toEqual([...names].sort());
      for (const name of names) expect(figures[name]).toBeGreaterThanOrEqual(0);
      for (const name of names.slice(0, 4)) expect(figures[name]).toBeLessThanOrEqual(1);
      expect(figures.p95Ms).toBeGreaterThanOrEqual(figures.p50Ms);
      expect(figures.recall100).toBe(1);
    }
  });

  it('finds the known answers of easy demands', () => {
    const { modes: figures } = JSON.parse(outcome.stdout);
    expect(figures.hybrid.ndcg10).toBeGreaterThan(0.9);
    expect(figures.semantic.ndcg10).toBeGreaterThan(0.8);
    expect(figures.keyword.ndcg10).toBeGreaterThan(0.6);
  });

  it('writes every mode and demand with ranks from 1 and scores that never rise', () => {
    expect([...run.keys()].sort()).toEqual(
      modes.flatMap((mode) => demands.map(({ _id }) => `${mode} ${_id}`)).sort(),
    );
    const known = new Set(achievements.map(({ _id }) => _id));
    for (const rows of run.values()) {
      expect(rows.length).toBe(Math.min(achievements.length, 100));
      expect(rows.map(({ rank }) => rank)).toEqual(rows.map((_, index) => index + 1));
      expect(new Set(rows.map(({ achievement }) => achievement)).size).toBe(rows.length);
      expect(rows.every(({ achievement }) => known.has(achievement))).toBe(true);
      for (const [index, { score }] of rows.entries()) {
        if (index > 0) expect(score).toBeLessThanOrEqual(rows[index - 1]!.score);
      }
    }
  });

  it('says on stderr what it does', () => {
    expect(outcome.stderr).toContain(String(demands.length));
  });

  it('ranks only the labelled achievements of a demand with --pool', async () => {
    const file = join(folder, 'pool.tsv');
    const { code, stdout, stderr } = await evaluate('--dir', folder, '--pool', '--run', file);
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout).pool).toBe(true);
    const pooled = readRun(file);
    for (const { _id } of demands) {
      const labelled = labels.filter(([demand]) => demand === _id).map(([, achievement]) => achievement);
      for (const mode of modes) {
        const ranked = (pooled.get(`${mode} ${_id}`) ?? []).map(({ achievement }) => achievement);
        expect(ranked.sort()).toEqual([...labelled].sort());
      }
    }
    const scores = (groups: Map<string, RunLine[]>) =>
      new Map((groups.get('hybrid d1') ?? []).map(({ achievement, score }) => [achievement, score]));
    // The same folder gives the same scores in every run, whatever else is ranked.
    expect(scores(pooled).size).toBe(3);
    for (const [achievement, score] of scores(pooled)) {
      expect(score).toBeCloseTo(scores(run).get(achievement) ?? Number.NaN, 4);
    }
  });
});

describe('the evaluation refuses', () => {
  async function expectRefusal(args: string[], sentence: RegExp): Promise<void> {
    const { code, stdout, stderr } = await evaluate(...args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
  }

  it('arguments it does not know, and says how it is used', async () => {
    await Promise.all([
      expectRefusal([], /--dir DIR/),
      expectRefusal(['--dir', folder, '--engine', 'google'], /--engine embedded/),
      expectRefusal(['--dir', folder, '--fast'], /--fast/),
      expectRefusal(['--dir', join(folder, 'nowhere')], /nowhere/),
    ]);
  });

  it('a broken line, and names its file and row', async () => {
    const broken = mkdtempSync(join(tmpdir(), 'jiebang-broken-'));
    mkdirSync(join(broken, 'qrels'));
    for (const file of ['queries.jsonl', 'corpus.jsonl', 'qrels/test.tsv']) {
      writeFileSync(join(broken, file), readFileSync(join(folder, file)));
    }
    writeFileSync(join(broken, 'corpus.jsonl'), `${lines(achievements.slice(0, 2))}{"_id":"a3","title":\n`);
    await expectRefusal(['--dir', broken, '--run', join(broken, 'run.tsv')], /3[\s\S]*corpus\.jsonl/);
    expect(existsSync(join(broken, 'run.tsv'))).toBe(false);
    writeFileSync(join(broken, 'corpus.jsonl'), lines(achievements));
    writeFileSync(join(broken, 'qrels', 'test.tsv'), 'query-id\tcorpus-id\tscore\nd1\ta1\tgood\n');
    await expectRefusal(['--dir', broken], /2[\s\S]*test\.tsv/);
    rmSync(broken, { recursive: true, force: true });
  });
});
