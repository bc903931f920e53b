import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Meilisearch } from 'meilisearch';
import { pino } from 'pino';
import { createApp } from '../src/app.ts';
import { lists } from '../src/catalog/entry-model.ts';
import { type Config, readConfig } from '../src/config.ts';
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
  if (values.engine !== 'embedded' && values.engine !== 'meilisearch') throw new Error(USAGE);
  if (values.engine === 'meilisearch' && !process.env.MEILI_URL)
    throw new Error('--engine meilisearch needs the address of a running server in MEILI_URL');
  return { ...values, dir: values.dir, engine: values.engine };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** What this run put on the server goes with it. */
async function removeIndexes({ MEILI_URL, MEILI_PREFIX, secrets }: Config): Promise<void> {
  if (MEILI_URL === undefined) return;
  const key = secrets.meiliKey;
  const client = new Meilisearch({ host: MEILI_URL, ...(key !== undefined && { apiKey: key }) });
  for (const list of lists) await client.deleteIndexIfExists(`${MEILI_PREFIX}_${list}`);
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
  // On the server everything is chosen by it (nothing is exact), in indexes of this run only.
  const { MEILI_URL, MEILI_KEY } = process.env;
  const server =
    engine === 'meilisearch'
      ? { MEILI_URL, MEILI_KEY, MEILI_PREFIX: `evaluate-${process.pid}-${Date.now()}`, EXACT_LIMIT: '0' }
      : {};
  const config = readConfig({
    ...model,
    ...prefix,
    ...server,
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
    const { transfer, matching, indexing } = app.services;
    say(`indexing ${folder.queries.length} demands and ${folder.corpus.length} achievements …`);
    const start = performance.now();
    const ids = transfer.importBeir(service, folder);
    await app.worker.drain();
    const { pending, failed } = await indexing.status(service);
    if (pending + failed > 0)
      throw new Error(`${pending + failed} entries could not be indexed: model or engine is unavailable`);
    const indexSeconds = round((performance.now() - start) / 1000, 2);
    if (engine === 'meilisearch') {
      const { missing, stale, extra } = await indexing.reconcile(service);
      if (missing + stale + extra > 0) throw new Error('the server does not hold what it was sent');
    }
    const externalId = new Map([...ids.achievements].map(([external, id]) => [id, external]));

    const runLines: string[] = [];
    const evaluateMode = async (mode: Mode) => {
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
        const answer = await matching.rank(service, 'demands', ids.demands.get(_id) ?? '', request);
        times.push(performance.now() - begin);
        const { items } = answer;
        if (answer.degraded) throw new Error('a ranking was degraded: model or engine is unavailable');
        if (engine === 'meilisearch' && !pool && answer.engine !== engine)
          throw new Error('the server did not choose the candidates');
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
    const figures: Record<string, Awaited<ReturnType<typeof evaluateMode>>> = {};
    for (const mode of modes) figures[mode] = await evaluateMode(mode);
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
    await removeIndexes(config);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  say(describeError(error));
  process.exitCode = 1;
});
