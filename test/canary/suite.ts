import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differences, readComputed, readOrders } from './computed.ts';
import { crawl, provoke } from './crawl.ts';
import type { Engine, OpenEngine } from './engines.ts';
import { kept, refusals, shown, wordless } from './expectations.ts';
import { type Reader, readers } from './readers.ts';
import {
  channelsOf,
  type Found,
  type Index,
  indexOf,
  leaksInto,
  leaksTo,
  rowsIn,
  rowsThrough,
  tableOf,
} from './report.ts';
import { readStored, type Stored } from './stored.ts';
import { leaveTraces } from './traces.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

/** Which world is the same to which readers. */
type Twin = 'strangers' | 'targets' | 'pledged';
const twins: Record<Twin, WorldOptions> = {
  strangers: { hidden: 'absent', masked: 'twin', targeted: 'absent' },
  targets: { hidden: 'absent', masked: 'twin', targeted: 'twin' },
  pledged: { hidden: 'absent', masked: 'twin', targeted: 'own' },
};
const compared: { twin: Twin; reader: Reader }[] = [
  ...(['visitor', 'rival', 'peer', 'expert', 'auditor', 'admin', 'token'] as const).map(
    (reader) => ({ twin: 'strangers', reader }) as const,
  ),
  { twin: 'targets', reader: 'target' },
  { twin: 'pledged', reader: 'pledged' },
];
const withOwn: Reader[] = ['rival', 'peer', 'target', 'pledged', 'token'];
/** Those who differ in what they find. */
const served: Reader[] = ['visitor', 'rival', 'target', 'pledged', 'operator'];
/** Writes of those who may write change what others try to write to, so they come last. */
const writers: Reader[] = ['enterprise', 'researcher', 'insider', 'operator'];
const lastWriters = [...readers.filter((reader) => !writers.includes(reader)), ...writers];

/**
 * The canaries on one search engine. The embedded one takes every channel and every reader; on a search server only
 * what it has a say in is asked, by those who differ in what they find.
 */
