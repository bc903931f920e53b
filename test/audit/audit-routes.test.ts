import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AuditLine, AuditPage, AuditReport } from '../../src/api/contracts/audit.ts';
import { append } from '../../src/audit/log.ts';
import { type Db, openDatabase } from '../../src/db/open.ts';
import { transact } from '../../src/db/tx.ts';
import { signatureOf } from '../../src/identity/model.ts';
import { can } from '../../src/identity/policy.ts';
import { expectRefusal, fieldsOf } from '../api/answers.ts';
import { everybody, people } from '../identity/people.ts';
import { createTestApp, type Name, publish, type TestApp } from '../support/test-app.ts';
import { hashOfRow, overwrite, type Row, recompute, rows } from './stored-lines.ts';

let app: TestApp;
let db: Db;
let demand: string;

beforeAll(async () => {
  app = await createTestApp();
  db = openDatabase(join(app.dataDir, 'jiebang.sqlite'));
  demand = await publish(app, 'demands');
  app.clock.advance(3_600_000);
  await publish(app, 'achievements');
});
afterAll(async () => {
  db.$client.close();
  await app.end();
});

const read = (query = '') => app.as('auditor', 'GET', `/audit${query}`);
const page = async (query = '') => (await read(query)).json<AuditPage>();
const found = async (query: string) => (await page(`?limit=100&${query}`)).items;
const verify = async () => (await app.as('auditor', 'POST', '/audit/verifications')).json<AuditReport>();
const newest = () => rows(db).at(-1)!;

it('is looked at by auditors alone: those who keep the system or the lists do not review themselves', () => {
  expect(everybody.filter((person) => can(people[person], 'audit.view', null))).toEqual([
    'auditor',
    'service',
  ]);
});

it('tells an auditor’s client, and no other, that there is a log to look at', async () => {
  for (const name of ['auditor', 'admin', 'operator'] as const) {
    const session = (await app.as(name, 'GET', '/session')).json<{ can: string[] }>();
    expect([name, session.can.includes('audit')]).toEqual([name, name === 'auditor']);
  }
});

const routes = [
  ['GET', '/audit'],
  ['GET', '/audit/export'],
  ['POST', '/audit/verifications'],
] as const;

describe.each(routes)('%s %s', (method, path) => {
  it('is not for visitors, whatever they ask', async () => {
    expectRefusal(await app.as(null, method, path), 401, 'unauthenticated');
    if (method === 'GET')
      expectRefusal(await app.as(null, method, `${path}?wrong=1`), 401, 'unauthenticated');
  });

  it.each<Name>(['enterprise', 'rival', 'researcher', 'peer', 'operator', 'admin'])(
    'is not for the %s',
    async (name) => {
      await app.signIn(name);
      const before = rows(db).length;
      expectRefusal(await app.as(name, method, path), 403, 'forbidden');
      expect(rows(db)).toHaveLength(before);
    },
  );

  it('is for auditors, who leave a line of their own', async () => {
    const answer = await app.as('auditor', method, path);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    const action = { '/audit': 'audit.read', '/audit/export': 'audit.export' }[path as string];
    const auditor = signatureOf(await app.actor('auditor')).actorId;
    expect(newest()).toMatchObject({ action: action ?? 'audit.verify', actor_id: auditor, subject_id: null });
    expect(newest().address).toBe('127.0.0.1');
  });
});

