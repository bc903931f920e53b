import { hash } from '@node-rs/argon2';
import { transact } from '../../src/db/tx.ts';
import { checkDigit } from '../../src/identity/credit-code.ts';
import type { Membership, OrganisationKind, Role } from '../../src/identity/model.ts';
import { PASSWORD, type TestApp } from '../support/test-app.ts';
import type { Snapshot } from './snapshot.ts';
import { type List, lists, organisationStates, type Reader } from './subjects.ts';

/** Somebody with a session, and all that requests of theirs may name. */
export interface Person {
  id: string;
  name: string;
  cookie: string;
  /** Another session of theirs, and tokens: one that works, one they revoked. */
  spareSession: string;
  tokenId: string;
  revokedTokenId: string;
  /** What they are in organisations of their own. */
  role: Role;
}

/** The right credit code of a party that does not exist. */
export function creditCode(number: number): string {
  const body = `9137020${String(number).padStart(10, '0')}`;
  return body + checkDigit(body);
}

/** Roles of those who keep a list, and of those who answer it. */
const keeping: Record<List, Role> = { demands: 'enterprise', achievements: 'researcher' };
const answering: Record<List, Role> = { demands: 'researcher', achievements: 'enterprise' };
const kindOf = (role: Role): OrganisationKind => (role === 'enterprise' ? 'enterprise' : 'university');

/** Readers who are what they are whatever the list; the others are people of their own for each list. */
const plainRoles = ['enterprise', 'researcher', 'expert', 'auditor', 'admin'] as const;

export type People = Awaited<ReturnType<typeof createPeople>>;

/** Everybody who asks, and their organisations. */
export async function createPeople(app: TestApp, { db }: Pick<Snapshot, 'db'>) {
  const { identity } = app.services;
  // Checked at the costs that the hash names: everybody shows their password many times here.
  const passwordHash = await hash(PASSWORD, { memoryCost: 64, timeCost: 1, parallelism: 1 });
  const people = new Map<string, Person>();
  let made = 0;

  function organisation(name: string, kind: OrganisationKind, state = 'confirmed'): string {
    const { id } = identity.createOrganisation({ name, kind, sample: false });
    made += 1;
    const code = kind === 'authority' ? null : creditCode(made);
    db.$client
      .prepare(`UPDATE organisations SET state = ?, credit_code = ?, contact = '总机' WHERE id = ?`)
      .run(state, code, id);
    return id;
  }

  /** A session without hashing a password. */
  function session(accountId: string): { token: string; id: string } {
    const origin = { address: '127.0.0.1', agent: 'matrix' };
    const { token, signedIn } = transact(db, (tx) =>
      identity.sessions.start(tx, accountId, 'password', origin),
    );
    return { token, id: signedIn.credentialId };
  }

  function token(accountId: string, scopes: ('read' | 'write')[]) {
    const actor = { kind: 'account' as const, accountId, memberships: [], actsFor: [], address: null };
    const made = identity.tokens.create(actor, { name: 'program', scopes, expiresInDays: 30 }, false);
    return { actor, id: made.stored.id, token: made.token };
  }

  function person(as: string, memberships: Membership[]): Person {
    // The test app has people of its own who are called like roles.
    const name = `matrix ${as}`;
    const id = identity.createAccount({ name, displayName: as, passwordHash }, memberships);
    const revoked = token(id, ['read']);
    identity.tokens.revoke(revoked.actor, revoked.id);
    const someone = {
      ...{ id, name, cookie: `sid=${session(id).token}`, spareSession: session(id).id },
      ...{ tokenId: token(id, ['read']).id, revokedTokenId: revoked.id },
      role: memberships[0]?.role ?? 'expert',
    };
    people.set(as, someone);
    return someone;
  }

  const subjects = organisationStates.flatMap((state) => [
    { whose: 'own' as const, state, id: organisation(`本方${state}公司`, 'enterprise', state) },
    { whose: 'foreign' as const, state, id: organisation(`他方${state}公司`, 'enterprise', state) },
  ]);
  const bureau = organisation('帮办局', 'authority');
  const host = organisation('东道公司', 'enterprise');
  const own = subjects.filter(({ whose }) => whose === 'own').map(({ id }) => id);
  const ownOf: Record<List, string> = {
    demands: subjects.find(({ whose, state }) => whose === 'own' && state === 'confirmed')!.id,
    achievements: organisation('本方大学', 'university'),
  };
  const targetOf = {} as Record<List, string>;
  const pledgedOf = {} as Record<List, string>;

  const roleIn = (organisationId: string, role: Role): Membership => ({ organisationId, role });
  for (const role of plainRoles) {
    const isParty = role === 'enterprise' || role === 'researcher';
    person(role, [roleIn(organisation(`${role}之家`, isParty ? kindOf(role) : 'authority'), role)]);
  }
  person('operator', [roleIn(bureau, 'operator')]);
  person('delegate', [roleIn(bureau, 'operator')]);
  for (const list of lists) {
    const organisations = list === 'demands' ? own : [ownOf.achievements];
    const everywhere = (role: Role) => organisations.map((id) => roleIn(id, role));
    const [keeper, answerer] = [keeping[list], answering[list]];
    person(`owner ${list}`, everywhere(keeper));
    person(`colleague ${list}`, everywhere(answerer));
    person(`specialist ${list}`, everywhere('expert'));
    targetOf[list] = organisation(`${list}定向单位`, kindOf(answerer));
    pledgedOf[list] = organisation(`${list}承诺单位`, kindOf(answerer));
    person(`target ${list}`, [roleIn(targetOf[list], answerer)]);
    person(`target specialist ${list}`, [roleIn(targetOf[list], 'expert')]);
    person(`pledged ${list}`, [roleIn(pledgedOf[list], answerer)]);
    const pending = organisation(`${list}待确认单位`, kindOf(keeper), 'pending');
    person(`unconfirmed ${list}`, [roleIn(pending, keeper)]);
  }

  /** Members of every organisation, who are asked about and never ask. */
  const parties = subjects.map(({ id }) => roleIn(id, 'enterprise'));
  const others = {
    worker: person('worker', parties),
    heir: person('heir', parties),
    adviser: person('adviser', [...subjects.map(({ id }) => roleIn(id, 'expert')), roleIn(bureau, 'expert')]),
    clerk: person('clerk', [roleIn(bureau, 'operator')]),
  };

  const tokens = Object.fromEntries(
    lists.map((list) => {
      const { id } = people.get(`owner ${list}`)!;
      return [list, { reading: token(id, ['read']).token, writing: token(id, ['read', 'write']).token }];
    }),
  ) as Record<List, { reading: string; writing: string }>;

  /** The person behind a reader; a visitor speaks of the owner. */
  function find(reader: Reader, list: List): Person {
    const isOwner = reader === 'visitor' || reader.endsWith('token');
    const name = isOwner ? 'owner' : reader;
    return people.get(name) ?? people.get(`${name} ${list}`)!;
  }

  return {
    ...{ subjects, bureau, host, ownOf, targetOf, pledgedOf, others, find },

    /** How a reader shows who they are. */
    headersOf(reader: Reader, list: List): Record<string, string> {
      if (reader === 'visitor') return {};
      if (reader === 'reading token') return { authorization: `Bearer ${tokens[list].reading}` };
      if (reader === 'writing token') return { authorization: `Bearer ${tokens[list].writing}` };
      return { cookie: find(reader, list).cookie };
    },
  };
}
