import {
  fill,
  pagedBy,
  questionsOf,
  readGets,
  readOperations,
  readPages,
  search,
  typedWords,
} from './questions.ts';
import { type Canary, lists, type Reader, type Standing, standings } from './readers.ts';
import { tracesIn } from './words.ts';
import type { World } from './world.ts';

/** An answer: through which channel it came, and what in it may be of a canary. */
export interface Finding {
  channel: string;
  path: string;
  status: number;
  traces: Set<string>;
}

export interface CrawlRequest {
  /** The engine has a say in finding and ranking only; all other routes are crawled on one engine. */
  isAsked(path: string): boolean;
  /** What is typed into the search box. */
  typed: Canary[];
}

/** Routes that are in no document; `/metrics` is none yet. */
export const outside = ['livez', 'readyz', 'api/openapi.json', 'api/docs/json', 'metrics'];

/** The version that an entry has after what brought it there; three for those that were published and no more. */
const versions: Partial<Record<Standing, number>> = { draft: 1, submitted: 2, withdrawn: 4 };

/** Everything a reader gets from the GET routes asked: by every id there is, every filter, order, page and word. */
export async function crawl(world: World, reader: Reader, request: CrawlRequest): Promise<Finding[]> {
  const findings: Finding[] = [];
  const get = async (channel: string, path: string) => {
    findings.push(await find(world, reader, { channel: () => channel, method: 'GET', path }));
  };
  for (const operation of readGets(world).filter(({ path }) => request.isAsked(path))) {
    const { path, query } = operation;
    const channel = `GET ${path}`;
    for (const filled of fill(operation, world.ids)) {
      for (const question of filled === path ? questionsOf(operation) : ['']) {
        await get(channel, filled + question);
      }
    }
    if (query.has('list')) {
      for (const { list, q } of typedWords(request.typed)) await get(channel, search(list, q));
    } else if (query.has('q')) {
      for (const q of ['公司', '青岛']) await get(channel, `${path}?q=${encodeURIComponent(q)}`);
    }
    for (const paged of pagedBy(operation)) {
      for (const body of await readPages(world, reader, paged)) {
        findings.push({ channel: `${channel}, page by page`, path, status: 200, traces: tracesIn(body) });
      }
    }
  }
  if (request.isAsked('/pairs')) {
    for (const standing of standings) {
      const [demandId, achievementId] = lists.map((list) => world.idOf(list, standing));
      await get('GET /pairs', `/pairs?demandId=${demandId}&achievementId=${achievementId}`);
    }
  }
  if (request.isAsked('outside')) {
    for (const path of outside) await get(`GET /${path} (no API)`, `//${path}`);
  }
  return findings;
}

/** What would end a session that others need, and what takes long. */
const unprovoked = /\/(session|sessions|rebuild)$/;

/** Writes to everything, right ones and ones that go wrong in every way: no answer may quote what is hidden. */
export async function provoke(world: World, reader: Reader): Promise<Finding[]> {
  const findings: Finding[] = [];
  const write = async (method: string, path: string, payload?: object) => {
    const channel = (status: number) => (status < 300 ? 'answers to writes' : 'errors');
    findings.push(await find(world, reader, { channel, method, path, payload }));
  };
  const hidden = ['demands internal', 'achievements draft', 'organisations insider', 'accounts former'];
  const ids = new Map(hidden.map((label) => [label, world.ids.get(label) ?? '']));
  for (const operation of readOperations(world)) {
    if (operation.method === 'GET' || unprovoked.test(operation.path)) continue;
    for (const path of fill(operation, ids)) await write(operation.method, path, {});
  }
  for (const list of lists) {
    for (const standing of standings) {
      const path = `/${list}/${world.idOf(list, standing)}`;
      await write('PATCH', path, { title: '', version: 99 });
      await write('PATCH', path, { chain: 'unknown', keywords: [1], version: 1 });
      await write('PATCH', path, { trl: 5 });
      for (const version of [99, versions[standing] ?? 3]) await write('PATCH', path, { trl: 5, version });
      await write('POST', `${path}/transitions`, { to: 'submitted', version: 99 });
      await write('POST', `${path}/transitions`, { to: 'nowhere' });
      await write('POST', `${path}/transitions`, { to: 'published', version: 98 });
      await write('POST', `${path}/pledges`, { wording: 99 });
      if (reader !== 'target') await write('POST', `${path}/pledges`, { wording: 1 });
    }
    await write('POST', `/${list}`, { title: '', targets: ['unknown'], maskWords: [''] });
    if (reader === 'operator') {
      const path = `/${list}/${world.idOf(list, 'submitted')}/transitions`;
      await write('POST', path, { to: 'returned', note: '请补充' });
    }
  }
  return findings;
}

interface Asked {
  channel(status: number): string;
  method: string;
  path: string;
  payload?: object | undefined;
}

async function find(
  world: World,
  reader: Reader,
  { channel, method, path, payload }: Asked,
): Promise<Finding> {
  const { statusCode: status, body, headers } = await world.ask(reader, method as 'GET', path, payload);
  if (status >= 500) throw new Error(`${method} ${path} as ${reader}: ${body}`);
  const text = `${body}\n${JSON.stringify({ ...headers, 'content-length': '' })}`;
  return { channel: channel(status), path, status, traces: tracesIn(text) };
}
