/**
 * Everybody who reads. The first eight are people of every test (`support/test-app.ts`); `target` and `pledged` are
 * targets of 定向 entries before and after the pledge, `former` wrote for the insider's organisation and left it, and
 * `token` is the rival through a program.
 */
export const readers = [
  'enterprise',
  'researcher',
  'rival',
  'peer',
  'expert',
  'operator',
  'auditor',
  'admin',
  'insider',
  'target',
  'pledged',
  'former',
  'visitor',
  'token',
] as const;
export type Reader = (typeof readers)[number];

export const lists = ['demands', 'achievements'] as const;
export type ListName = (typeof lists)[number];

/** How an entry stands towards others. `concealed` is public but for its contact, its indicators and its money. */
export const standings = [
  'public',
  'concealed',
  'masked',
  'targeted',
  'internal',
  'draft',
  'submitted',
  'returned',
  'withdrawn',
] as const;
export type Standing = (typeof standings)[number];

/**
 * What a trace is of: of the entry as far as it is read at all (`text`), of what masking takes away (`masked`), of what
 * the operator noted, of the names of the entry's targets, of its organisation and of its author; or the id of the
 * entry, by which one learns that it is there, and the ids of organisation and author.
 */
export type Kind =
  | 'text'
  | 'masked'
  | 'note'
  | 'targets'
  | 'organisation'
  | 'author'
  | 'id'
  | 'organisation-id'
  | 'author-id';
export type Row = `${Standing} ${Kind}`;

/** A word, a number or an id that must not be read by everybody. */
export interface Canary {
  list: ListName;
  standing: Standing;
  kind: Kind;
  field: string;
  word: string;
}

export const rowOf = ({ standing, kind }: Canary): Row => `${standing} ${kind}`;
