import { join } from 'node:path';
import { expect } from 'vitest';
import { type Db, openDatabase } from '../../src/db/open.ts';
import { service } from '../../src/identity/model.ts';
import { outbox } from '../../src/jobs/outbox.ts';
import { FAKE_DIMENSIONS } from '../support/fake-embedder.ts';
import { createFakeMeilisearch, type FakeMeilisearch } from '../support/fake-meilisearch/server.ts';
import { createTestApp, type Name, type TestApp, type TestAppOptions } from '../support/test-app.ts';
import { expectedDocuments } from './expected-documents.ts';

type ListName = 'demands' | 'achievements';
export const PREFIX = 'test';
export const uids = { demands: `${PREFIX}_demands`, achievements: `${PREFIX}_achievements` };
const source = { model: 'fake', dtype: 'fp32', dimensions: FAKE_DIMENSIONS };

interface IndexStatusBody {
  pending: number;
  failed: number;
  server: {
    state: string;
    version: string | null;
    counts: Record<ListName, number> | null;
    waiting: number;
    lagSeconds: number | null;
    reconciliation: Record<string, number | string> | null;
    rebuild: RebuildBody | null;
  } | null;
  parked: { topic: string; key: string; entry: object | null; attempts: number; error: string }[];
  can: string[];
}

export interface RebuildBody {
  state: string;
  done: number;
  total: number;
  startedAt: string;
  finishedAt: string | null;
  perSecond: number | null;
  remainingSeconds: number | null;
  message: string;
}

/** The whole service beside a stand-in for the server, with a look into its database. */
export async function openMirrored(options: TestAppOptions = {}, beside?: FakeMeilisearch) {
  const fake = beside ?? (await createFakeMeilisearch());
  const environment = { MEILI_URL: fake.url, MEILI_PREFIX: PREFIX, ...options.environment };
  const app = await createTestApp({ ...options, environment });
  return worldOf(app, fake, openDatabase(join(app.dataDir, 'jiebang.sqlite')));
}

export type Mirrored = Awaited<ReturnType<typeof openMirrored>>;

function worldOf(app: TestApp, fake: FakeMeilisearch, db: Db) {
  const rows = (topic = 'entry.search') =>
    db
      .select()
      .from(outbox)
      .all()
      .filter((row) => row.topic === topic);

  async function search(q: string, list: ListName = 'achievements', name: Name | null = null) {
    const answer = await app.as(name, 'GET', `/search?list=${list}&q=${encodeURIComponent(q)}`);
    expect(answer.statusCode, answer.body).toBe(200);
    const body = answer.json<{ items: { id: string; title: string }[]; engine: string; degraded: boolean }>();
    return { ...body, ids: body.items.map(({ id }) => id) };
  }

  async function edit(id: string, patch: object, list: ListName = 'achievements') {
    const owner = list === 'demands' ? 'enterprise' : 'researcher';
    const { version } = (await app.as(owner, 'GET', `/${list}/${id}`)).json<{ version: number }>();
    const answer = await app.as(owner, 'PATCH', `/${list}/${id}`, { version, ...patch });
    expect(answer.statusCode, answer.body).toBe(200);
  }

  /** Compared once, and everything found missing sent: from here on the server answers. */
  async function settle() {
    await app.worker.drain();
    const report = await app.services.indexing.reconcile(service);
    await app.worker.drain();
    return report;
  }

  return {
    app,
    fake,
    db,
    rows,
    search,
    edit,
    settle,
    status: async (): Promise<IndexStatusBody> => (await app.as('operator', 'GET', '/index/status')).json(),
    /** Documents of the list on the server that are of this entry. */
    stored: (id: string, list: ListName = 'achievements', uid = uids[list]) =>
      fake.documents(uid).filter(({ entry }) => entry === id),
    /** Every document on the server, by id, each with every field; and what they should be by the database. */
    copies: () => ({
      found: byId([...fake.documents(uids.demands), ...fake.documents(uids.achievements)]),
      expected: byId(expectedDocuments(db, source)),
    }),
    async end(options: { keepFolder?: boolean; keepServer?: boolean } = {}) {
      if (db.$client.open) db.$client.close();
      await app.end(options.keepFolder);
      if (!options.keepServer) await fake.close();
    },
  };
}

function byId(documents: object[]): Record<string, object> {
  const pairs = documents.map((document) => [String((document as { id: unknown }).id), document] as const);
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Puts so many achievements (and demands, none unless asked for) on the lists at once, as an import does. */
export function importMany(app: TestApp, achievements: number, demands = 0) {
  const rows = (count: number, title: string) =>
    Array.from({ length: count }, (_, at) => ({
      _id: `${at}`,
      title: `${title}${at}`,
      text: `${title}的正文`,
    }));
  const folder = { queries: rows(demands, '检测需求'), corpus: rows(achievements, '检测成果') };
  const imported = app.services.transfer.importBeir(service, folder as never);
  return { achievements: [...imported.achievements.values()], demands: [...imported.demands.values()] };
}
