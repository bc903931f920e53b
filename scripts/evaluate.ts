import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { service } from '../src/identity/model.ts';
import { describeError } from '../src/kernel/errors.ts';
import { average, type Grades, ndcg, percentile, recall, reciprocalRank } from '../src/matching/metrics.ts';
import { type Mode, modes } from '../src/matching/model.ts';
import { readBeirFolder } from '../src/transfer/beir.ts';

const USAGE =
  'usage: npm run --silent evaluate -- --dir DIR [--pool] [--engine embedded|meilisearch] [--run FILE]';
const DEPTH = 100;

function readArguments() {
  const { values } = parseArgs({
    options: {
      dir: { type: 'string' },
      pool: { type: 'boolean', default: false },
      engine: { type: 'string', default: 'embedded' },
      run: { type: 'string' },
    },
  });
  if (values.dir === undefined) throw new Error(USAGE);
  if (values.engine === 'meilisearch')
    throw new Error('the engine meilisearch is not part of this version yet');
  if (values.engine !== 'embedded') throw new Error(USAGE);
  return { ...values, dir: values.dir, engine: values.engine };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const { dir, pool, engine, run } = readArguments();
  const folder = readBeirFolder(dir);
  const dataDir = mkdtempSync(join(tmpdir(), 'jiebang-evaluate-'));
  // Only what concerns the model is taken from the environment; the engine is what was asked for on the command line.
  const { MODEL_DIR, EMBEDDING_MODEL, EMBEDDING_DTYPE, EMBEDDING_POOLING } = process.env;
  const { EMBEDDING_QUERY_PREFIX, EMBEDDING_DIMENSIONS, EMBEDDING_THREADS } = process.env;
  const model = { MODEL_DIR, EMBEDDING_MODEL, EMBEDDING_DTYPE, EMBEDDING_POOLING };
  const prefix = { EMBEDDING_QUERY_PREFIX, EMBEDDING_DIMENSIONS, EMBEDDING_THREADS };
  const config = readConfig({
    ...model,
    ...prefix,
    DATA_DIR: dataDir,
    MODE: 'production',
    LOG_LEVEL: 'warn',
  });
  // The log goes to stderr: stdout holds the one JSON object.
  const log = pino({ level: 'warn' }, pino.destination(2));
  const app = await createApp(config, { log }).catch((error: unknown) => {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  });
  try {
    const { transfer, matching } = app.services;
    say(`indexing ${folder.queries.length} demands and ${folder.corpus.length} achievements …`);
    const start = performance.now();
    const ids = transfer.importBeir(service, folder);
    await app.worker.drain();
    const { pending, failed } = await app.services.status.read(service);
    if (pending + failed > 0)
      throw new Error(`${pending + failed} entries could not be indexed: the model is unavailable`);
    const indexSeconds = round((performance.now() - start) / 1000, 2);
    const externalId = new Map([...ids.achievements].map(([external, id]) => [id, external]));

    const runLines: string[] = [];
    const evaluateMode = (mode: Mode) => {
      const scores = {
        ndcg10: [] as number[],
        mrr10: [] as number[],
        recall10: [] as number[],
        recall100: [] as number[],
      };
      const times: number[] = [];
      for (const { _id } of folder.queries) {
        const grades: Grades = folder.grades.get(_id) ?? new Map();
        if (grades.size === 0) continue;
        const among = new Set([...grades.keys()].map((external) => ids.achievements.get(external) ?? ''));
        const begin = performance.now();
        const request = { limit: DEPTH, mode, ...(pool && { among }) };
        const { items } = matching.rank(service, 'demands', ids.demands.get(_id) ?? '', request);
        times.push(performance.now() - begin);
        const ranked = items.map(({ id }) => externalId.get(id) ?? '');
        scores.ndcg10.push(ndcg(ranked, grades, 10));
        scores.mrr10.push(reciprocalRank(ranked, grades, 10));
        scores.recall10.push(recall(ranked, grades, 10));
        scores.recall100.push(recall(ranked, grades, 100));
        for (const [index, item] of items.entries()) {
          runLines.push([mode, _id, ranked[index], index + 1, item.score].join('\t'));
        }
      }
      return {
        ndcg10: round(average(scores.ndcg10), 4),
        mrr10: round(average(scores.mrr10), 4),
        recall10: round(average(scores.recall10), 4),
        recall100: round(average(scores.recall100), 4),
        p50Ms: round(percentile(times, 0.5), 2),
        p95Ms: round(percentile(times, 0.95), 2),
      };
    };
    const figures = Object.fromEntries(modes.map((mode) => [mode, evaluateMode(mode)]));
    if (run !== undefined) writeFileSync(run, `${runLines.join('\n')}\n`);
    const counts = { demands: folder.queries.length, achievements: folder.corpus.length };
    const modelName = `${config.EMBEDDING_MODEL} ${config.EMBEDDING_DTYPE}`;
    const report = {
      dir: resolve(dir),
      engine,
      model: modelName,
      ...counts,
      pool,
      indexSeconds,
      modes: figures,
    };
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } finally {
    await app.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  say(describeError(error));
  process.exitCode = 1;
});