describe('the list', () => {
  it('shows the newest lines first, with the names of those who acted', async () => {
    const { items, total, can } = await page('?limit=100&action=demands.');
    expect(can).toEqual(['export', 'verify']);
    expect(items.length).toBe(total);
    const numbers = items.map(({ number }) => number);
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    const stored = rows(db).findLast(({ action }) => action.startsWith('demands.'))!;
    expect(items[0]).toMatchObject({
      number: stored.number,
      at: '2026-03-02T02:00:00.000Z',
      actor: { id: stored.actor_id, name: 'operator', displayName: 'operator' },
      action: stored.action,
      subjectId: demand,
      outcome: 'done',
      facts: JSON.parse(stored.facts),
      hash: stored.hash,
      forOrganisation: null,
    });
  });

  it('goes on page by page through all of it, while it grows by being read', async () => {
    const all = rows(db).map(({ number }) => number);
    const seen: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { items, nextCursor } = await page(`?limit=7${cursor && `&cursor=${cursor}`}`);
      seen.push(...items.map(({ number }) => number));
      cursor = nextCursor;
    }
    expect(seen).toEqual(all.reverse());
  });

  it('can be narrowed by everything that was kept', async () => {
    const organisationId = rows(db).find(({ action }) => action === 'organisation.create')?.subject_id ?? '';
    const operator = signatureOf(await app.actor('operator'));
    const entry = { at: app.clock.now(), ...operator, subjectId: demand, facts: {} };
    transact(db, (tx) => {
      append(tx, { ...entry, action: 'demands.edit', forOrganisationId: organisationId });
      append(tx, { ...entry, action: 'demands.edit', outcome: 'refused', before: { state: 'draft' } });
    });
    const actions = (items: AuditLine[]) => new Set(items.map(({ action }) => action));
    const by = async (actor: string) => new Set((await found(`actor=${actor}`)).map((one) => one.actor?.id));

    expect(await by('operator')).toEqual(new Set([operator.actorId]));
    expect(await by(operator.actorId ?? '')).toEqual(new Set([operator.actorId]));
    expect(await by('nobody')).toEqual(new Set());
    expect([...actions(await found('action=achievements.'))]).not.toContain('demands.edit');
    expect(actions(await found('action=demands.edit'))).toEqual(new Set(['demands.edit']));
    expect((await found(`subject=${demand}`)).every(({ subjectId }) => subjectId === demand)).toBe(true);
    const delegated = await found(`forOrganisation=${organisationId}`);
    expect(delegated).toHaveLength(1);
    expect(delegated[0]?.forOrganisation).toEqual({ id: organisationId, name: expect.stringMatching(/.+/) });
    const refused = await found(`outcome=refused&subject=${demand}`);
    expect(refused).toMatchObject([{ outcome: 'refused', before: { state: 'draft' }, after: null }]);
  });

  it('can be narrowed by time: from an instant on, until before another one', async () => {
    const hour = '2026-03-02T03:00:00Z';
    const earlier = await found(`until=${hour}`);
    expect(earlier.length).toBeGreaterThan(0);
    expect(earlier.every(({ at }) => at < '2026-03-02T03:00:00.000Z')).toBe(true);
    // The same instant, as a clock in Shanghai shows it.
    for (const since of [hour, encodeURIComponent('2026-03-02T11:00:00+08:00')]) {
      const later = await found(`since=${since}`);
      expect(later.length).toBeGreaterThan(0);
      expect(later.every(({ at }) => at >= '2026-03-02T03:00:00.000Z')).toBe(true);
    }
  });

  it('keeps what was asked for in the line about it', async () => {
    await read('?action=session.&outcome=refused&until=2026-03-02T03:00:00Z');
    expect(JSON.parse(newest().facts)).toEqual({
      action: 'session.',
      outcome: 'refused',
      until: Date.parse('2026-03-02T03:00:00Z'),
    });
  });

  it('shows an account that was deleted by its id alone', async () => {
    const { actorId } = signatureOf(await app.actor('peer'));
    db.$client.prepare(`UPDATE accounts SET state = 'deleted' WHERE id = ?`).run(actorId);
    const [line] = await found(`actor=${actorId}`);
    expect(line?.actor).toEqual({ id: actorId, name: null, displayName: null });
    db.$client.prepare(`UPDATE accounts SET state = 'active' WHERE id = ?`).run(actorId);
  });

  it.each([
    ['limit=0', 'limit'],
    ['outcome=perhaps', 'outcome'],
    ['since=yesterday', 'since'],
    ['until=2026-03-02', 'until'],
    ['cursor=x', 'cursor'],
    // A place in a list of entries, which are ordered by id.
    [`cursor=${Buffer.from('["a","a"]').toString('base64url')}`, 'cursor'],
    ['mystery=1', 'mystery'],
    [`actor=${'x'.repeat(201)}`, 'actor'],
  ])('refuses %s and names the field', async (query, field) => {
    expect(fieldsOf(expectRefusal(await read(`?${query}`), 400, 'invalid'))).toEqual([field]);
  });
});

