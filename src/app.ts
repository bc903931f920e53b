import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { registerRoutes } from './api/routes.ts';
import { exportHead } from './audit/heads.ts';
import type { Entry } from './catalog/entry.ts';
import { lists } from './catalog/entry-model.ts';
import { createOrganisationEntries } from './catalog/organisation-entries.ts';
import { createPledgeService, loadPledge } from './catalog/pledges.ts';
import { createSearchService } from './catalog/search.ts';
import { createCatalogService } from './catalog/service.ts';
import { loadTaxonomies } from './catalog/taxonomies.ts';
import { createVisibility } from './catalog/visibility.ts';
import { createWriting, ENTRY_CHANGED } from './catalog/writing.ts';
import type { Config } from './config.ts';
import { migrate } from './db/migrate.ts';
import { lockDataFolder, openDatabase, prepareFolder } from './db/open.ts';
import type { Tx } from './db/tx.ts';
import { createServer } from './http/server.ts';
import { createAuditAccess } from './identity/audit-access.ts';
import { createDirectory } from './identity/directory.ts';
import { service } from './identity/model.ts';
import { createPasswords } from './identity/passwords.ts';
import { createIdentityService } from './identity/service.ts';
import { readSignInSettings } from './identity/sign-in-settings.ts';
import { createMirrored, dropServerWork, watchServer } from './indexing/mirrored.ts';
import { createIndexingService } from './indexing/service.ts';
import { enqueue } from './jobs/outbox.ts';
import { createSchedule } from './jobs/schedule.ts';
import { createWorker } from './jobs/worker.ts';
import { type Clock, DAY_MS, systemClock } from './kernel/clock.ts';
import { createIds } from './kernel/ids.ts';
import { createLogger, type Logger } from './kernel/log.ts';
import { openDelivery } from './mail/choose.ts';
import type { Mailer } from './mail/mailer.ts';
import { createCorpus } from './matching/corpus.ts';
import { createIndexer, ENTRY_EMBED, ENTRY_WITHDRAW } from './matching/indexer.ts';
import { readPrior } from './matching/prior.ts';
import { createMatchingService } from './matching/service.ts';
import { createStoredLists } from './matching/stored-list.ts';
import { createVocabulary } from './matching/vocabulary.ts';
import { createActiveModel } from './review/lessons/active.ts';
import { createLessons } from './review/lessons/start.ts';
import { createReview } from './review/start.ts';
import { createFullTextEngine } from './search/fts5.ts';
import { createGuardedSearch } from './search/guarded.ts';
import { createMeilisearchEngine } from './search/meilisearch/engine.ts';
import type { Embedder } from './search/ports.ts';
import { probe } from './search/probe.ts';
import { createTransformersEmbedder } from './search/transformers-embedder.ts';
import { prepareMode } from './transfer/mode.ts';
import { createTransferService } from './transfer/service.ts';

/** What tests put in place of the real thing. */
export interface Overrides {
  clock?: Clock;
  log?: Logger;
  embedder?: Embedder;
  mailer?: Mailer;
  /** An answer with a status that its route does not declare becomes a 500. */
  strictAnswers?: boolean;
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

    const isDemo = (): boolean => welcome.mode === 'demo';
    const delivery = openDelivery({
      smtpUrl: config.secrets.smtpUrl,
      from: config.MAIL_FROM,
      log,
      isDemo,
      print: (text) => void process.stdout.write(`${text}\n`),
      mailer: overrides.mailer,
    });
    opened.push(() => delivery.close());
    const commonPasswords = join(projectFolder, 'data', 'passwords', 'common.txt');
    const signInSettings = readSignInSettings(config, commonPasswords, isDemo);
    const passwords = createPasswords();
    const sendMail = delivery.send;
    const identity = createIdentityService({ db, clock, newId, passwords, ...signInSettings, sendMail });
    const vocabulary = createVocabulary(db);
    const prior = readPrior(join(modelFolder, config.EMBEDDING_MODEL), log);
    const dimensions = config.EMBEDDING_DIMENSIONS;
    const stored = createStoredLists(db, { model: embedder.model, dtype: embedder.dtype, dimensions });
    const corpus = createCorpus({ dimensions, prior, exactLimit: config.EXACT_LIMIT, stored });
    const hasServer = config.MEILI_URL !== undefined;
    const pledge = loadPledge(resolve(projectFolder, config.PLEDGE_FILE));
    const visibility = createVisibility({ db, clock, wording: pledge.wording });
    const withdraw = (tx: Tx, { id, list }: Entry) => {
      embedded.removeNow([id]);
      if (hasServer) enqueue(tx, ENTRY_WITHDRAW, id, clock.now());
      tx.onCommit(() => corpus.remove(list, id));
    };
    const writing = createWriting({ db, clock, newId, kick: worker.kick, withdraw });
    const catalog = createCatalogService({ db, clock, taxonomies, visibility, writing });
    const pledges = createPledgeService({ db, clock, visibility, pledge });
    const indexer = createIndexer({ db, clock, engine: embedded, hasServer, embedder, corpus, vocabulary });
    worker.register(ENTRY_CHANGED, { handler: indexer.index, batch: 64 });
    // Suggestions come from whole rankings, so they follow the vectors.
    const embed = async (ids: string[]) => {
      await indexer.embed(ids);
      review.request(ids);
    };
    worker.register(ENTRY_EMBED, { handler: embed, batch: 32 });

