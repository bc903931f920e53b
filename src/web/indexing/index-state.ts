import type { IndexStatus, Rebuild, Reconciliation } from '../../api/contracts/index-status.ts';
import type { Shape } from '../shared/shapes.ts';
import type { Texts } from '../texts/zh-cn.ts';

type Words = Texts['index'];

/** Who answers searches now: the embedded index by choice, or a search server that is ready, being filled or away. */
function answersOf({ server }: IndexStatus): keyof Words['answers'] {
  return server ? server.state : 'embedded';
}

/** How the answering index stands to the database; null where the answer to “who” has said it all. Pure. */
export function standingOf(status: IndexStatus): { kind: keyof Words['standings']; count: number } | null {
  const { server, pending, failed } = status;
  if (failed > 0) return { kind: 'stuck', count: failed };
  if (server?.state === 'filling') return null;
  if (server?.state === 'away') return server.waiting > 0 ? { kind: 'owed', count: server.waiting } : null;
  const behind = server?.waiting || pending;
  return behind > 0 ? { kind: 'behind', count: behind } : { kind: 'even', count: 0 };
}

/** The state in one plain sentence. Pure. */
export function stateSentence(status: IndexStatus, words: Words): string {
  const standing = standingOf(status);
  return words.sentence(
    words.answers[answersOf(status)](status.server?.version ?? null),
    standing ? words.standings[standing.kind](standing.count) : '',
  );
}

/** The shape that goes with the sentence. Pure. */
export function stateShape(status: IndexStatus): Shape {
  const standing = standingOf(status)?.kind;
  if (standing === 'stuck' || status.server?.state === 'away') return 'warn';
  return standing === 'even' ? 'full' : 'half';
}

/** The engine that is set up, and whether it answers. Pure. */
export function engineWords({ engine, server }: IndexStatus, words: Words): string {
  const name = words.engines[engine];
  return server ? words.engineState(name, words.serverStates[server.state]) : name;
}

/** The words for a job's topic; a topic this client does not know yet is shown as it is. Pure. */
export function topicWords(topic: string, words: Words): string {
  const known: Record<string, string> = words.topics;
  return known[topic] ?? topic;
}

/** Whole percent, never 100 before the end. Pure. */
export function percentOf({ done, total }: Pick<Rebuild, 'done' | 'total'>): number {
  if (total <= 0) return 0;
  return Math.min(100, Math.max(0, Math.floor((done / total) * 100)));
}

/** Entries in which the search server and the database differed. Pure. */
export function differences({ missing, stale, extra }: Reconciliation): number {
  return missing + stale + extra;
}

/** Seconds between two instants. Pure. */
export function secondsBetween(start: string, end: string): number {
  return (Date.parse(end) - Date.parse(start)) / 1000;
}
