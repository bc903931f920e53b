import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { createCatalogService } from '../../src/catalog/service.ts';
import { loadTaxonomies } from '../../src/catalog/taxonomies.ts';
import { createVisibility } from '../../src/catalog/visibility.ts';
import { createWriting } from '../../src/catalog/writing.ts';
import { readConfig } from '../../src/config.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openDatabase } from '../../src/db/open.ts';
import { createPasswords } from '../../src/identity/passwords.ts';
import { createIdentityService } from '../../src/identity/service.ts';
import { describeError } from '../../src/kernel/errors.ts';
import { createIds } from '../../src/kernel/ids.ts';
import { prepareMode } from '../../src/transfer/mode.ts';
import { expectRefusal, type PageBody } from '../api/answers.ts';
import { createFakeEmbedder, FAKE_DIMENSIONS } from '../support/fake-embedder.ts';
import { createTestClock } from '../support/test-app.ts';

const projectFile = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const sampleFolder = projectFile('data/sample');
const names = ['enterprise@demo', 'researcher@demo', 'operator@demo', 'admin@demo', 'auditor@demo'];

let dataDir: string;
let app: App | null = null;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'jiebang-mode-'));
});
afterEach(async () => {
  await app?.close();
  app = null;
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(environment: Record<string, string> = {}): Promise<App> {
  await app?.close();
  app = null;
  const config = readConfig({
    DATA_DIR: dataDir,
    EMBEDDING_DIMENSIONS: String(FAKE_DIMENSIONS),
    ...environment,
  });
  app = await createApp(config, {
    clock: createTestClock(),
    embedder: createFakeEmbedder(),
    log: pino({ level: 'silent' }),
  });
  return app;
}

async function refusalOf(environment: Record<string, string>): Promise<string> {
  try {
    await open(environment);
  } catch (error) {
    return describeError(error);
  }
  return 'opened';
}

async function signIn(name: string, password: string): Promise<number> {
  const request = { method: 'POST', url: '/api/v1/session', payload: { account: name, password } } as const;
  return (await app!.server.inject(request)).statusCode;
}

async function totals(): Promise<number[]> {
  const pages = ['/demands', '/achievements'].map((path) =>
    app!.server.inject({ method: 'GET', url: `/api/v1${path}` }),
  );
  return (await Promise.all(pages)).map((page) => page.json<PageBody>().total);
}

function rowsIn(table: string): number {
  const db = openDatabase(join(dataDir, 'jiebang.sqlite'));
  try {
    return Number(db.$client.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  } finally {
    db.$client.close();
  }
}

function accountsOf({ welcome }: App) {
  return welcome.mode === 'demo' ? welcome.accounts : [];
}

describe('a demo', () => {
  it('is what a new folder becomes: sample lists, and accounts with random passwords that work', async () => {
    const accounts = accountsOf(await open());
    expect(accounts.map(({ name }) => name)).toEqual(names);
    expect(new Set(accounts.map(({ password }) => password)).size).toBe(names.length);
    for (const { name, password } of accounts) {
      expect(password.length).toBeGreaterThanOrEqual(12);
      expect(await signIn(name, password)).toBe(201);
    }
    const [demands = 0, achievements = 0] = await totals();
    expect(demands).toBeGreaterThanOrEqual(60);
    expect(achievements).toBeGreaterThanOrEqual(150);
    const page = (
      await app!.server.inject({ method: 'GET', url: '/api/v1/demands?limit=100' })
    ).json<PageBody>();
    expect(page.items.every((item) => item.sample === true)).toBe(true);
  });

  it('gives all its accounts the password it is told', async () => {
    const accounts = accountsOf(await open({ DEMO_PASSWORD: 'sesame-open' }));
    expect(accounts).toEqual(names.map((name) => ({ name, password: 'sesame-open' })));
    for (const name of names) expect(await signIn(name, 'sesame-open')).toBe(201);
    expect(await signIn('enterprise@demo', 'sesame-shut')).toBe(401);
  });

  it('is remembered: the next start loads nothing twice, and only the new passwords work', async () => {
    const [before] = accountsOf(await open());
    const counted = await totals();
    const [after] = accountsOf(await open({ MODE: 'demo' }));
    expect(await totals()).toEqual(counted);
    expect(after?.password).not.toBe(before?.password);
    expect(await signIn(after!.name, after!.password)).toBe(201);
    expect(await signIn(before!.name, before!.password)).toBe(401);
    expect(rowsIn('accounts')).toBe(names.length);
  });

  it('cannot be opened as production, and says so plainly', async () => {
    await open();
    const refusal = await refusalOf({ MODE: 'production' });
    expect(refusal).toContain('此数据目录是以 demo 模式建立的');
    expect(refusal).toContain('This data folder was made in mode demo');
    expect((await open()).welcome.mode).toBe('demo');
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'example.com'])(
    'is not shown to others on %s, and the folder stays new',
    async (HOST) => {
      const refusal = await refusalOf({ HOST });
      expect(refusal).toContain('HOST=127.0.0.1');
      expect(refusal).toContain('MODE=production');
      expect(rowsIn('entries')).toBe(0);
      expect((await open({ MODE: 'production', HOST })).welcome.mode).toBe('production');
    },
  );

  it('is not shown to others later either', async () => {
    await open();
    expect(await refusalOf({ HOST: '0.0.0.0' })).toContain('HOST=127.0.0.1');
  });
});

describe('production', () => {
  const first = {
    account: 'chief',
    displayName: '首位管理员',
    password: 'a long enough password',
    organisation: '创新局',
  };
  const setUp = (token: string, form: object = {}) =>
    app!.server.inject({ method: 'POST', url: '/api/v1/setup', payload: { ...first, ...form, token } });
  const tokenOf = ({ welcome }: App) => (welcome.mode === 'production' ? (welcome.setupToken ?? '') : '');

  it('starts empty, without any account, and offers a token', async () => {
    const token = tokenOf(await open({ MODE: 'production' }));
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await totals()).toEqual([0, 0]);
    for (const name of [...names, 'admin', 'root', 'operator'])
      expect(await signIn(name, 'password')).toBe(401);
    expect(rowsIn('accounts') + rowsIn('organisations')).toBe(0);
  });

  it('makes the first administrator once: signed in, able to review, and no second one', async () => {
    const token = tokenOf(await open({ MODE: 'production', SECOND_FACTOR: 'optional' }));
    expectRefusal(await setUp(`${token.slice(1)}x`), 403, 'forbidden');
    const made = await setUp(token);
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({
      account: { name: 'chief' },
      can: ['review', 'index', 'scores', 'organisations', 'accounts'],
    });
    expect(made.body).not.toContain(token);
    const cookie = String(made.headers['set-cookie']).split(';')[0] ?? '';
    expect(cookie).toMatch(/^sid=/);
    const status = await app!.server.inject({
      method: 'GET',
      url: '/api/v1/index/status',
      headers: { cookie },
    });
    expect(status.statusCode).toBe(200);
    expectRefusal(await setUp(token, { account: 'second' }), 403, 'forbidden');
    expect(await signIn('chief', first.password)).toBe(201);
    expect(tokenOf(await open())).toBe('');
    expectRefusal(await setUp(token, { account: 'second' }), 403, 'forbidden');
    expect(rowsIn('accounts')).toBe(1);
  });

  it('lets the first administrator set up a second factor before anything else, as is the rule there', async () => {
    const made = await setUp(tokenOf(await open({ MODE: 'production' })));
    expect(made.json()).toMatchObject({ account: { name: 'chief' }, mustEnrol: true, roles: [], can: [] });
  });

  it('makes one administrator of two who come at the same moment', async () => {
    const token = tokenOf(await open({ MODE: 'production' }));
    const answers = await Promise.all([setUp(token), setUp(token, { account: 'second' })]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 403]);
    expect(rowsIn('accounts')).toBe(1);
  });

  it('ends the old token with a restart', async () => {
    const before = tokenOf(await open({ MODE: 'production' }));
    const after = tokenOf(await open());
    expect(after).not.toBe(before);
    expectRefusal(await setUp(before), 403, 'forbidden');
    expect((await setUp(after)).statusCode).toBe(201);
  });

  it.each([
    [{ password: 'short' }, 'password'],
    [{ password: 'woaini1314' }, 'password'],
    [{ password: 'i am the chief here' }, 'password'],
    [{ account: 'ab' }, 'account'],
    [{ account: '   ' }, 'account'],
    [{ displayName: '' }, 'displayName'],
    [{ displayName: '甲\u0000' }, 'displayName'],
    [{ organisation: ' ' }, 'organisation'],
    [{ organisation: '局\ud800' }, 'organisation'],
  ])('does not set up with %j, and the token stays good', async (form, field) => {
    const token = tokenOf(await open({ MODE: 'production' }));
    expect(expectRefusal(await setUp(token, form), 400, 'invalid').details?.[0]?.field).toBe(field);
    expect((await setUp(token)).statusCode).toBe(201);
  });

  it('cannot be opened as a demo', async () => {
    await open({ MODE: 'production' });
    expect(await refusalOf({ MODE: 'demo' })).toContain('production');
    expect(await totals().catch(() => 'closed')).toBe('closed');
    expect(rowsIn('entries')).toBe(0);
  });
});

it('leaves nothing of a sample load that broke in the middle, and the folder stays new', async () => {
  const db = openDatabase(join(dataDir, 'jiebang.sqlite'));
  try {
    migrate(db, { folder: projectFile('src/db/migrations'), backupFolder: null });
    const broken = join(dataDir, 'broken-sample');
    cpSync(sampleFolder, broken, { recursive: true });
    // Organisations, accounts and demands load; then the last achievement names an organisation that is not there.
    const lines = readFileSync(join(broken, 'corpus.jsonl'), 'utf8');
    const last = { _id: 'a-last', title: '残缺', text: '残缺', organisation: 'nowhere' };
    writeFileSync(join(broken, 'corpus.jsonl'), `${lines.trimEnd()}\n${JSON.stringify(last)}\n`);

    const clock = createTestClock();
    const kernel = { db, clock, newId: createIds(clock) };
    const identity = createIdentityService({ ...kernel, passwords: createPasswords(), sessionHours: 1 });
    const taxonomies = loadTaxonomies(projectFile('data/taxonomies'));
    const visibility = createVisibility({ db, clock, wording: 1 });
    const writing = createWriting({ ...kernel, kick: () => undefined, withdraw: () => undefined });
    const catalog = createCatalogService({ db, clock, taxonomies, visibility, writing });
    const asked = { asked: undefined, host: '127.0.0.1', demoPassword: 'sesame-open' };
    const deps = { db, clock, catalog, identity, ...asked };
    await expect(prepareMode({ ...deps, sampleFolder: broken })).rejects.toThrow('nowhere');
    for (const table of [
      'settings',
      'organisations',
      'accounts',
      'memberships',
      'entries',
      'outbox',
      'audit_log',
    ]) {
      expect(db.$client.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0);
    }

    // A whole sample then loads into the same folder as if nothing had happened.
    expect((await prepareMode({ ...deps, sampleFolder })).mode).toBe('demo');
    expect(db.$client.prepare('SELECT count(*) FROM entries').pluck().get()).toBeGreaterThanOrEqual(210);
  } finally {
    db.$client.close();
  }
});
