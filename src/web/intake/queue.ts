import type { EntrySummary } from '../../api/contracts/entries.ts';

/** Which entry the address names: its list and id in one word. Pure. */
export function itemKey(entry: Pick<EntrySummary, 'list' | 'id'>): string {
  return `${entry.list}:${entry.id}`;
}

/** The list and id behind a key, or null where it names none. Pure. */
export function readKey(key: string): Pick<EntrySummary, 'list' | 'id'> | null {
  const [, list, id] = /^(demands|achievements):(.+)$/.exec(key) ?? [];
  return id && (list === 'demands' || list === 'achievements') ? { list, id } : null;
}

/** Who has waited longest comes first. Pure. */
export function oldestFirst(entries: readonly EntrySummary[]): EntrySummary[] {
  return [...entries].sort(
    (one, other) =>
      one.updatedAt.localeCompare(other.updatedAt) || itemKey(one).localeCompare(itemKey(other)),
  );
}

/** What to open after this one: the next in the queue, or from its end the first again. Pure. */
export function nextAfter(queue: readonly EntrySummary[], open: EntrySummary): EntrySummary | undefined {
  const at = queue.findIndex((entry) => itemKey(entry) === itemKey(open));
  const next = queue[at + 1] ?? queue[0];
  return next && itemKey(next) !== itemKey(open) ? next : undefined;
}
