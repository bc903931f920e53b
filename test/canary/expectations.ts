import type { Canary, ListName, Reader } from './world.ts';

/**
 * Who may read what, written by hand and reviewed: this file shares nothing with the policy. A reader who is in no
 * row may not read the words of such an entry anywhere.
 */
const everybody = 'everybody';
const owner: Record<ListName, Reader> = { demands: 'enterprise', achievements: 'researcher' };

const rows: { standing: Canary['standing']; kind: Canary['kind']; may: Reader[] | typeof everybody }[] = [
  { standing: 'public', kind: 'text', may: everybody },
  { standing: 'concealed', kind: 'text', may: everybody },
  { standing: 'concealed', kind: 'masked-away', may: ['operator'] },
  { standing: 'masked', kind: 'text', may: everybody },
  { standing: 'masked', kind: 'masked-away', may: ['operator'] },
  { standing: 'targeted', kind: 'text', may: ['operator', 'pledged', 'pledgedLab'] },
  { standing: 'internal', kind: 'text', may: ['operator'] },
  { standing: 'draft', kind: 'text', may: ['operator'] },
  { standing: 'withdrawn', kind: 'text', may: ['operator'] },
];

/** Whether this reader may come upon that word. Owners read what is theirs. */
export function mayRead(reader: Reader, { list, standing, kind }: Canary): boolean {
  const row = rows.find((candidate) => candidate.standing === standing && candidate.kind === kind);
  if (row === undefined) throw new Error(`nobody said who may read ${standing} ${kind}`);
  return row.may === everybody || row.may.includes(reader) || owner[list] === reader;
}
