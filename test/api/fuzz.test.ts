import { join } from 'node:path';
import fc from 'fast-check';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../src/db/open.ts';
import { transact } from '../../src/db/tx.ts';
import { createTestApp, goodAchievement, goodDemand, type Name, publish } from '../support/test-app.ts';
import { type EntryBody, refusalBody } from './answers.ts';
import { type FuzzInput, isReadable, requestsFor } from './fuzz-requests.ts';
import { type Operation, operationsOf, readOpenApi } from './openapi-document.ts';

/** Inputs an operation; each is sent as every reader. `npm run fuzz` sends 200. */
const INPUTS = Number(process.env.FUZZ_INPUTS ?? 40);
const readers: (Name | null)[] = [null, 'enterprise', 'researcher', 'operator', 'expert', 'auditor', 'admin'];

// Every pair is suggested, so that there are matches and introductions to ask about.
const app = await createTestApp({
  environment: { SUGGEST_FROM_DEMANDS: '0', SUGGEST_FROM_ACHIEVEMENTS: '0' },
});
const operations = operationsOf(await readOpenApi(app)).sort(byLength);
const known = {
  demands: [] as string[],
  achievements: [] as string[],
  taxonomies: ['chains', 'trl'],
  organisations: [] as string[],
  members: [] as string[],
  accounts: [] as string[],
  matches: [] as string[],
  introductions: [] as string[],
};
/** Operations that gave a good answer at least once: refusals alone would prove little. */
const answered: string[] = [];
let sent = 0;

for (const list of ['demands', 'achievements'] as const) {
  const owner = list === 'demands' ? 'enterprise' : 'researcher';
  for (let number = 0; number < 3; number += 1) {
    known[list].push(await publish(app, list));
    const draft = await app.as(owner, 'POST', `/${list}`, list === 'demands' ? goodDemand : goodAchievement);
    known[list].push(draft.json<EntryBody>().id);
  }
}
/** Firms and people that may be closed and deactivated, unlike the readers. */
for (const name of ['路人甲', '路人乙', '路人丙']) {
  const { id } = app.services.identity.createOrganisation({ name, kind: 'enterprise', sample: false });
  known.organisations.push(id);
  const person = { name, displayName: name, passwordHash: 'none' };
  const account = app.services.identity.createAccount(person, [{ organisationId: id, role: 'enterprise' }]);
  known.accounts.push(account);
  known.members.push(account);
}

await app.worker.drain();
const suggested = await app.as('operator', 'GET', '/matches?limit=100');
for (const { id, version } of suggested.json<{ items: { id: string; version: number }[] }>().items) {
  known.matches.push(id);
  if (known.introductions.length > 1) continue;
  const decided = { verdict: 'accepted', version };
  await app.as('operator', 'POST', `/matches/${id}/decisions`, decided);
  await app.as('operator', 'POST', `/matches/${id}/introduction`, { version: version + 1 });
  known.introductions.push(id);
}

const db = openDatabase(join(app.dataDir, 'jiebang.sqlite'));
const accounts = new Map<Name, string>();
for (const name of readers) {
  if (name === null) continue;
  const answer = await app.as(name, 'GET', '/session');
  accounts.set(name, answer.json<{ account: { id: string } }>().account.id);
}
afterAll(async () => {
  db.$client.close();
  await app.end();
});

/** What reads the whole log comes first, while it is short. */
function byLength(one: Operation, other: Operation): number {
  const rank = ({ path }: Operation) => (/audit|personal-data/.test(path) ? 0 : 1);
  return rank(one) - rank(other);
}

const tokens = new Map<Name, string>();

/** A session of that person; the requests of this test end many, and no password is hashed for a new one. */
function cookieOf(name: Name): string {
  const { identity } = app.services;
  const running = tokens.get(name);
  if (running !== undefined) return `sid=${running}`;
  const { token } = transact(db, (tx) =>
    identity.sessions.start(tx, accounts.get(name) ?? '', 'password', { address: null, agent: 'fuzz' }),
  );
  tokens.set(name, token);
  return `sid=${token}`;
}

async function currentTag(path: string, cookie: string): Promise<string> {
  const answer = await app.server.inject({ method: 'GET', url: path, headers: { cookie } });
  return String(answer.headers.etag ?? '"1"');
}

