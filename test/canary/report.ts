import type { Finding } from './crawl.ts';
import { mayBeKept, mayRead } from './expectations.ts';
import { type Canary, type Reader, type Row, readers, rowOf } from './readers.ts';
import type { Stored } from './stored.ts';
import { tracesIn } from './words.ts';

export type Found = Map<Reader, Finding[]>;
/** Which canaries a trace is of. */
export type Index = Map<string, Canary[]>;

export function indexOf(canaries: Canary[]): Index {
  const index: Index = new Map();
  for (const canary of canaries) {
    for (const trace of tracesIn(canary.word)) index.set(trace, [...(index.get(trace) ?? []), canary]);
  }
  return index;
}

const tell = ({ list, standing, kind, field, word }: Canary) =>
  `${list} ${standing} ${kind}: ${field} ${word}`;
const canariesOf = (traces: Iterable<string>, index: Index) =>
  [...traces].flatMap((trace) => index.get(trace) ?? []);

/** Every canary that reached that reader where it may not, with channel, path and word. */
export function leaksTo(reader: Reader, findings: Finding[], index: Index): string[] {
  const leaks = findings.flatMap(({ channel, path, traces }) =>
    canariesOf(traces, index)
      .filter((canary) => !mayRead(reader, canary, channel))
      .map((canary) => `${reader}, ${channel}: ${tell(canary)} (${decodeURIComponent(path)})`),
  );
  return [...new Set(leaks)];
}

/** Every canary that is kept or sent where it may not be. */
export function leaksInto({ channel, text }: Pick<Stored, 'channel' | 'text'>, index: Index): string[] {
  const leaks = canariesOf(tracesIn(text), index).filter((canary) => !mayBeKept(channel, canary));
  return [...new Set(leaks.map(tell))];
}

/** The rows of expectations of which something stands in a text. */
export const rowsIn = (text: string, index: Index): Row[] => canariesOf(tracesIn(text), index).map(rowOf);

/** The rows of which something reached a reader through a channel. */
export function rowsThrough(findings: Finding[], channel: string, index: Index): Row[] {
  const traces = findings.filter((finding) => finding.channel === channel).flatMap((one) => [...one.traces]);
  return [...new Set(canariesOf(traces, index).map(rowOf))];
}

export function channelsOf(found: Found): string[] {
  return [...new Set([...found.values()].flat().map(({ channel }) => channel))];
}

/**
 * Readers × channels: in how many answers there was a canary that this reader may read; `·` for none, blank where
 * nothing was asked, `LEAK` where there was one it may not.
 */
export function tableOf(found: Found, index: Index): string {
  const channels = channelsOf(found);
  const width = Math.max(...channels.map((channel) => channel.length));
  const head = `${''.padEnd(width)} ${readers.map((reader) => reader.padStart(10)).join(' ')}`;
  const lines = channels.map((channel) => {
    const cells = readers.map((reader) => {
      const answers = (found.get(reader) ?? []).filter((finding) => finding.channel === channel);
      if (answers.length === 0) return '';
      if (leaksTo(reader, answers, index).length > 0) return 'LEAK';
      const holding = answers.filter(({ traces }) => canariesOf(traces, index).length > 0);
      return holding.length === 0 ? '·' : String(holding.length);
    });
    return `${channel.padEnd(width)} ${cells.map((cell) => cell.padStart(10)).join(' ')}`;
  });
  return [head, ...lines].join('\n');
}
