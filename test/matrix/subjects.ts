/** Who asks, and what they ask for: the words that the rules speak in. */

export const readers = [
  /** Not signed in. */
  'visitor',
  /** People of organisations that have nothing to do with the subject, one of each role. */
  'enterprise',
  'researcher',
  'operator',
  'expert',
  'auditor',
  'admin',
  /** Keeps the entry for its organisation. */
  'owner',
  /** In the same organisation, but in the other party's role. */
  'colleague',
  /** In the same organisation, in no party's role. */
  'specialist',
  /** In an organisation that the entry is meant for: a party there, and somebody else. */
  'target',
  'target specialist',
  /** In one that promised confidentiality in the present wording; `target` did so in an older one. */
  'pledged',
  /** An operator with the owner's consent (代办); those of `operator` have ended. */
  'delegate',
  /** In the owner's role, in an organisation that nobody confirmed. */
  'unconfirmed',
  /** Programs with a token of the owner. */
  'reading token',
  'writing token',
] as const;
export type Reader = (typeof readers)[number];

export type Status = 200 | 201 | 202 | 204 | 400 | 401 | 403 | 404 | 409 | 412 | 428;

/** How much of an entry a reader gets. */
export type View = 'full' | 'masked' | 'stub';

export const lists = ['demands', 'achievements'] as const;
export type List = (typeof lists)[number];

export const levels = ['public', 'public, contact masked', 'masked', 'targeted', 'internal'] as const;
export type Level = (typeof levels)[number];

/** Every state that an entry can reach; the last one by the clock. */
export const states = {
  demands: ['draft', 'submitted', 'returned', 'rejected', 'published', 'withdrawn', 'unclaimed'],
  achievements: ['draft', 'submitted', 'returned', 'rejected', 'published', 'withdrawn', 'expired'],
} as const;
export type State = (typeof states)[List][number];

/** An entry as the rules look at it; `none`: there is no such entry on this list. */
export type EntryCase = { list: List; level: Level; state: State } | 'none';

export const organisationStates = ['pending', 'confirmed', 'refused', 'closed'] as const;
export type OrganisationState = (typeof organisationStates)[number];

/**
 * An organisation as the rules look at it: one where owner, colleague and specialist belong, one of people who are none
 * of the readers, or the bureau of the operators, an authority; `none`: there is no such organisation.
 */
export type OrganisationCase =
  | { whose: 'own' | 'foreign'; state: OrganisationState }
  | { whose: 'bureau'; state: 'confirmed' }
  | 'none';
