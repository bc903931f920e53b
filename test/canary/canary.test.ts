import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { service } from '../../src/identity/model.ts';
import { createFakeMeilisearch } from '../support/fake-meilisearch/server.ts';
import { openRealServer, type RealServer, whyNoServer } from '../support/meilisearch-server.ts';
import { readComputed } from './computed.ts';
import { crawl, type Finding } from './crawl.ts';
import { mayRead } from './expectations.ts';
import { type Canary, createWorld, type Reader, readers, type World } from './world.ts';

type Environment = Record<string, string>;

interface Engine {
  name: string;
  open(): Promise<{ environment: (prefix: string) => Environment; close(): Promise<void> }>;
}

const engines: Engine[] = [
  { name: 'embedded', open: async () => ({ environment: () => ({}), close: async () => undefined }) },
  {
    name: 'meilisearch (fake server)',
    open: async () => {
      const fake = await createFakeMeilisearch();
      return {
        environment: (MEILI_PREFIX) => ({ MEILI_URL: fake.url, MEILI_PREFIX }),
        close: () => fake.close(),
      };
    },
  },
];
if (whyNoServer() === null) {
  engines.push({
    name: 'meilisearch (real server)',
    open: async () => {
      const server: RealServer = await openRealServer();
      const key = server.key === undefined ? {} : { MEILI_KEY: server.key };
      return {
        environment: (MEILI_PREFIX) => ({ MEILI_URL: server.url, MEILI_PREFIX, ...key }),
        close: () => server.close(),
      };
    },
  });
}

/** The word itself, or two of its characters side by side: an excerpt may be cut anywhere. */
function holds(text: string, { word }: Canary): boolean {
  const characters = [...word];
  if (characters.length > 3) return text.includes(word);
  return characters.slice(1).some((character, at) => text.includes(`${characters[at]}${character}`));
}

describe.each(engines)('words that not everybody may read, on $name', ({ name, open }) => {
  let world: World;
  let twin: World;
  let close: () => Promise<void>;
  const found = new Map<Reader, Finding[]>();

  beforeAll(async () => {
    const engine = await open();
    close = engine.close;
    const prefix = `canary-${process.pid}`;
    world = await createWorld({ hidden: 'present', environment: engine.environment(`${prefix}-a`) });
    twin = await createWorld({ hidden: 'absent', environment: engine.environment(`${prefix}-b`) });
    for (const { app } of [world, twin]) {
      if (name === 'embedded') continue;
      await app.services.indexing.reconcile(service);
      await app.worker.drain();
    }
    for (const reader of readers) found.set(reader, await crawl(world, reader, words(), isAsked));
  }, 240_000);

  afterAll(async () => {
    await world.app.end();
    await twin.app.end();
    await close();
  });

  /** The engine has a say in finding and ranking only; all other channels are crawled once. */
  const isAsked = (path: string) => name === 'embedded' || /search|matches|\{id\}$/.test(path);
  const words = () => world.canaries.map(({ word }) => word);
  const findings = (reader: Reader) => found.get(reader) ?? [];
  const tell = ({ list, standing, kind, word }: Canary) => `${list} ${standing} ${kind} ${word}`;

  it.each(readers)('reach %s through no channel unless they may be read', (reader) => {
    const forbidden = world.canaries.filter((canary) => !mayRead(reader, canary));
    const leaks = findings(reader).flatMap(({ channel, text }) =>
      forbidden.filter((canary) => holds(text, canary)).map((canary) => `${channel}: ${tell(canary)}`),
    );
    expect([...new Set(leaks)]).toEqual([]);
  });

  it('do reach those who may read them, so every channel would have shown them', () => {
    const channelsOf = (reader: Reader, canary: Canary) =>
      findings(reader).flatMap(({ channel, text }) => (holds(text, canary) ? [channel] : []));
    for (const canary of world.canaries) {
      expect([tell(canary), channelsOf('operator', canary).length > 0]).toEqual([tell(canary), true]);
    }
    const [demand, achievement] = ['demands', 'achievements'].map(
      (list) => world.canaries.find((one) => one.list === list && one.standing === 'targeted')!,
    );
    for (const list of ['demands', 'achievements'] as const) {
      const [own, other] = list === 'demands' ? [demand!, achievement!] : [achievement!, demand!];
      const reached = new Set([...channelsOf('operator', own), ...channelsOf('operator', other)]);
      for (const channel of [
        ...(name === 'embedded' ? [`/${list}`] : []),
        `/${list}/{id}`,
        `/${list}/{id}/matches`,
        '/search',
      ])
        expect([...reached]).toContain(`GET ${channel}`);
      expect(channelsOf('pledged', own)).toContain(`GET /${list}/{id}`);
      expect(channelsOf('pledged', own)).toContain('GET /search');
    }
    const internal = world.canaries.find(({ standing }) => standing === 'internal')!;
    expect(channelsOf(internal.list === 'demands' ? 'enterprise' : 'researcher', internal)).toContain(
      `GET /${internal.list}/{id}/preview`.replace('/preview', ''),
    );
  });

  const strangers = ['visitor', 'rival', 'peer', 'expert', 'auditor', 'admin', 'token'] as const;
  it.each(name === 'embedded' ? strangers : (['visitor', 'rival', 'peer'] as const))(
    'change nothing that %s can count, sort or rank',
    async (reader) => {
      const [here, there] = [
        await readComputed(world, reader, words()),
        await readComputed(twin, reader, words()),
      ];
      expect(here).toEqual(there);
    },
    120_000,
  );

  it('would change it for who may read them', async () => {
    const [here, there] = [
      await readComputed(world, 'operator', words()),
      await readComputed(twin, 'operator', words()),
    ];
    expect(here).not.toEqual(there);
    const [own, other] = [
      await readComputed(world, 'enterprise', words()),
      await readComputed(twin, 'enterprise', words()),
    ];
    expect(own).not.toEqual(other);
  });

  it('stand in no line of the log, which does say who asked for what', () => {
    const log = world.lines.join('\n');
    expect(log).toContain('/api/v1/search');
    const hidden = world.canaries.filter((canary) => !mayRead('visitor', canary));
    expect(hidden.filter((canary) => holds(log, canary)).map(tell)).toEqual([]);
  });

  it('are reported by reader and channel', () => {
    const channels = new Set([...found.values()].flat().map(({ channel }) => channel));
    const answers = [...found.values()].reduce((sum, all) => sum + all.length, 0);
    console.log(
      `canary on ${name}: ${readers.length} readers × ${channels.size} channels, ${world.canaries.length} words, ${answers} answers`,
    );
    expect(channels.size).toBeGreaterThan(name === 'embedded' ? 15 : 4);
  });
});
