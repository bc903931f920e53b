import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { registerRoutes } from './api/routes.ts';
import { lists } from './catalog/entry-model.ts';
import { createSearchService } from './catalog/search.ts';
import { createCatalogService, ENTRY_CHANGED } from './catalog/service.ts';
import { loadTaxonomies } from './catalog/taxonomies.ts';
import type { Config } from './config.ts';
import { migrate } from './db/migrate.ts';
import { lockDataFolder, openDatabase, prepareFolder } from './db/open.ts';
import { transact } from './db/tx.ts';
import { createServer } from './http/server.ts';
import { service } from './identity/model.ts';
import { createPasswords } from './identity/passwords.ts';
import { createIdentityService } from './identity/service.ts';
import { createMirror } from './indexing/mirror.ts';
import { SEARCH_REBUILD } from './indexing/model.ts';
import { createRebuilder } from './indexing/rebuild.ts';
import { createIndexingService } from './indexing/service.ts';
import { forgetServer } from './indexing/store.ts';
import { dropJobs } from './jobs/outbox.ts';
import { createSchedule } from './jobs/schedule.ts';
import { createWorker } from './jobs/worker.ts';
import { type Clock, systemClock } from './kernel/clock.ts';
import { describeError } from './kernel/errors.ts';
import { createIds } from './kernel/ids.ts';
import { createLogger, type Logger } from './kernel/log.ts';
import { createCorpus } from './matching/corpus.ts';
import { createIndexer, ENTRY_EMBED, ENTRY_SEARCH } from './matching/indexer.ts';
import { readPrior } from './matching/prior.ts';
import { createMatchingService } from './matching/service.ts';
import { createStoredLists } from './matching/stored-list.ts';
import { createVocabulary } from './matching/vocabulary.ts';
import { createFullTextEngine } from './search/fts5.ts';
import { createGuardedSearch } from './search/guarded.ts';
import { createMeilisearchEngine } from './search/meilisearch/engine.ts';
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
const HOUR_MS = 60 * MINUTE_MS;
const PROBE_MS = 10_000;
const WATCH_MS = 5_000;
/** Entries a request to the search server: few enough to be searchable soon, many enough to be quick. */
const SENT_AT_ONCE = 500;
/** So long a lone entry may wait for others while many are being embedded. */
const GATHER_MS = 5_000;

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
    const embedded = createFullTextEngine(db);
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
    const vocabulary = createVocabulary(db);
    const prior = readPrior(join(modelFolder, config.EMBEDDING_MODEL), log);
    const dimensions = config.EMBEDDING_DIMENSIONS;
    const stored = createStoredLists(db, { model: embedder.model, dtype: embedder.dtype, dimensions });
    const corpus = createCorpus({ dimensions, prior, exactLimit: config.EXACT_LIMIT, stored });
    const hasServer = config.MEILI_URL !== undefined;
    const indexer = createIndexer({ db, clock, engine: embedded, hasServer, embedder, corpus, vocabulary });
    worker.register(ENTRY_CHANGED, { handler: indexer.index, batch: 64 });
    worker.register(ENTRY_EMBED, { handler: indexer.embed, batch: 32 });

    const mirrored = config.MEILI_URL === undefined ? null : mirror(config.MEILI_URL);
    function mirror(url: string) {
      const key = config.secrets.meiliKey;
      const prefix = config.MEILI_PREFIX;
      const outside = createMeilisearchEngine({ url, key, prefix, dimensions, lists, embedded });
      const shared = { db, clock, indexer, server: outside, log };
      const copy = createMirror({ ...shared, kick: worker.kick });
      const rebuilder = createRebuilder({ ...shared, batch: SENT_AT_ONCE });
      const gather = { whileBusy: [ENTRY_CHANGED, ENTRY_EMBED], ms: GATHER_MS };
      worker.register(ENTRY_SEARCH, { handler: copy.send, batch: SENT_AT_ONCE, lane: 'search', gather });
      worker.register(SEARCH_REBUILD, { handler: rebuilder.step, batch: 1, lane: 'search' });
      return { server: outside, mirror: copy, rebuilder };
    }
    if (mirrored === null) {
      transact(db, (tx) => {
        for (const topic of [ENTRY_SEARCH, SEARCH_REBUILD]) dropJobs(tx, topic);
        forgetServer(tx.sql, clock.now());
      });
    }
    const guarded = createGuardedSearch({
      embedded,
      server: mirrored?.server ?? null,
      isComplete: () => mirrored?.mirror.isComplete() ?? true,
      log,
    });
    if (mirrored !== null) {
      guarded.onReturn(mirrored.mirror.suspect);
      schedule.every(HOUR_MS, 'search.reconcile', mirrored.mirror.catchUp);
      schedule.every(WATCH_MS, 'search.watch', async () => {
        // So the circuit closes without waiting for a reader.
        await guarded.attempt((outside) => outside.identity('live'));
        await mirrored.mirror.watch();
      });
    }

    const search = createSearchService({ db, engine: guarded });
    const matching = createMatchingService({
      db,
      catalog,
      corpus,
      indexer,
      embedder,
      engine: guarded,
      vocabulary,
      log,
    });
    const indexing = createIndexingService({
      db,
      clock,
      embedded,
      embedder,
      search: guarded,
      mirrored,
      kick: worker.kick,
    });
    const transfer = createTransferService({ db, catalog, identity });

    schedule.every(MINUTE_MS, 'catalog.lapse', () => catalog.lapse(service));
    schedule.every(PROBE_MS, 'model.probe', () => probe(embedder, log));
    opened.push(() => schedule.stop());
    opened.push(() => worker.stop());
    opened.push(() => mirrored?.server.close());

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
      search: guarded,
      registerApi: (api) =>
        registerRoutes(api, { identity, catalog, search, matching, indexing, taxonomies, clock }),
    });
    opened.push(() => server.close());

    const services = { identity, catalog, search, matching, indexing, transfer, corpus };
    const start = () => {
      // Statistics of a list that is not held in memory take a while; the first ranking should find them there.
      corpus.ready().catch((error: unknown) => log.warn({ err: error }, 'no statistics yet'));
      worker.start();
      schedule.start();
    };
    return { server, worker, services, welcome, start, close };
  } catch (error) {
    await close();
    throw error;
  }
}
