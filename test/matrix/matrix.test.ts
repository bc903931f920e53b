import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterAll, expect, it } from 'vitest';
import { type Operation, operationsOf, readOpenApi } from '../api/openapi-document.ts';
import { createTestApp } from '../support/test-app.ts';
import type { Ask } from './ask.ts';
import { listOf, questionsOf, ruleOf } from './cells.ts';
import { entryFaultsOf, faultsOf } from './check.ts';
import { listingFor, rankingFor } from './listings.ts';
import { rules } from './rules.ts';
import { type List, type Reader, readers, type View } from './subjects.ts';
import { createWorld } from './world.ts';

const PREFIX = '/api/v1';
const OWN_NAMES: Record<List, string> = { demands: '本方confirmed公司', achievements: '本方大学' };

// Every pair is suggested, so that there are matches to ask about.
const app = await createTestApp({
  environment: { SUGGEST_FROM_DEMANDS: '0', SUGGEST_FROM_ACHIEVEMENTS: '0' },
});
const world = await createWorld(app);
const operations = operationsOf(await readOpenApi(app))
  .map((operation) => ({ ...operation, name: nameOf(operation) }))
  .sort(readingFirst);
afterAll(async () => {
  world.snapshot.close();
  await app.end();
});

interface Failure {
  operation: string;
  reader: Reader;
  subject: string;
  expected: string;
  got: string;
}
const failures: Failure[] = [];
let cells = 0;

function nameOf({ method, path }: Operation): string {
  return `${method} ${path.replace(PREFIX, '')}`;
}

/** Lists and rankings are read before anything changes: what is in the indexes is not brought back. */
function readingFirst(one: Operation, other: Operation): number {
  const rank = ({ method }: Operation) => (method === 'get' ? 0 : 1);
  return rank(one) - rank(other);
}

async function send(
  { method, path }: Operation,
  reader: Reader,
  list: List,
  ask: Ask,
): Promise<LightMyRequestResponse> {
  const { params = {}, query = '', body, headers, prepare } = ask;
  const { snapshot, people } = world;
  const url = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? '')) + query;
  const request: InjectOptions = { method: method.toUpperCase() as 'GET', url };
  request.headers = { ...people.headersOf(reader, list), ...headers };
  if (body !== undefined) request.payload = body;
  prepare?.();
  snapshot.isChanged();
  const answer = await app.server.inject(request);
  const changed = method !== 'get' && snapshot.isChanged();
  if (changed || prepare !== undefined) snapshot.restore();
  return answer;
}

function note(failure: Omit<Failure, 'got'>, faults: string[]): void {
  cells += 1;
  if (faults.length > 0) failures.push({ ...failure, got: faults.join('; ') });
}

async function askEverybody(operation: Operation & { name: string }): Promise<void> {
  const { name } = operation;
  const list = listOf(name);
  for (const { subject, expected, ask, entry } of questionsOf(world, name)) {
    for (const reader of readers) {
      const wanted = expected(reader);
      if (wanted === null) continue;
      const answer = await send(operation, reader, list, ask(reader));
      const faults = faultsOf(answer, operation, wanted);
      if (entry !== undefined) {
        faults.push(...entryFaultsOf(answer, name, entry, OWN_NAMES[entry.list], reader));
      }
      note({ operation: name, reader, subject, expected: String(wanted) }, faults);
    }
  }
}

/** Every entry of that list is a cell: it stands in the answer as it should, or does not stand there. */
function compare(
  operation: string,
  reader: Reader,
  subject: string,
  list: List,
  wanted: Map<string, View>,
  got: Map<string, string>,
): void {
  for (const entry of world.entries) {
    if (entry.case === 'none' || entry.list !== list) continue;
    const due = wanted.get(entry.id) ?? 'absent';
    const found = got.get(entry.id) ?? 'absent';
    const cell = { operation, reader, subject: `${entry.label} ${subject}`, expected: due };
    note(cell, found === due ? [] : [found]);
  }
}

interface Page {
  items: { id: string; view: string }[];
  total: number;
}

async function listForEverybody(operation: Operation & { name: string }): Promise<void> {
  const { name } = operation;
  const rule = ruleOf(name);
  if (rule.about !== 'list') return;
  for (const ask of Object.keys(rule.asks)) {
    for (const reader of readers) {
      const { subject, list, query, status, views } = listingFor(
        rule,
        ask,
        reader,
        world.entries,
        listOf(name),
      );
      const answer = await send(operation, reader, list, { query });
      const isGood = answer.statusCode === 200;
      const { items, total } = isGood ? answer.json<Page>() : { items: [], total: 0 };
      const faults = faultsOf(answer, operation, status);
      if (total !== views.size) faults.push(`a total of ${total} instead of ${views.size}`);
      note({ operation: name, reader, subject, expected: String(status) }, faults);
      compare(name, reader, `in ${subject}`, list, views, new Map(items.map(({ id, view }) => [id, view])));
    }
  }
}

interface Ranking {
  items: { demand?: { id: string; view: string }; achievement?: { id: string; view: string } }[];
}

async function rankForEverybody(operation: Operation & { name: string }): Promise<void> {
  const { name } = operation;
  const list = listOf(name);
  if (name !== `get /${list}/{id}/matches`) return;
  const other: List = list === 'demands' ? 'achievements' : 'demands';
  const open = questionsOf(world, name).find(({ subject }) => subject === `${list} public published`)!;
  for (const reader of readers) {
    if (open.expected(reader) !== 200) continue;
    const answer = await send(operation, reader, list, { ...open.ask(reader), query: '?limit=100' });
    const found = answer.json<Ranking>().items.map(({ demand, achievement }) => (demand ?? achievement)!);
    const wanted = rankingFor(reader, world.entries, list);
    compare(name, reader, 'in the ranking', other, wanted, new Map(found.map(({ id, view }) => [id, view])));
  }
}

function tableOf(found: Failure[]): string {
  const rows = found.map(({ operation, reader, subject, expected, got }) =>
    [operation, reader, subject, expected, got].join(' | '),
  );
  return ['operation | reader | subject | expected | got', ...rows].join('\n');
}

it('has no rule for an operation that is gone', () => {
  const known = operations.map(({ name }) => name);
  expect(Object.keys(rules).filter((name) => !known.includes(name))).toEqual([]);
});

it.each(operations.map((operation) => [operation.name, operation] as const))(
  '%s answers everybody as the rules say',
  async (_, operation) => {
    const before = failures.length;
    await askEverybody(operation);
    await listForEverybody(operation);
    await rankForEverybody(operation);
    const found = failures.slice(before);
    if (found.length > 0) throw new Error(`${found.length} cells fail\n${tableOf(found)}`);
  },
  120_000,
);

it('counts what it asked', () => {
  console.log(`matrix: ${operations.length} operations, ${cells} cells, ${failures.length} failures`);
  if (failures.length > 0) console.log(tableOf(failures));
  expect(cells).toBeGreaterThan(20_000);
});