async function send({ method }: Operation, input: FuzzInput, reader: Name | null) {
  const { path, query, body, ifMatch, language } = input;
  const cookie = reader === null ? input.cookie : cookieOf(reader);
  const headers: Record<string, string> = { cookie, 'accept-language': language };
  if (method === 'patch' && ifMatch !== undefined) {
    headers['if-match'] = ifMatch === 'current' ? await currentTag(path, cookie) : ifMatch;
  }
  const request: InjectOptions = { method: method.toUpperCase() as 'GET', url: path + query, headers };
  // Failed sign-ins lock their address, and this one is nobody else's.
  request.remoteAddress = `127.0.1.${readers.indexOf(reader)}`;
  if (body !== undefined) {
    headers['content-type'] = 'application/json';
    request.payload = JSON.stringify(body);
  }
  sent += 1;
  const answer = await app.server.inject(request);
  const mayHaveEnded = answer.statusCode === 401 || (method === 'delete' && answer.statusCode === 204);
  if (reader !== null && mayHaveEnded) tokens.delete(reader);
  return answer;
}

/** What the document says of each good answer, as a check that knows nothing of the server's own. */
function goodAnswersOf({ responses }: Operation): Map<number, z.ZodType> {
  const checks = new Map<number, z.ZodType>();
  for (const [status, { content }] of Object.entries(responses)) {
    const schema = content?.['application/json']?.schema;
    if (status.startsWith('2') && schema !== undefined)
      checks.set(Number(status), z.fromJSONSchema(schema as never));
  }
  return checks;
}

function check(
  answer: LightMyRequestResponse,
  operation: Operation,
  checks: Map<number, z.ZodType>,
  input: FuzzInput,
) {
  const { statusCode } = answer;
  expect(statusCode, answer.body).toBeLessThan(500);
  if (statusCode >= 400) refusalBody.parse(answer.json());
  if (isReadable(input.path)) expect(Object.keys(operation.responses)).toContain(String(statusCode));
  const good = checks.get(statusCode)?.safeParse(answer.json());
  expect(good?.error).toBeUndefined();
}

it('knows every operation there is', () => {
  expect(operations.length).toBeGreaterThanOrEqual(40);
});

it.each(operations.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
  '%s never stumbles, whatever it is sent by whomever',
  async (name, operation) => {
    const checks = goodAnswersOf(operation);
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(requestsFor(operation, known), async (input) => {
        for (const reader of readers) {
          const answer = await send(operation, input, reader);
          check(answer, operation, checks, input);
          seen.add(answer.statusCode);
        }
      }),
      { numRuns: INPUTS },
    );
    if ([...seen].some((status) => status < 300)) answered.push(name);
  },
  300_000,
);

it('was understood as often as refused', () => {
  const silent = operations
    .map(({ method, path }) => `${method} ${path}`)
    .filter((name) => !answered.includes(name));
  console.log(
    `fuzz: ${operations.length} operations, ${sent} inputs, ${readers.length} readers, never answered: ${silent.join(', ')}`,
  );
  expect(answered.length).toBeGreaterThanOrEqual(operations.length / 2);
});

it('leaves the service whole after all of that', async () => {
  await app.worker.drain();
  const cookie = cookieOf('operator');
  const ask = async <Body>(url: string) =>
    (await app.server.inject({ url: `/api/v1${url}`, headers: { cookie } })).json<Body>();
  expect(await ask('/index/status')).toMatchObject({ pending: 0, failed: 0 });
  for (const list of ['demands', 'achievements']) {
    const listed = await ask<{ total: number }>(`/${list}?limit=1`);
    const states = 'draft,submitted,returned,rejected,published,withdrawn,unclaimed,expired';
    const found = await ask<{ total: number }>(`/search?list=${list}&limit=1&state=${states}`);
    expect(found.total).toBe(listed.total);
  }
  const auditor = { cookie: cookieOf('auditor') };
  const verified = await app.server.inject({
    method: 'POST',
    url: '/api/v1/audit/verifications',
    headers: auditor,
  });
  expect(verified.json()).toMatchObject({ ok: true });
}, 120_000);