export function describeCanaries({ name, open }: Engine): void {
  const isWhole = name === 'embedded';
  const isAsked = (path: string) => isWhole || /search|matches|^\/(demands|achievements)\/\{id\}$/.test(path);
  const crawling = readers.filter((reader) => isWhole || served.includes(reader));
  const comparing = compared.filter(
    ({ reader, twin }) => isWhole || (served.includes(reader) && twin !== 'targets'),
  );

  describe(`words that not everybody may read, on ${name}`, () => {
    const prefix = `canary-${process.pid}`;
    const found: Found = new Map();
    const stored: Stored[] = [];
    const others = new Map<Twin, World>();
    let engine: OpenEngine;
    let world: World;
    let index: Index;

    beforeAll(async () => {
      engine = await open();
      const build = (options: WorldOptions, suffix: string) =>
        createWorld({ ...options, environment: engine.environment(`${prefix}-${suffix}`) });
      world = await build({ hidden: 'present', masked: 'own', targeted: 'own' }, 'real');
      index = indexOf(world.canaries);
      for (const twin of new Set(comparing.map((one) => one.twin))) {
        others.set(twin, await build(twins[twin], twin));
      }
    }, 120_000);

    afterAll(async () => {
      for (const { app } of [world, ...others.values()]) await app?.end();
      await engine?.close();
    });

    /** Words of every kind and place; others would be found by the same query. */
    const typed = () =>
      world.canaries.filter(
        ({ field, kind }) =>
          ['title', 'contact', 'note', 'name'].includes(field) ||
          kind === 'masked' ||
          (isWhole && kind === 'text' && field === 'titleEn'),
      );
    const guessed = () => {
      const { hidden, masked, unused } = world.guesses;
      const canaries = typed().filter(({ field, kind }) => field === 'title' || kind === 'masked');
      return [hidden, masked, unused, ...canaries.map(({ word }) => word)];
    };

    it.each(comparing)(
      'change nothing that $reader can count, sort or rank',
      async ({ twin, reader }) => {
        const here = await readComputed(world, reader, guessed());
        const there = await readComputed(others.get(twin)!, reader, guessed());
        expect(Object.keys(here).length).toBeGreaterThan(50);
        expect(differences(here, there)).toEqual([]);
      },
      60_000,
    );

    it('do change lists, pages, facets, hits and ranks for those who may read them', async () => {
      const here = await readComputed(world, 'operator', guessed());
      const there = await readComputed(others.get('strangers')!, 'operator', guessed());
      const differing = differences(here, there);
      for (const asked of [
        '/demands?',
        '/achievements?',
        '/search?list=demands& in pages',
        '/search?list=achievements&limit=100:',
        `q=${world.guesses.hidden}:`,
        `q=${world.guesses.masked}:`,
        'demands rival guessing matches:',
      ]) {
        expect([asked, differing.some((one) => one.includes(asked))]).toEqual([asked, true]);
      }
    }, 60_000);

    it.each(comparing.filter(({ reader }) => withOwn.includes(reader)))(
      'do not weigh the words that $reader types',
      async ({ twin, reader }) => {
        // Two entries of their own, of which one holds a word that hidden ones hold, too.
        const { hidden, masked, unused, unusedToo } = world.guesses;
        const weighed = [`${hidden} ${unused}`, `${unusedToo} ${masked}`];
        const here = await readOrders(world, reader, weighed);
        const there = await readOrders(others.get(twin)!, reader, weighed);
        const full = Object.values(here).filter((order) => /guessing.*plain|plain.*guessing/.test(order));
        expect(full.length).toBeGreaterThanOrEqual(2);
        expect(differences(here, there)).toEqual([]);
      },
    );

    it.each(crawling)(
      'reach %s through no channel unless they may be read',
      async (reader) => {
        if (isWhole && found.size === 0) await leaveTraces(world);
        found.set(reader, await crawl(world, reader, { isAsked, typed: typed() }));
        expect(leaksTo(reader, found.get(reader)!, index)).toEqual([]);
      },
      60_000,
    );

    it.each(isWhole ? lastWriters : [])(
      'stand in no error and no answer to what %s tries to write',
      async (reader) => {
        const tried = await provoke(world, reader);
        found.get(reader)!.push(...tried);
        expect(leaksTo(reader, tried, index)).toEqual([]);
      },
      60_000,
    );

    it('are kept and sent where others may look without what they may not read', async () => {
      const server = await engine.stored(`${prefix}-real`);
      stored.push(...(server === null ? readStored(world) : [server]));
      for (const one of stored) expect([one.channel, leaksInto(one, index)]).toEqual([one.channel, []]);
      for (const { channel, control } of stored) {
        const { shows } = kept[channel]!;
        if (shows === null) expect(control.length).toBeGreaterThan(40);
        else expect([channel, rowsIn(control, index)]).toEqual([channel, expect.arrayContaining([shows])]);
      }
    });

    it('do show through every channel to those who may read them', () => {
      const channels = channelsOf(found);
      for (const channel of channels) {
        const controls = (shown[channel] ?? []).filter(([reader]) => crawling.includes(reader));
        for (const [reader, row] of controls) {
          const rows = rowsThrough(found.get(reader)!, channel, index);
          expect([channel, reader, rows]).toEqual([channel, reader, expect.arrayContaining([row])]);
        }
        // A new channel needs a control in `expectations.ts`, or a place among those that carry no words.
        expect([channel, controls.length > 0 || wordless.includes(channel)]).toEqual([channel, true]);
        if (!wordless.includes(channel)) continue;
        const carriers = crawling.filter((one) => rowsThrough(found.get(one)!, channel, index).length > 0);
        expect([channel, carriers]).toEqual([channel, []]);
      }
      if (!isWhole) return;
      const statuses = [...found.values()].flat().filter(({ channel }) => channel === 'errors');
      expect([...new Set(statuses.map(({ status }) => status))]).toEqual(expect.arrayContaining(refusals));
      expect(channels).toEqual(expect.arrayContaining([...Object.keys(shown), ...wordless]));
    });

    it('are reported by reader and channel', () => {
      const leaks = [
        ...crawling.flatMap((reader) => leaksTo(reader, found.get(reader)!, index)),
        ...stored.flatMap((one) => leaksInto(one, index)),
      ];
      const kinds = channelsOf(found).length + stored.length;
      const answers = [...found.values()].reduce((sum, all) => sum + all.length, 0);
      console.log(
        `canary on ${name}: ${crawling.length} readers × ${kinds} channels, ${world.canaries.length} words and ids, ` +
          `${answers} answers, ${leaks.length} leaks\n${tableOf(found, index)}\n` +
          `kept and sent: ${stored.map(({ channel }) => channel).join('; ')}`,
      );
      expect(leaks).toEqual([]);
    });
  });
}
