import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { pino } from 'pino';
import { type App, createApp, type Overrides } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { type Actor, type Role, toActor } from '../../src/identity/model.ts';
import { createFakeEmbedder, FAKE_DIMENSIONS } from './fake-embedder.ts';

export const PASSWORD = 'a long enough password';

/** A day in the tests' life: 2026-03-02 10:00 in Shanghai. Move it with `clock.advance(ms)`. */
export function createTestClock(start = Date.parse('2026-03-02T02:00:00Z')) {
  let now = start;
  return {
    now: () => now,
    advance: (ms: number) => {
      now += ms;
    },
  };
}

export type Name = keyof typeof people;

/** One person of each kind; `rival` is an enterprise, `peer` a researcher of another organisation. */
const people = {
  enterprise: { organisation: '甲方公司', kind: 'enterprise', role: 'enterprise' },
  rival: { organisation: '乙方公司', kind: 'enterprise', role: 'enterprise' },
  researcher: { organisation: '某大学', kind: 'university', role: 'researcher' },
  peer: { organisation: '某研究所', kind: 'institute', role: 'researcher' },
  operator: { organisation: '创新局', kind: 'authority', role: 'operator' },
  admin: { organisation: '创新局机房', kind: 'authority', role: 'admin' },
  auditor: { organisation: '创新局审计室', kind: 'authority', role: 'auditor' },
  expert: { organisation: '专家库', kind: 'authority', role: 'expert' },
} as const;

export interface TestAppOptions {
  overrides?: Overrides;
  /** Environment of the service beside its data folder. */
  environment?: Record<string, string>;
  /** Reuse this data folder (and its people) instead of making a new one. */
  dataDir?: string;
}

/** The whole service on a data folder of its own, with the fake model, people to sign in as, and no port. */
export async function createTestApp(options: TestAppOptions = {}) {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'jiebang-test-'));
  const clock = createTestClock();
  const embedder = createFakeEmbedder();
  const environment = {
    MODE: 'production',
    EMBEDDING_DIMENSIONS: String(FAKE_DIMENSIONS),
    RATE_LIMITS: 'off',
    SECOND_FACTOR: 'optional',
    // Tests move the clock by hours and mean something else by it.
    SESSION_IDLE_MINUTES: '1440',
    DATA_DIR: dataDir,
  };
  const app: App = await createApp(readConfig({ ...environment, ...options.environment }), {
    clock,
    embedder,
    log: pino({ level: 'silent' }),
    strictAnswers: true,
    ...options.overrides,
  });
  const { identity } = app.services;
  if (options.dataDir === undefined) {
    const passwordHash = await identity.hashPassword(PASSWORD);
    for (const [name, { organisation, kind, role }] of Object.entries(people)) {
      const { id } = identity.createOrganisation({ name: organisation, kind, sample: false });
      const account = { name, displayName: name, passwordHash };
      identity.createAccount(account, [{ organisationId: id, role: role as Role }]);
    }
  }
  const cookies = new Map<Name, string>();

  async function signIn(name: Name): Promise<string> {
    const known = cookies.get(name);
    if (known !== undefined) return known;
    const answer = await app.server.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { account: name, password: PASSWORD },
    });
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    cookies.set(name, cookie);
    return cookie;
  }

  return {
    ...app,
    dataDir,
    clock,
    embedder,
    signIn,

    /** One request to the API as that person, or as a visitor when `name` is null. */
    async as(
      name: Name | null,
      method: NonNullable<InjectOptions['method']>,
      path: string,
      payload?: unknown,
      headers = {},
    ) {
      const cookie = name === null ? {} : { cookie: await signIn(name) };
      const request: InjectOptions = { method, url: `/api/v1${path}`, headers: { ...cookie, ...headers } };
      return app.server.inject(payload === undefined ? request : { ...request, payload: payload as object });
    },

    /** The actor behind a person, for calling services directly. */
    async actor(name: Name): Promise<Actor> {
      const token = (await signIn(name)).split('=')[1] ?? '';
      const signedIn = identity.authenticate(token);
      if (signedIn === undefined) throw new Error(`${name} could not sign in`);
      return toActor(signedIn);
    },

    /** The organisation of that person. */
    async organisationOf(name: Name): Promise<string> {
      const actor = await this.actor(name);
      return actor.kind === 'account' ? (actor.memberships[0]?.organisationId ?? '') : '';
    },

    /** Everybody signs in anew, as after days away. */
    forgetSignIns: () => cookies.clear(),

    /** Ends the app; the folder goes too, unless it is kept for another start. */
    async end(keepFolder = false): Promise<void> {
      await app.close();
      if (!keepFolder) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export type TestApp = Awaited<ReturnType<typeof createTestApp>>;

/** A demand that may be submitted as it stands. */
export const goodDemand = {
  title: '压铸件表面划伤视觉检测',
  chain: 'smart-manufacturing',
  problem: '我公司铝合金压铸件外观检测靠人工，反光强，划伤漏检率高，希望用机器视觉自动检测。',
  contact: '示例联系人 0532-00000000',
};

/** An achievement that may be submitted as it stands, and answers the demand. */
export const goodAchievement = {
  title: '高反光金属表面缺陷成像与识别',
  chain: 'smart-manufacturing',
  summary:
    '针对高反光金属表面，提出多角度条纹光成像与缺陷识别方法，可自动检测划伤、凹坑，检测精度达到0.1mm。',
  contact: '示例联系人 0532-00000000',
};

/** Brings an entry from nothing to published through the API; gives its id. */
export async function publish(
  app: TestApp,
  list: 'demands' | 'achievements',
  form: object = {},
): Promise<string> {
  const owner = list === 'demands' ? 'enterprise' : 'researcher';
  const content = { ...(list === 'demands' ? goodDemand : goodAchievement), ...form };
  const created = await app.as(owner, 'POST', `/${list}`, content);
  const { id } = created.json<{ id: string }>();
  const submission = { to: 'submitted', confirmations: ['state-secrets'] };
  await app.as(owner, 'POST', `/${list}/${id}/transitions`, submission);
  const published = await app.as('operator', 'POST', `/${list}/${id}/transitions`, { to: 'published' });
  if (published.statusCode !== 200) throw new Error(`not published: ${created.body} ${published.body}`);
  return id;
}
