import { codeAt, fromBase32, stepAt } from '../../src/identity/totp.ts';
import { goodAchievement, goodDemand, PASSWORD } from '../support/test-app.ts';
import { type Ask, type Asking, basedOn } from './ask.ts';
import { creditCode } from './people.ts';

type Asks = Record<string, (at: Asking) => Ask>;

const WRONG = 'not the password of anybody';
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const NOBODY = 'nobody-at-all-is-called-so';

/** The second factor of the one who asks: none, one that waits for its first code, or one that counts. */
function factor(state: 'waiting' | 'on') {
  return ({ world, person }: Asking): Pick<Ask, 'prepare'> => ({
    prepare: () => {
      const confirmedAt = state === 'on' ? world.app.clock.now() : null;
      world.snapshot.db.$client
        .prepare('UPDATE accounts SET totp_secret = ?, totp_confirmed_at = ? WHERE id = ?')
        .run(SECRET, confirmedAt, person.id);
    },
  });
}

function code({ world }: Asking): string {
  return codeAt(fromBase32(SECRET)!, stepAt(world.app.clock.now()));
}

/** Somebody else than the one who asks. */
function another({ world, person }: Asking) {
  const { admin, clerk } = { admin: world.people.find('admin', 'demands'), clerk: world.people.others.clerk };
  return person.id === admin.id ? clerk : admin;
}

const newAccount = {
  account: 'newcomer',
  displayName: '新来的',
  email: 'new@example.cn',
  password: PASSWORD,
};

function registration(creditCode: string, consent = 1): Ask {
  const organisation = { name: '新来公司', kind: 'enterprise', creditCode, contact: '总机' };
  return { body: { organisation, account: newAccount, consent } };
}

/** Visitors make an account with it, others join with theirs. */
function acceptance({ reader }: Asking, token: string): Ask {
  return { body: { token, consent: 1, ...(reader === 'visitor' && { account: newAccount }) } };
}

const form = ({ list }: Asking) => (list === 'demands' ? goodDemand : goodAchievement);
const creation: Asks = {
  'for one’s own organisation': (at) => ({ body: form(at) }),
  'for the owner’s organisation': (at) => ({
    body: { ...form(at), organisationId: at.world.people.ownOf[at.list] },
  }),
};

const pair = (demandId: string, achievementId: string): Ask => ({
  query: `?demandId=${demandId}&achievementId=${achievementId}`,
});

function decision({ world: { match } }: Asking, verdict: string, version: string): Ask {
  return { params: { id: match.id }, body: { verdict }, headers: basedOn(version, match.version) };
}

function sending({ id, version: current }: { id: string; version: number }, version = 'this version'): Ask {
  return { params: { id }, body: { note: '请联系' }, headers: basedOn(version, current) };
}

/** Of the introduction that was sent, for the party whose demand it is of; operators act for both by consent. */
function saying(what: object): (at: Asking) => Ask {
  return ({ world }) => ({ params: { id: world.introduced.id }, body: { ...what, side: 'demand' } });
}

const activation = (name: string | null, version: string): Ask => ({
  body: { name },
  headers: basedOn(version, 1),
});

const move = (id: string, to: string): Ask => ({ params: { id }, body: { to } });