    const outside =
      config.MEILI_URL === undefined
        ? null
        : createMeilisearchEngine({
            url: config.MEILI_URL,
            key: config.secrets.meiliKey,
            prefix: config.MEILI_PREFIX,
            dimensions,
            lists,
            embedded,
          });
    const mirrored = outside && createMirrored({ db, clock, indexer, server: outside, worker, log });
    if (mirrored === null) dropServerWork(db, clock);
    const guarded = createGuardedSearch({
      embedded,
      server: mirrored?.server ?? null,
      isComplete: () => mirrored?.mirror.isComplete() ?? true,
      log,
    });
    if (mirrored !== null) watchServer(mirrored, guarded, schedule);

    const search = createSearchService({ db, engine: guarded, visibility });
    const now = { model: embedder.model, dtype: embedder.dtype };
    const active = createActiveModel({ db, now });
    const matching = createMatchingService({
      db,
      catalog,
      visibility,
      corpus,
      indexer,
      embedder,
      engine: guarded,
      vocabulary,
      scoreModel: active.current,
      log,
    });
    const review = createReview({
      ...{ db, clock, newId, catalog, visibility, matching, config, worker, sendMail },
      publicUrl: signInSettings.publicUrl,
      viewOrganisation: (actor, id) => directory.organisations.get(actor, id),
    });
    const frozenFile = join(projectFolder, 'data', 'learning', 'frozen.jsonl');
    const learning = { now, active, frozenFile, hour: config.LEARN_HOUR, request: review.request };
    const lessons = createLessons({ db, clock, log, worker, schedule, ...learning });
    const indexing = createIndexingService({
      db,
      clock,
      embedded,
      embedder,
      search: guarded,
      mirrored,
      kick: worker.kick,
    });
    const directory = createDirectory({
      db,
      clock,
      newId,
      passwords,
      identity,
      entries: createOrganisationEntries({ db, clock, writing, visibility }),
      sendMail,
      publicUrl: signInSettings.publicUrl,
    });
    const transfer = createTransferService({ db, catalog, identity });
    const headsFile = resolve(
      projectFolder,
      config.AUDIT_HEADS_FILE ?? join(dataFolder, 'audit-heads.jsonl'),
    );
    const audit = createAuditAccess({ db, clock, headsFile });

    schedule.every(MINUTE_MS, 'catalog.lapse', () => catalog.lapse(service));
    schedule.every(MINUTE_MS, 'sessions.sweep', async () => identity.sweep());
    schedule.every(PROBE_MS, 'model.probe', () => probe(embedder, log));
    schedule.every(DAY_MS, 'audit.head', () => exportHead({ db, clock, log, file: headsFile }));
    opened.push(() => schedule.stop());
    opened.push(() => worker.stop());
    opened.push(() => lessons.close());
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

    const { introductions, feedback } = review;
    const desk = {
      review: review.service,
      clinic: review.clinic,
      introductions,
      feedback,
      scoreModels: lessons.service,
    };
    const product = { catalog, pledges, search, matching, indexing, ...desk };
    const services = { identity, directory, audit, transfer, corpus, ...product };
    const server = await createServer({
      log,
      db,
      clock,
      trustProxy: config.TRUST_PROXY,
      rateLimits: config.RATE_LIMITS === 'on',
      openDocs: welcome.mode === 'demo',
      strictAnswers: overrides.strictAnswers ?? false,
      webFolder: join(projectFolder, 'dist', 'web'),
      identity,
      embedder,
      search: guarded,
      registerApi: (api) => registerRoutes(api, { ...services, taxonomies, clock }),
    });
    opened.push(() => server.close());

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
