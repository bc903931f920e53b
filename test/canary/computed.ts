import { outside } from './crawl.ts';
import { mayDiffer } from './expectations.ts';
import { pagedBy, questionsOf, readGets, readPages, search } from './questions.ts';
import { lists, type Reader } from './readers.ts';
import { readable } from './words.ts';
import type { World } from './world.ts';

/** Answers by what was asked. */
export type Computed = Record<string, string>;

/**
 * What a reader can count, sort and compare, with names in the place of ids: totals, facets, orders, pages, ranks,
 * scores and evidence. In two worlds that differ only in what this reader may not read it is the same to the last digit.
 */
export async function readComputed(world: World, reader: Reader, typed: string[]): Promise<Computed> {
  const computed: Computed = {};
  const read = async (path: string, label = path) => {
    const answer = await world.ask(reader, 'GET', path);
    computed[label] = `${answer.statusCode} ${comparable(world, answer.body)}`;
  };
  for (const operation of readGets(world)) {
    const { path } = operation;
    if (path.includes('{') || mayDiffer(reader, path)) continue;
    for (const question of questionsOf(operation)) await read(path + question);
    for (const paged of pagedBy(operation)) {
      const bodies = await readPages(world, reader, paged);
      computed[`${paged} in pages`] = bodies.map((body) => comparable(world, body)).join('\n');
    }
  }
  for (const path of outside) await read(`//${path}`);
  for (const list of lists) for (const q of typed) await read(search(list, q));
  for (const { list, label, id } of world.ownOf(reader)) {
    await read(`/${list}/${id}`, `${label} itself`);
    await read(`/${list}/${id}/matches?limit=100`, `${label} matches`);
  }
  return computed;
}

/** In which order the search box gives what holds some of these words. */
export async function readOrders(world: World, reader: Reader, typed: string[]): Promise<Computed> {
  const orders: Computed = {};
  for (const list of lists) {
    for (const q of typed) {
      const { items } = (await world.ask(reader, 'GET', search(list, q))).json<{ items: { id: string }[] }>();
      orders[search(list, q)] = world.withoutIds(items.map(({ id }) => id).join(', '));
    }
  }
  return orders;
}

/** Each error has an id of its own, and each page of the browser client a nonce. */
function comparable(world: World, body: string): string {
  const steady = body.replaceAll(/("requestId":|nonce=)"[^"]*"/g, '$1"…"');
  return world.withoutIds(readable(steady));
}

/** The questions that two worlds answer otherwise, each with both answers, cut where they part. */
export function differences(here: Computed, there: Computed): string[] {
  const labels = new Set([...Object.keys(here), ...Object.keys(there)]);
  return [...labels].flatMap((label) => {
    const [one = '', other = ''] = [here[label], there[label]];
    if (one === other) return [];
    let at = 0;
    while (one[at] === other[at]) at += 1;
    const cut = (text: string) => text.slice(Math.max(at - 60, 0), at + 60);
    return [`${decodeURIComponent(label)}: …${cut(one)}… instead of …${cut(other)}…`];
  });
}
