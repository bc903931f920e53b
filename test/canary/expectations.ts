import {
  type Canary,
  type ListName,
  type Reader,
  type Row,
  readers,
  rowOf,
  type Standing,
} from './readers.ts';

/*
 * Who may come upon what through which channel, written by hand and reviewed. This file shares nothing with the policy.
 * A reader who is in no row may not come upon such a word or id anywhere.
 */

const signedIn = readers.filter((reader) => reader !== 'visitor');
const poster: Record<ListName, Reader> = { demands: 'enterprise', achievements: 'researcher' };
const ofInsider: Standing[] = ['masked', 'targeted', 'internal', 'withdrawn'];
/** Whose entry it is; owners read what is theirs. */
const ownerOf = ({ list, standing }: Canary): Reader =>
  ofInsider.includes(standing) ? 'insider' : poster[list];

/** By standing and kind: who may come upon it beside the owner. */
const rows: Partial<Record<Row, readonly Reader[]>> = {
  'public text': readers,
  'public note': ['operator'],
  'concealed text': readers,
  'concealed masked': ['operator'],
  'masked text': readers,
  'masked masked': ['operator'],
  'targeted text': ['operator', 'pledged'],
  'targeted targets': ['operator', 'admin', 'target'],
  'internal text': ['operator'],
  'internal organisation': ['operator', 'admin', 'pledged'],
  'internal author': ['operator', 'admin', 'auditor'],
  'draft text': ['operator'],
  'submitted text': ['operator'],
  'returned text': ['operator'],
  'returned note': ['operator'],
  'withdrawn text': ['operator'],
  'withdrawn note': ['operator'],
  // Ids. Auditors know them from the log.
  'public id': readers,
  'concealed id': readers,
  'masked id': readers,
  'targeted id': ['operator', 'auditor', 'target', 'pledged'],
  'internal id': ['operator', 'auditor'],
  'internal organisation-id': ['operator', 'admin', 'auditor', 'pledged'],
  'internal author-id': ['operator', 'admin', 'auditor'],
  'draft id': ['operator', 'auditor'],
  'submitted id': ['operator', 'auditor'],
  'returned id': ['operator', 'auditor'],
  'withdrawn id': ['operator', 'auditor'],
};

const CHOICES = 'GET /organisations/choices';
const OWN_DATA = 'GET /account/personal-data';
const INDEX = 'GET /index/status';

/** Who else may come upon some of it, through one channel only. */
const exceptions: { channel: string; readers: readonly Reader[]; rows: Row[] }[] = [
  {
    // Names of organisations may be looked up by whoever is signed in, so that they can be chosen as targets.
    channel: CHOICES,
    readers: signedIn,
    rows: ['internal organisation', 'internal organisation-id', 'targeted targets'],
  },
  {
    // Who left an organisation is told that they wrote something for it, not what.
    channel: OWN_DATA,
    readers: ['former'],
    rows: ['internal id', 'internal author-id'],
  },
  // Administrators see which jobs were given up, not of what.
  { channel: INDEX, readers: ['admin'], rows: ['internal id'] },
  // One's own account.
  ...['GET /account', 'GET /session'].map((channel) => ({
    channel,
    readers: ['former' as const],
    rows: ['internal author-id' as const],
  })),
];

/** Whether this reader may come upon that through that channel. */
export function mayRead(reader: Reader, canary: Canary, channel: string): boolean {
  const row = rowOf(canary);
  const may = rows[row];
  if (may === undefined) throw new Error(`nobody said who may read ${row}`);
  if (may.includes(reader) || ownerOf(canary) === reader) return true;
  return exceptions.some(
    (one) => one.channel === channel && one.readers.includes(reader) && one.rows.includes(row),
  );
}

/** Routes that answer some readers otherwise where something is hidden from them. */
const differing: { path: RegExp; readers: readonly Reader[] }[] = [
  // Names to choose from: that of the masked entry's organisation is another one in the twin world.
  { path: /^\/organisations\/choices$/, readers },
  // The registers of organisations and people, and the state of the indexes, as a whole.
  { path: /^\/(organisations|accounts|index\/status)$/, readers: ['admin'] },
  { path: /^\/audit/, readers: ['auditor'] },
  // How many decisions there are to learn from, of all matches.
  { path: /^\/score-models/, readers: ['admin', 'auditor'] },
  // Sessions have ids by chance; lines of the log carry their numbers in the whole log.
  { path: /^\/account\/(sessions|personal-data)$/, readers },
];

/** Whether the answers to this reader may tell a world from its twin. */
export const mayDiffer = (reader: Reader, asked: string): boolean =>
  differing.some((one) => one.path.test(asked) && one.readers.includes(reader));

interface Kept {
  /** What may stand there besides what everybody may read (where `isPublic`). */
  may: Row[];
  isPublic: boolean;
  /** What stands in its control, and so would have been found; null for digests, which cannot hold a word. */
  shows: Row | null;
}

const allIds = Object.keys(rows).filter((row) => row.endsWith('id')) as Row[];