describe('the export', () => {
  const lines = (body: string) =>
    body
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as Record<string, unknown>);
  /** A line of the file as a row, told apart from it by name only. */
  const toRow = (line: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(line).map(([key, value]) => [
        key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        value,
      ]),
    ) as unknown as Row;

  it('is a file of all lines, its own last, from which everybody can compute the chain anew', async () => {
    const answer = await app.as('auditor', 'GET', '/audit/export');
    expect(answer.headers['content-type']).toMatch(/^application\/x-ndjson/);
    expect(answer.headers['content-disposition']).toBe('attachment; filename="audit-2026-03-02.jsonl"');
    const exported = lines(answer.body).map(toRow);
    expect(exported).toEqual(rows(db));
    expect(exported.at(-1)?.action).toBe('audit.export');
    for (const row of exported) expect(row.hash).toBe(hashOfRow(row));
  });

  it('can be narrowed like the list', async () => {
    const answer = await app.as('auditor', 'GET', '/audit/export?action=session.start&actor=operator');
    const exported = lines(answer.body);
    expect(exported).toHaveLength((await found('action=session.start&actor=operator')).length);
    const empty = await app.as('auditor', 'GET', '/audit/export?actor=nobody');
    expect([empty.statusCode, empty.body]).toEqual([200, '']);
  });

  it('refuses what the list refuses', async () => {
    const answer = await app.as('auditor', 'GET', '/audit/export?since=yesterday');
    expect(fieldsOf(expectRefusal(answer, 400, 'invalid'))).toEqual(['since']);
  });
});

describe('the verification', () => {
  let whole: Row[];
  afterEach(() => {
    if (whole !== undefined) overwrite(db, whole);
  });

  it('exports the head when the service starts, and compares the log with it', async () => {
    const file = join(app.dataDir, 'audit-heads.jsonl');
    expect(existsSync(file)).toBe(false);
    app.start();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ hash: newest().hash });
    const report = await verify();
    expect(report).toMatchObject({ ok: true, headsChecked: 1, problems: [], unlisted: 0 });
    expect(report.lines).toBe(report.head?.number);
    expect(JSON.parse(newest().facts)).toMatchObject({ ok: true, problems: 0, lines: report.lines });
  });

  it('exports the head to where it was told', async () => {
    const file = join(app.dataDir, 'elsewhere.jsonl');
    const other = await createTestApp({ environment: { AUDIT_HEADS_FILE: file } });
    other.start();
    await other.end();
    expect(existsSync(file)).toBe(true);
    expect(existsSync(join(other.dataDir, 'audit-heads.jsonl'))).toBe(false);
  });

  it('names what somebody changed behind the service’s back, in the reader’s language', async () => {
    whole = rows(db);
    overwrite(
      db,
      whole.map((row) => (row.number === 4 ? { ...row, at: 9e17, facts: '[1]', actor_id: null } : row)),
    );
    const report = await verify();
    expect(report).toMatchObject({ ok: false, problems: [{ kind: 'changed', from: 4, to: 4 }] });
    expect(report.problems[0]?.message).toContain('第 4 行');
    const english = await app.as('auditor', 'POST', '/audit/verifications', undefined, {
      'accept-language': 'en',
    });
    expect(english.json<AuditReport>().problems[0]?.message).toContain('Line 4');
    expect(JSON.parse(newest().facts)).toMatchObject({ ok: false, problems: 1 });
    // And even such a line can be looked at.
    const shown = (await page('?limit=100&since=9999-12-31T23:59:59.999Z')).items;
    expect(shown).toMatchObject([{ number: 4, at: '9999-12-31T23:59:59.999Z', facts: { value: [1] } }]);
  });

  it('notices that the whole log was computed anew', async () => {
    const forged = whole.map((row) => (row.number === 4 ? { ...row, at: 9 } : row));
    overwrite(db, recompute(forged));
    expect(await verify()).toMatchObject({ ok: false, problems: [{ kind: 'rewritten', from: 1 }] });
  });

  it('serves several who ask at once', async () => {
    const reports = await Promise.all([verify(), verify(), verify()]);
    expect(reports.map(({ ok }) => ok)).toEqual([true, true, true]);
  });
});
