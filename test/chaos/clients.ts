import { setTimeout as wait } from 'node:timers/promises';
import { percentile } from '../../src/matching/metrics.ts';

/** Where the service answers at the moment; null between a kill and the next start. */
export interface Target {
  address: string | null;
}

/** A pseudo-random number below a limit, the same in every run of the same seed. */
export type Random = (below: number) => number;
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** Somebody signed in who tries again while the service is down. Sessions outlive a kill. */
export async function createPerson(target: Target, account: string, password: string) {
  let cookie = '';

  /** Null when the service went away before it answered: then nobody knows whether it was done. */
  async function once(method: string, path: string, body?: unknown, headers = {}): Promise<Answer | null> {
    if (target.address === null) return null;
    try {
      const answer = await fetch(`${target.address}/api/v1${path}`, {
        method,
        headers: { cookie, ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      const set = answer.headers.get('set-cookie');
      if (set !== null) cookie = set.split(';')[0] ?? cookie;
      return { status: answer.status, body: text === '' ? {} : JSON.parse(text) };
    } catch {
      return null;
    }
  }

  async function until(method: string, path: string, body?: unknown): Promise<Answer> {
    for (;;) {
      const answer = await once(method, path, body);
      if (answer !== null) return answer;
      await wait(50);
    }
  }

  const signedIn = await until('POST', '/session', { account, password });
  if (signedIn.status !== 201) throw new Error(`${account} could not sign in: ${signedIn.status}`);
  return { once, until };
}
export type Person = Awaited<ReturnType<typeof createPerson>>;

const words = [
  '高温合金',
  '压铸件',
  '海带多糖',
  '锂电池隔膜',
  'SiC 陶瓷',
  '机器视觉',
  '噪声抑制',
  '轴承',
  '低温',
];

export function someText(random: Random, length: number): string {
  return Array.from({ length }, () => words[random(words.length)]).join('，');
}

/** What clients counted. `acknowledged` is the highest version the service said it had stored, by entry. */
export interface Tally {
  edits: number;
  acknowledged: Map<string, number>;
}

const LONGEST_PAUSE_MS = 3000;

/** Edits its own entries over and over: texts, what others may see, back and forth. Ends when enough were done. */
export async function editUntil(
  person: Person,
  list: 'demands' | 'achievements',
  ids: string[],
  { random, tally, goal }: { random: Random; tally: Tally; goal: number },
): Promise<void> {
  while (tally.edits < goal) {
    // As people do, not as fast as a machine can: the engine must have time to come back between two kills.
    await wait(random(LONGEST_PAUSE_MS));
    const id = ids[random(ids.length)]!;
    const read = await person.once('GET', `/${list}/${id}`);
    if (read?.status !== 200) continue;
    const change =
      random(4) === 0
        ? { disclosure: random(2) === 0 ? 'internal' : 'public' }
        : {
            title: `示例 ${someText(random, 2)}`,
            [list === 'demands' ? 'problem' : 'summary']: someText(random, 9),
          };
    const patched = await person.once('PATCH', `/${list}/${id}`, change, {
      'if-match': `"${read.body.version}"`,
    });
    if (patched?.status === 200) {
      tally.edits += 1;
      const version = Number(patched.body.version);
      tally.acknowledged.set(id, Math.max(version, tally.acknowledged.get(id) ?? 0));
    } else if (patched !== null && patched.status !== 412) throw new Error(`edit refused: ${patched.status}`);
  }
}

export interface Searches {
  /** Answers by who gave them. */
  meilisearch: number;
  embedded: number;
  /** Answers that were no answer. */
  errors: string[];
  p50Ms: number;
  p99Ms: number;
  worstMs: number;
}

/** Searches all the time, as a visitor does, until it is over. */
export async function searchUntil(target: Target, random: Random, isOver: () => boolean): Promise<Searches> {
  const times: number[] = [];
  const errors: string[] = [];
  const answeredBy = { meilisearch: 0, embedded: 0 };
  while (!isOver()) {
    const list = random(2) === 0 ? 'demands' : 'achievements';
    const q = encodeURIComponent(words[random(words.length)] ?? '');
    const begin = performance.now();
    try {
      const answer = await fetch(`${target.address}/api/v1/search?list=${list}&q=${q}`);
      const body = (await answer.json()) as { engine?: 'meilisearch' | 'embedded' };
      times.push(performance.now() - begin);
      if (answer.status !== 200 || body.engine === undefined) errors.push(`${answer.status}`);
      else answeredBy[body.engine] += 1;
    } catch (error) {
      errors.push(String(error));
    }
    await wait(10);
  }
  const rounded = (share: number) => Math.round(percentile(times, share));
  return {
    ...answeredBy,
    errors,
    p50Ms: rounded(0.5),
    p99Ms: rounded(0.99),
    worstMs: rounded(1),
  };
}
