import { z } from 'zod';

/** The end of the log as it once was, exported to where the log itself is not kept. */
export const head = z.strictObject({
  number: z.int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** When it was exported. */
  at: z.iso.datetime(),
});
export type Head = z.infer<typeof head>;

/**
 * What can be wrong with lines of the log:
 * `changed` says other things than its hash covers, or is not the line that the next one was written after;
 * `missing` was removed, or does not follow from the line before;
 * `reordered` stands in another place than it was written at;
 * `inserted` stands between two lines that follow each other;
 * `rewritten` holds together, but is not what an exported head says (one of these lines at least);
 * `head-unreadable` is a line of the file of heads that is no head.
 */
export const damages = [
  'changed',
  'missing',
  'reordered',
  'inserted',
  'rewritten',
  'head-unreadable',
] as const;
export type Damage = (typeof damages)[number];

/** Damage to the lines `from` to `to`, both included. */
export interface Problem {
  kind: Damage;
  from: number;
  to: number;
}

export interface Report {
  /** Lines there are, and the last of them. */
  lines: number;
  head: { number: number; hash: string } | null;
  /** Exported heads the log was compared with. */
  headsChecked: number;
  ok: boolean;
  /** The first hundred, by line; neighbours with the same damage are one. */
  problems: Problem[];
  /** How many more there are. */
  unlisted: number;
}
