import { setTimeout as wait } from 'node:timers/promises';
import { newFolder, type ServiceProcess, startService } from '../start/service-process.ts';
import { openRealServer } from '../support/meilisearch-server.ts';
import {
  createPerson,
  createRandom,
  editUntil,
  type Person,
  type Searches,
  searchUntil,
  someText,
  type Tally,
  type Target,
} from './clients.ts';
import { type Drift, measureDrift } from './drift.ts';

export interface ChaosOptions {
  edits: number;
  /** Kills with SIGKILL, of either process in turn. */
  kills: number;
  /** Kills of the engine after which its data folder is emptied. */
  wipes: number;
  clients: number;
  entries: number;
  seed: number;
  say(line: string): void;
}

export interface ChaosReport {
  edits: number;
  kills: { engine: number; service: number };
  wipes: number;
  /** While only the engine was killed. */
  searches: Searches;
  /** Edits the service said were stored and that are not. */
  lost: string[];
  drift: Drift;
  /** From the last kill to nothing waiting. */
  settledSeconds: number;
}

const PASSWORD = 'a password for chaos';
const PREFIX = 'chaos';
const source = { model: 'Xenova/bge-small-zh-v1.5', dtype: 'q8', dimensions: 512 };
const SETTLE_MS = 10 * 60_000;

/**
 * Several people edit while the search server, later also the service, is killed at random moments and the server's
 * folder is emptied; somebody searches while only the server is killed. Then everything is let settle, and measured.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { edits, kills, wipes, clients, entries, seed, say } = options;
  const random = createRandom(seed);
  const engine = await openRealServer({ control: true });
  const { control } = engine;
  if (control === null) throw new Error('chaos needs a search server that it may kill');
  const dataDir = newFolder();
  const environment = {
    ...{ MODE: 'demo', DEMO_PASSWORD: PASSWORD, DATA_DIR: dataDir },
    ...{ MEILI_URL: engine.url, MEILI_KEY: engine.key ?? '', MEILI_PREFIX: PREFIX },
    RATE_LIMITS: 'off',
  };
  const target: Target = { address: null };
  let service: ServiceProcess = await startService(environment);
  target.address = service.address;
  try {
    const operator = await createPerson(target, 'operator@demo', PASSWORD);
    const parties = { demands: 'enterprise@demo', achievements: 'researcher@demo' } as const;
    const tally: Tally = { edits: 0, acknowledged: new Map() };
    const editors: (() => Promise<void>)[] = [];
    for (let number = 0; number < clients; number += 1) {
      const list = number % 2 === 0 ? 'demands' : 'achievements';
      const person = await createPerson(target, parties[list], PASSWORD);
      const ids = await publishSome(person, operator, list, entries, random);
      const own = createRandom(seed + number + 1);
      editors.push(() => editUntil(person, list, ids, { random: own, tally, goal: edits }));
    }
    say(`${clients} clients edit ${clients * entries} entries beside the sample data`);

    await settle(operator);
    const done = { engine: 0, service: 0 };
    let wiped = 0;

    async function killEngine(wipe: boolean): Promise<void> {
      await control?.kill();
      await wait(random(1000));
      await control?.start({ wiped: wipe });
      done.engine += 1;
    }

    async function killService(): Promise<void> {
      target.address = null;
      await service.end('SIGKILL');
      service = await startService(environment);
      target.address = service.address;
      done.service += 1;
    }

    /** Waits for the share of the edits after which this kill is due, and a random moment more. */
    async function untilDue(kill: number): Promise<void> {
      const due = Math.floor((edits * (kill + 1)) / (kills + 1));
      while (tally.edits < due) await wait(20);
      await wait(random(200));
    }

    const editing = Promise.all(editors.map((edit) => edit()));
    // First only the engine is killed, while a visitor searches; then either process in turn.
    let searched = false;
    const searching = searchUntil(target, createRandom(seed + 99), () => searched);
    for (let kill = 0; kill < kills; kill += 1) {
      await untilDue(kill);
      const isFirstHalf = kill < kills / 2;
      if (!isFirstHalf && !searched) {
        searched = true;
        await searching;
      }
      const wipe = !isFirstHalf && wiped < wipes;
      if (isFirstHalf || kill % 2 === 0) {
        await killEngine(wipe);
        if (wipe) wiped += 1;
      } else await killService();
      if ((kill + 1) % 10 === 0) say(`${kill + 1} kills, ${tally.edits} edits`);
    }
    await editing;
    searched = true;
    const searches = await searching;

    const settleStart = performance.now();
    await settle(operator);
    const settledSeconds = Math.round((performance.now() - settleStart) / 1000);
    const lost = await findLost(operator, tally);
    await service.end('SIGTERM');
    const drift = await measureDrift({ dataDir, url: engine.url, key: engine.key, prefix: PREFIX, source });
    return { edits: tally.edits, kills: done, wipes: wiped, searches, lost, drift, settledSeconds };
  } finally {
    target.address = null;
    await service.end('SIGKILL').catch(() => undefined);
    await engine.close();
  }
}

async function publishSome(
  person: Person,
  operator: Person,
  list: 'demands' | 'achievements',
  count: number,
  random: ReturnType<typeof createRandom>,
): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const created = await person.until('POST', `/${list}`, {
      title: `示例 ${someText(random, 2)}`,
      chain: 'smart-manufacturing',
      contact: '示例联系人',
      [list === 'demands' ? 'problem' : 'summary']: someText(random, 9),
    });
    const id = String(created.body.id);
    const moves = `/${list}/${id}/transitions`;
    await person.until('POST', moves, { to: 'submitted', confirmations: ['state-secrets'] });
    const published = await operator.until('POST', moves, { to: 'published' });
    if (published.status !== 200) throw new Error(`not published: ${JSON.stringify(published.body)}`);
    ids.push(id);
  }
  return ids;
}

interface Status {
  pending: number;
  server: { state: string; waiting: number } | null;
}

/** Waits until nothing waits and the server answers again. */
async function settle(operator: Person): Promise<void> {
  const until = performance.now() + SETTLE_MS;
  for (let quiet = 0; quiet < 3; ) {
    const { body } = await operator.until('GET', '/index/status');
    const { pending, server } = body as unknown as Status;
    quiet = pending === 0 && server?.state === 'ready' ? quiet + 1 : 0;
    if (performance.now() > until) throw new Error(`it did not settle: ${JSON.stringify(body)}`);
    await wait(500);
  }
}

async function findLost(operator: Person, { acknowledged }: Tally): Promise<string[]> {
  const lost: string[] = [];
  for (const [id, version] of acknowledged) {
    const answers = await Promise.all(
      ['demands', 'achievements'].map((list) => operator.until('GET', `/${list}/${id}`)),
    );
    const stored = Math.max(...answers.map(({ body }) => Number(body.version ?? 0)));
    if (stored < version) lost.push(`${id}: version ${version} was acknowledged, ${stored} is stored`);
  }
  return lost;
}
