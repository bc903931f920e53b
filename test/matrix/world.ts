import { type Actor, toActor } from '../../src/identity/model.ts';
import { sha256 } from '../../src/kernel/ids.ts';
import type { TestApp } from '../support/test-app.ts';
import { createEntries } from './entries.ts';
import { createPeople, type People } from './people.ts';
import { openSnapshot, type Snapshot } from './snapshot.ts';
import type { OrganisationCase } from './subjects.ts';

const DAY_MS = 24 * 3_600_000;

/** One organisation that requests are about, with what there is in it. */
export interface OrganisationSubject {
  case: OrganisationCase;
  label: string;
  id: string;
  openInvitation: string;
  endedInvitation: string;
  runningConsent: string;
  endedConsent: string;
}

/** Everything that the matrix asks about, on a service of its own. */
export async function createWorld(app: TestApp) {
  const snapshot = openSnapshot(app.dataDir);
  const people = await createPeople(app, snapshot);
  const now = app.clock.now();
  const organisations = createOrganisationSubjects(people, snapshot, now);
  const links = createLinks(people, snapshot, now);
  const entries = await createEntries(app, people, snapshot);
  const [match, ...others] = suggestedPairs(snapshot);
  const [accepted, introduced] = others.map((other) => accept(app, people, other));
  if (match === undefined || accepted === undefined || introduced === undefined) {
    throw new Error('too few pairs were suggested');
  }
  app.services.introductions.send(operatorOf(app, people), introduced.id, introduced.version, '');
  // Or every request with a token would write down when it was used, once more after each return to these rows.
  snapshot.db.$client.prepare('UPDATE api_tokens SET last_used_at = ?').run(now);
  snapshot.keep();
  return { app, snapshot, people, organisations, links, entries, match, accepted, introduced };
}

/** A match that requests are about. */
interface Pair {
  id: string;
  version: number;
  demandId: string;
  achievementId: string;
}

/** Suggested pairs of entries that are on their lists. */
function suggestedPairs({ db }: Snapshot): Pair[] {
  return db.$client
    .prepare(
      `SELECT id, version, demand_id AS demandId, achievement_id AS achievementId FROM matches
       WHERE state = 'suggested' AND open = 1 ORDER BY id LIMIT 3`,
    )
    .all() as Pair[];
}

function operatorOf({ services }: TestApp, people: People): Actor {
  return toActor(
    services.identity.authenticate(people.find('operator', 'demands').cookie.slice('sid='.length))!,
  );
}

function accept(app: TestApp, people: People, { id, version, ...rest }: Pair): Pair {
  const judgement = { verdict: 'accepted' as const, reasons: [], note: '' };
  const decided = app.services.review.decide(operatorOf(app, people), id, version, judgement);
  return { ...rest, id, version: decided.match.version };
}

export type World = Awaited<ReturnType<typeof createWorld>>;

function insertInvitation(
  { db }: Snapshot,
  now: number,
  row: { id: string; organisationId: string; role: string; createdBy: string; revokedAt?: number },
): void {
  const { id, organisationId, role, createdBy, revokedAt = null } = row;
  db.$client
    .prepare(
      `INSERT INTO invitations (id, token_hash, organisation_id, role, created_by, created_at, expires_at, revoked_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(id, sha256(id), organisationId, role, createdBy, now, now + DAY_MS, revokedAt);
}

function insertConsent(
  { db }: Snapshot,
  now: number,
  row: { id: string; organisationId: string; accountId: string; endedAt?: number; expiresAt?: number },
): void {
  const { id, organisationId, accountId, endedAt = null, expiresAt = now + DAY_MS } = row;
  db.$client
    .prepare(
      `INSERT INTO consents (id, organisation_id, account_id, given_by, form, recorded_at, expires_at, ended_at)
       VALUES (?, ?, ?, '经理', 'written', ?, ?, ?)`,
    )
    .run(id, organisationId, accountId, now - 2 * DAY_MS, expiresAt, endedAt);
}

/** The organisations asked about: everybody's own and those of others in every state, the bureau, and none. */
function createOrganisationSubjects(people: People, snapshot: Snapshot, now: number): OrganisationSubject[] {
  const { subjects, bureau, others, ownOf, find } = people;
  const createdBy = others.worker.id;
  const found = [
    ...subjects.map(({ whose, state, id }) => ({ case: { whose, state }, label: `${whose} ${state}`, id })),
    { case: { whose: 'bureau' as const, state: 'confirmed' as const }, label: 'bureau', id: bureau },
    { case: 'none' as const, label: 'none', id: 'no-such-organisation' },
  ].map((subject) => ({
    ...subject,
    openInvitation: `open-${subject.id}`,
    endedInvitation: `ended-${subject.id}`,
    runningConsent: `running-${subject.id}`,
    endedConsent: `over-${subject.id}`,
  }));
  for (const { case: at, id: organisationId, ...ids } of found) {
    if (at === 'none') continue;
    const role = at.whose === 'bureau' ? 'operator' : 'enterprise';
    insertInvitation(snapshot, now, { id: ids.openInvitation, organisationId, role, createdBy });
    const ended = { organisationId, role, createdBy, revokedAt: now };
    insertInvitation(snapshot, now, { id: ids.endedInvitation, ...ended });
    if (at.whose === 'bureau') continue;
    const accountId = others.clerk.id;
    insertConsent(snapshot, now, { id: ids.runningConsent, organisationId, accountId });
    insertConsent(snapshot, now, { id: ids.endedConsent, organisationId, accountId, endedAt: now });
  }
  for (const [list, organisationId] of Object.entries(ownOf)) {
    const operator = find('operator', 'demands').id;
    const delegate = find('delegate', 'demands').id;
    insertConsent(snapshot, now, { id: `delegate-${list}`, organisationId, accountId: delegate });
    insertConsent(snapshot, now, { id: `past-${list}`, organisationId, accountId: operator, endedAt: now });
    const expired = { organisationId, accountId: operator, expiresAt: now };
    insertConsent(snapshot, now, { id: `expired-${list}`, ...expired });
  }
  return found;
}

/** One-time links; their tokens are as readable as their names. */
function createLinks({ host, ownOf, others }: People, snapshot: Snapshot, now: number) {
  const createdBy = others.worker.id;
  const invitation = (id: string, organisationId: string, role: string, revokedAt?: number) => {
    const ended = revokedAt === undefined ? {} : { revokedAt };
    insertInvitation(snapshot, now, { id, organisationId, role, createdBy, ...ended });
    return id;
  };
  const reset = (token: string, expiresAt: number) => {
    snapshot.db.$client
      .prepare(
        `INSERT INTO password_resets (token_hash, account_id, created_at, expires_at) VALUES (?, ?, ?, ?)`,
      )
      .run(sha256(token), others.heir.id, now - 1, expiresAt);
    return token;
  };
  return {
    toOwn: invitation('link-into-the-owners-role', ownOf.demands, 'enterprise'),
    toAdmin: invitation('link-as-administrator', host, 'admin'),
    old: invitation('link-that-was-taken-back', host, 'enterprise', now),
    reset: reset('reset-link-that-is-open', now + DAY_MS),
    oldReset: reset('reset-link-that-is-over', now),
  };
}