/** Channels without a reader: what is kept or sent. */
export const kept: Record<string, Kept> = {
  'the log of the process': { may: allIds, isPublic: false, shows: 'internal text' },
  'the exported heads of the audit log': { may: [], isPublic: false, shows: null },
  'the rows of the audit log': { may: allIds, isPublic: false, shows: 'internal id' },
  mails: {
    may: ['internal organisation', 'internal author'],
    isPublic: false,
    shows: 'internal author',
  },
  'the embedded index, copies for others': {
    may: ['internal organisation-id'],
    isPublic: true,
    shows: 'masked masked',
  },
  'the terms of masked texts': { may: [], isPublic: true, shows: 'masked masked' },
  'the search server, copies for others': {
    may: ['internal organisation-id'],
    isPublic: true,
    shows: 'masked masked',
  },
};

/** Whether a word or id may be kept in or sent by that channel. */
export function mayBeKept(channel: string, canary: Canary): boolean {
  const { may, isPublic } = kept[channel]!;
  const row = rowOf(canary);
  return may.includes(row) || (isPublic && rows[row] === readers);
}

/** Through each channel these readers do come upon these rows: a dead channel proves nothing. */
export const shown: Record<string, [Reader, Row][]> = {
  ...Object.fromEntries(
    (['demands', 'achievements'] as const).flatMap((list): [string, [Reader, Row][]][] => [
      [
        `GET /${list}`,
        [
          ['operator', 'internal text'],
          ['visitor', 'masked text'],
        ],
      ],
      [
        `GET /${list}, page by page`,
        [
          ['operator', 'internal text'],
          ['rival', 'masked text'],
        ],
      ],
      [
        `GET /${list}/{id}`,
        [
          ['operator', 'masked masked'],
          ['operator', 'concealed masked'],
          ['operator', 'withdrawn note'],
          ['operator', 'targeted targets'],
          ['operator', 'internal organisation-id'],
          ['pledged', 'targeted text'],
          ['target', 'targeted id'],
        ],
      ],
      [`GET /${list}/{id}/preview`, [['insider', 'masked text']]],
      [
        `GET /${list}/{id}/matches`,
        [
          ['operator', 'masked masked'],
          ['operator', 'targeted text'],
          ['pledged', 'targeted text'],
          [list === 'demands' ? 'rival' : 'peer', 'masked text'],
        ],
      ],
    ]),
  ),
  'GET /search': [
    ['operator', 'masked masked'],
    ['operator', 'internal text'],
    ['operator', 'draft text'],
    ['pledged', 'targeted text'],
    ['rival', 'masked text'],
    ['token', 'masked text'],
  ],
  'GET /search, page by page': [['operator', 'masked masked']],
  'GET /matches': [
    ['operator', 'masked text'],
    ['operator', 'targeted text'],
  ],
  'GET /matches, page by page': [['operator', 'masked text']],
  'GET /matches/{id}': [
    ['operator', 'masked masked'],
    ['operator', 'targeted text'],
  ],
  'GET /pairs': [['operator', 'masked masked']],
  'GET /decisions': [['operator', 'masked text']],
  'GET /inbox': [
    ['enterprise', 'masked text'],
    ['operator', 'targeted text'],
  ],
  'GET /inbox, page by page': [['researcher', 'masked text']],
  'GET /introductions/{id}': [
    ['enterprise', 'masked text'],
    ['researcher', 'masked text'],
    ['insider', 'masked masked'],
    ['operator', 'internal text'],
  ],
  'GET /achievements/{id}/weighed': [
    ['researcher', 'masked text'],
    ['operator', 'targeted text'],
  ],
  'GET /organisations': [['operator', 'internal organisation']],
  'GET /organisations, page by page': [['operator', 'internal organisation']],
  'GET /organisations/{id}': [['admin', 'internal organisation']],
  'GET /organisations/mine': [['insider', 'internal organisation']],
  [CHOICES]: [['rival', 'internal organisation']],
  'GET /organisations/{id}/members': [['operator', 'internal author']],
  'GET /organisations/{id}/invitations': [['admin', 'internal author']],
  'GET /organisations/{id}/consents': [['operator', 'internal author']],
  'GET /accounts': [['admin', 'internal author']],
  'GET /accounts, page by page': [['admin', 'internal author']],
  'GET /account': [['insider', 'internal author']],
  [OWN_DATA]: [
    ['insider', 'internal author'],
    ['former', 'internal id'],
  ],
  'GET /session': [['insider', 'internal organisation']],
  'GET /audit': [
    ['auditor', 'internal author'],
    ['auditor', 'internal id'],
  ],
  'GET /audit/export': [['auditor', 'internal id']],
  [INDEX]: [
    ['operator', 'internal text'],
    ['admin', 'internal id'],
  ],
  'answers to writes': [
    ['insider', 'internal text'],
    ['operator', 'submitted text'],
  ],
};

/** Channels through which no word or id comes to anybody; one that begins to carry any needs a control above. */
export const wordless: string[] = [
  'GET /account/sessions',
  'GET /account/tokens',
  'GET /demands/{id}/clinic',
  'GET /funnel',
  'GET /inbox/unread',
  'GET /organisations/{id}/summary',
  'GET /score-models',
  'GET /score-models, page by page',
  'GET /score-models/{name}',
  'GET /terms',
  'GET /pledge',
  'GET /taxonomies/{name}',
  'GET /livez (no API)',
  'GET /readyz (no API)',
  'GET /api/openapi.json (no API)',
  'GET /api/docs/json (no API)',
  'GET /metrics (no API)',
  'errors',
];

/** What writes that go wrong are answered; each of them was seen. */
export const refusals = [400, 401, 403, 404, 409, 412, 428];
