import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { registerRoutes } from './api/routes.ts';
import { createSearchService } from './catalog/search.ts';
import { createCatalogService, ENTRY_CHANGED } from './catalog/service.ts';
import { loadTaxonomies } from './catalog/taxonomies.ts';
import type { Config } from './config.ts';
import { migrate } from './db/migrate.ts';
import { lockDataFolder, openDatabase, prepareFolder } from './db/open.ts';
import { createServer } from './http/server.ts';
import { service } from './identity/model.ts';
import { createPasswords } from './identity/passwords.ts';
import { createIdentityService } from './identity/service.ts';
import { createSchedule } from './jobs/schedule.ts';
import { createWorker } from './jobs/worker.ts';
import { type Clock, systemClock } from './kernel/clock.ts';
import { describeError } from './kernel/errors.ts';
import { createIds } from './kernel/ids.ts';
import { createLogger, type Logger } from './kernel/log.ts';
import { createCorpus } from './matching/corpus.ts';
import { createIndexer, ENTRY_EMBED } from './matching/indexer.ts';
import { readPrior } from './matching/prior.ts';
import { createMatchingService } from './matching/service.ts';
import { createIndexStatusService } from './matching/status.ts';
import { createVocabulary } from './matching/vocabulary.ts';
import { createFullTextEngine } from './search/fts5.ts';
import type { Embedder } from './search/ports.ts';
import { createTransformersEmbedder } from './search/transformers-embedder.ts';
import { prepareMode } from './transfer/mode.ts';
import { createTransferService } from './transfer/service.ts';

/** What tests put in place of the real thing. */
export interface Overrides {
  clock?: Clock;
  log?: Logger;
  embedder?: Embedder;
}

export type App = Awaited<ReturnType<typeof createApp>>;

const MINUTE_MS = 60_000;
const PROBE_MS = 10_000;
/** Where `package.json` lies: above `src` in development, above `dist/server` when built. */
function findProjectFolder(from: string): string {
  return existsSync(join(from, 'package.json')) ? from : findProjectFolder(dirname(from));
}

const projectFolder = findProjectFolder(dirname(fileURLToPath(import.meta.url)));
const migrationsFolder = fileURLToPath(new URL('./db/migrations', import.meta.url));

/** Loads the model before anyone needs it, and notices when a missing one is back. */
async function probe(embedder: Embedder, log: Logger): Promise<void> {
  if (embedder.status().ready) return;
  try {
    await embedder.embed([''], 'document');
  } catch (error) {
    log.warn(describeError(error));
  }
}

/**
 * The whole service from its configuration, without listening yet: opens and locks the data folder, migrates, loads
 * what a new folder of its mode holds, fills the scoring indexes. Throws AppErrors that say what to do.
 */
export async function createApp(config: Config, overrides: Overrides = {}) {
  const clock = overrides.clock ?? systemClock;
  const log = overrides.log ?? createLogger(config.LOG_LEVEL);
  const newId = createIds(clock);
  const dataFolder = resolve(projectFolder, config.DATA_DIR);
  const modelFolder = resolve(projectFolder, config.MODEL_DIR);

  const lock = lockDataFolder(dataFolder);
  const opened: (() => unknown)[] = [() => lock.release()];
  const close = async () => {
    for (let closer = opened.pop(); closer !== undefined; closer = opened.pop()) {
      try {
        await closer();
      } catch (error) {
        log.error({ err: error }, 'a part of the service did not close cleanly');
      }
    }
  };
  try {
    const db = openDatabase(join(dataFolder, 'jiebang.sqlite'));
    opened.push(() => db.$client.close());
    const backupFolder = join(dataFolder, 'backups');
    prepareFolder(backupFolder);
    migrate(db, { folder: migrationsFolder, backupFolder });

    const worker = createWorker({ db, clock, log });
    const schedule = createSchedule({ log });
    const taxonomies = loadTaxonomies(resolve(projectFolder, config.TAXONOMY_DIR));
    const engine = createFullTextEngine(db);
    const embedder =
      overrides.embedder ??
      createTransformersEmbedder({
        modelFolder,
        model: config.EMBEDDING_MODEL,
        dtype: config.EMBEDDING_DTYPE,
        pooling: config.EMBEDDING_POOLING,
        threads: config.EMBEDDING_THREADS,
        queryPrefix: config.EMBEDDING_QUERY_PREFIX,
        textsPerWorker: 20_000,
        log,
      });
    opened.push(() => embedder.close());

    const passwords = createPasswords();
    const identity = createIdentityService({
      db,
      clock,
      newId,
      passwords,
      sessionHours: config.SESSION_HOURS,
    });
    const catalog = createCatalogService({ db, clock, newId, taxonomies, kick: worker.kick });
    const search = createSearchService({ db, engine });
    const vocabulary = createVocabulary(db);
    const prior = readPrior(join(modelFolder, config.EMBEDDING_MODEL), log);
    const corpus = createCorpus({ dimensions: config.EMBEDDING_DIMENSIONS, prior });
    const indexer = createIndexer({ db, clock, engine, embedder, corpus, vocabulary });
    const matching = createMatchingService({
      db,
      catalog,
      corpus,
      indexer,
      embedder,
      engine,
      vocabulary,
      log,
    });
    const status = createIndexStatusService({ db, engine, embedder });
    const transfer = createTransferService({ db, catalog, identity });

    worker.register(ENTRY_CHANGED, { handler: indexer.index, batch: 64 });
    worker.register(ENTRY_EMBED, { handler: indexer.embed, batch: 32 });
    schedule.every(MINUTE_MS, 'catalog.lapse', () => catalog.lapse(service));
    schedule.every(PROBE_MS, 'model.probe', () => probe(embedder, log));
    opened.push(() => schedule.stop());
    opened.push(() => worker.stop());

    const sampleFolder = join(projectFolder, 'data', 'sample');
    const { MODE: asked, HOST: host, secrets } = config;
    const welcome = await prepareMode({
      db,
      clock,
      catalog,
      identity,
      sampleFolder,
      asked,
      host,
      ...secrets,
    });
    indexer.start();

    const server = await createServer({
      log,
      trustProxy: config.TRUST_PROXY.split(',')
        .map((address) => address.trim())
        .filter(Boolean),
      webFolder: join(projectFolder, 'dist', 'web'),
      identity,
      embedder,
      registerApi: (api) => registerRoutes(api, { identity, catalog, search, matching, status, taxonomies }),
    });
    opened.push(() => server.close());

    const services = { identity, catalog, search, matching, status, transfer, corpus };
    const start = () => {
      worker.start();
      schedule.start();
    };
    return { server, worker, services, welcome, start, close };
  } catch (error) {
    await close();
    throw error;
  }
}