/** How every operation is asked that is about the service or one's own account; `plain` needs nothing. */
export const serviceAsks: Record<string, Asks> = {
  'post /session': {
    'right password': ({ person }) => ({ body: { account: person.name, password: PASSWORD } }),
    'wrong password': ({ person }) => ({ body: { account: person.name, password: WRONG } }),
    'unknown account': () => ({ body: { account: NOBODY, password: PASSWORD } }),
  },
  'post /setup': {
    'wrong link': () => ({
      body: {
        ...{ token: 'x'.repeat(43), account: 'first', displayName: '首任' },
        ...{ password: PASSWORD, organisation: '机房' },
      },
    }),
  },
  'post /password-resets': {
    'own account': ({ person }) => ({ body: { account: person.name } }),
    'unknown account': () => ({ body: { account: NOBODY } }),
  },
  'post /password-resets/confirmation': {
    'open link': ({ world }) => ({ body: { token: world.links.reset, password: 'quite another phrase' } }),
    'old link': ({ world }) => ({ body: { token: world.links.oldReset, password: 'quite another phrase' } }),
    'no link': () => ({ body: { token: 'x'.repeat(43), password: 'quite another phrase' } }),
  },
  'patch /account': {
    'this version': () => ({ body: { displayName: '改名' }, headers: basedOn('this version', 1) }),
    'another version': () => ({ body: { displayName: '改名' }, headers: basedOn('another version', 1) }),
    'no version': () => ({ body: { displayName: '改名' } }),
  },
  'post /account/password': {
    'right password': () => ({ body: { current: PASSWORD, next: 'quite another phrase' } }),
    'wrong password': () => ({ body: { current: WRONG, next: 'quite another phrase' } }),
  },
  'delete /account/sessions/{id}': {
    own: ({ person }) => ({ params: { id: person.spareSession } }),
    'another’s': (at) => ({ params: { id: another(at).spareSession } }),
    none: () => ({ params: { id: NOBODY } }),
  },
  'post /account/tokens': {
    plain: () => ({ body: { name: 'new program', scopes: ['read'], expiresInDays: 30 } }),
  },
  'delete /account/tokens/{id}': {
    own: ({ person }) => ({ params: { id: person.tokenId } }),
    'another’s': (at) => ({ params: { id: another(at).tokenId } }),
    revoked: ({ person }) => ({ params: { id: person.revokedTokenId } }),
    none: () => ({ params: { id: NOBODY } }),
  },
  'post /account/second-factor': {
    off: () => ({ body: { password: PASSWORD } }),
    on: (at) => ({ ...factor('on')(at), body: { password: PASSWORD } }),
    'wrong password': () => ({ body: { password: WRONG } }),
  },
  'post /account/second-factor/confirmation': {
    waiting: (at) => ({ ...factor('waiting')(at), body: { code: code(at) } }),
    'wrong code': (at) => ({ ...factor('waiting')(at), body: { code: 'never' } }),
    off: (at) => ({ body: { code: code(at) } }),
    on: (at) => ({ ...factor('on')(at), body: { code: code(at) } }),
  },
  'delete /account/second-factor': {
    on: (at) => ({ ...factor('on')(at), body: { password: PASSWORD, code: code(at) } }),
    'wrong code': (at) => ({ ...factor('on')(at), body: { password: PASSWORD, code: 'never' } }),
    off: (at) => ({ body: { password: PASSWORD, code: code(at) } }),
  },
  'post /account/recovery-codes': {
    on: (at) => ({ ...factor('on')(at), body: { code: code(at) } }),
    'wrong code': (at) => ({ ...factor('on')(at), body: { code: 'never' } }),
    off: (at) => ({ body: { code: code(at) } }),
  },
  'post /account/deletion': {
    'right password': () => ({ body: { password: PASSWORD } }),
    'wrong password': () => ({ body: { password: WRONG } }),
  },
  'post /accounts/{id}/transitions': {
    deactivate: ({ world }) => move(world.people.others.heir.id, 'deactivated'),
    'activate an active one': ({ world }) => move(world.people.others.heir.id, 'active'),
    'deactivate oneself': ({ person }) => move(person.id, 'deactivated'),
    'an account that is not there': () => move(NOBODY, 'deactivated'),
  },
  'post /registrations': {
    'new code': () => registration(creditCode(900)),
    'code of another': () => registration(creditCode(1)),
    'no consent': () => registration(creditCode(900), 1_000),
  },
  'post /invitations/preview': {
    'open link': ({ world }) => ({ body: { token: world.links.toOwn } }),
    'old link': ({ world }) => ({ body: { token: world.links.old } }),
    'no link': () => ({ body: { token: NOBODY } }),
  },
  'post /invitations/acceptance': {
    'into the owner’s organisation': (at) => acceptance(at, at.world.links.toOwn),
    'as administrator': (at) => acceptance(at, at.world.links.toAdmin),
    'old link': (at) => acceptance(at, at.world.links.old),
    'no link': (at) => acceptance(at, NOBODY),
  },
  'post /demands': creation,
  'post /achievements': creation,
  'get /taxonomies/{name}': {
    known: () => ({ params: { name: 'chains' } }),
    unknown: () => ({ params: { name: NOBODY } }),
  },
  'get /matches/{id}': { plain: ({ world }) => ({ params: { id: world.match.id } }) },
  'patch /matches/{id}': Object.fromEntries(
    ['this version', 'another version', 'no version'].map((version) => [
      version,
      ({ world: { match } }: Asking) => ({
        params: { id: match.id },
        body: { flagged: true },
        headers: basedOn(version, match.version),
      }),
    ]),
  ),
  'post /matches/{id}/decisions': {
    accept: (at) => decision(at, 'accepted', 'this version'),
    'reject without a reason': (at) => decision(at, 'rejected', 'this version'),
    'another version': (at) => decision(at, 'accepted', 'another version'),
    'no version': (at) => decision(at, 'accepted', 'no version'),
    'a match that is not there': (at) => ({
      ...decision(at, 'accepted', 'this version'),
      params: { id: NOBODY },
    }),
  },
  'post /matches/decisions': {
    plain: ({ world }) => ({
      body: {
        matches: [{ id: world.match.id, version: world.match.version }],
        verdict: 'deferred',
        dryRun: false,
      },
    }),
  },
  'get /pairs': {
    'of a match': ({ world: { match } }) => pair(match.demandId, match.achievementId),
    'an entry that is not there': ({ world: { match } }) => pair(match.demandId, NOBODY),
  },
  'post /matches/{id}/introduction': {
    accepted: ({ world }) => sending(world.accepted),
    'not accepted': ({ world }) => sending(world.match),
    'another version': ({ world }) => sending(world.accepted, 'another version'),
    'no version': ({ world }) => sending(world.accepted, 'no version'),
    'a match that is not there': ({ world }) => sending({ ...world.accepted, id: NOBODY }),
  },
  'get /introductions/{id}': {
    sent: ({ world }) => ({ params: { id: world.introduced.id } }),
    'not sent': ({ world }) => ({ params: { id: world.accepted.id } }),
    none: () => ({ params: { id: NOBODY } }),
  },
  'post /introductions/{id}/answers': {
    interested: saying({ answer: 'interested' }),
    'declined without a reason': saying({ answer: 'declined' }),
    'not sent': (at) => ({ ...saying({ answer: 'interested' })(at), params: { id: at.world.accepted.id } }),
  },
  'post /introductions/{id}/progress': {
    'before there were talks': saying({ to: 'agreed' }),
    none: (at) => ({ ...saying({ to: 'agreed' })(at), params: { id: NOBODY } }),
  },
  'get /score-models/{name}': {
    'the default': () => ({ params: { name: 'default-1' } }),
    'one that is not there': () => ({ params: { name: NOBODY } }),
  },
  'post /score-models/activations': {
    'the default, in use already': () => activation(null, 'this version'),
    'one that is not there': () => activation(NOBODY, 'this version'),
    'another version': () => activation(null, 'another version'),
    'no version': () => activation(null, 'no version'),
  },
  'post /index/retries': { 'all jobs': () => ({ body: {} }) },
};
