import { deskRules } from './desk-rules.ts';
import {
  anyone,
  type Hat,
  inConfirmed,
  type Move,
  ofOrganisation,
  only,
  type Rule,
  type Seers,
  signedIn,
  unlessClosed,
} from './rule.ts';
import type { Level, OrganisationState, Reader, View } from './subjects.ts';

/*
 * Who gets what: the answer expected of every operation for every reader, reviewed by people. These tables share nothing
 * with the service, neither code nor the names of its policy; `expectations.ts` reads them and decides nothing itself.
 */

/** Those who read an entry in full whatever its level and state: its own organisation, and operators. */
const house: Reader[] = ['owner', 'colleague', 'specialist', 'operator', 'delegate'];

/** How much of a published entry whom gets. */
export const published: Record<Level, Seers> = {
  public: { full: 'everybody else' },
  'public, contact masked': { full: house, masked: 'everybody else' },
  masked: { full: house, masked: 'everybody else' },
  targeted: { full: [...house, 'pledged'], stub: ['target', 'target specialist'] },
  internal: { full: house },
};

/** How much of one that is in any other state. */
export const unpublished: Seers = { full: house };

export const hats: Record<Hat, Reader[]> = {
  keeper: ['owner', 'delegate'],
  operator: ['operator', 'delegate'],
  /** A second promise changes nothing. */
  invited: ['target', 'pledged'],
  clock: [],
};

export const moves: Move[] = [
  { to: 'submitted', from: ['draft', 'returned'], by: ['keeper'] },
  { to: 'published', from: ['submitted'], by: ['operator'] },
  { to: 'returned', from: ['submitted'], by: ['operator'] },
  { to: 'rejected', from: ['submitted'], by: ['operator'] },
  { to: 'withdrawn', from: ['draft', 'submitted', 'returned'], by: ['keeper'] },
  { to: 'withdrawn', from: ['published'], by: ['keeper', 'operator'] },
];

/** Entries in a ranking: published ones of the other list of which the reader gets more than a stub. */
export const ranked: View[] = ['full', 'masked'];

/** How organisations move; others than these moves are 409 for the reviewers and 403 for whoever else may read it. */
export const organisationMoves: [from: OrganisationState, to: OrganisationState][] = [
  ['pending', 'confirmed'],
  ['pending', 'refused'],
  ['confirmed', 'closed'],
  ['closed', 'confirmed'],
];
export const reviewers = { ofParties: 'operator', ofBureaus: 'admin' } as const;

const readEntry: Rule = { about: 'entry', who: 'anyone', tokens: 'read', may: 'whoever sees it', good: 200 };
const workOnEntry: Rule = {
  ...{ about: 'entry', who: 'signed in', tokens: 'read' },
  ...{ may: ['keeper', 'operator'], good: 200 },
};
/** Every PATCH is asked three times: with this version, with another one (412), with none (428). */
const editEntry: Rule = {
  ...{ about: 'entry', who: 'signed in', tokens: 'write', may: ['keeper'], good: 200 },
  only: { in: ['draft', 'submitted', 'returned', 'published'], otherwise: 409 },
};
const moveEntry: Rule = { about: 'move', who: 'signed in', tokens: 'write' };
const pledge: Rule = {
  ...{ about: 'entry', who: 'signed in', tokens: 'never', may: ['invited'], good: 201 },
  only: { in: ['targeted'], otherwise: 403 },
};
const listEntries: Rule = {
  ...{ about: 'list', who: 'anyone', tokens: 'read' },
  asks: {
    'all there is': { shows: ['full', 'masked', 'stub'] },
    'only one’s own': { shows: ['full'], of: ['owner', 'colleague', 'specialist'], visitor: 401 },
  },
};

const managers: Reader[] = ['operator', 'delegate', 'admin'];
const everyMember = ofOrganisation({ plain: [200, 200, 200, 200, 200, 200, 200] });

/** Every operation by name: its method, and its path under `/api/v1`. */
export const rules: Record<string, Rule> = {
  // Signing in and out
  'post /session': anyone('never', { 'right password': 201, 'wrong password': 401, 'unknown account': 401 }),
  'get /session': signedIn('never', { plain: 200 }),
  'delete /session': anyone('never', { plain: 204 }),
  'post /setup': anyone('never', { 'wrong link': 403 }),
  'post /password-resets': anyone('never', { 'own account': 202, 'unknown account': 202 }),
  'post /password-resets/confirmation': anyone('never', {
    'open link': 204,
    'old link': 404,
    'no link': 404,
  }),

  // One's own account
  'get /account': signedIn('never', { plain: 200 }),
  'patch /account': signedIn('never', { 'this version': 200, 'another version': 412, 'no version': 428 }),
  'post /account/password': signedIn('never', { 'right password': 204, 'wrong password': 400 }),
  'get /account/sessions': signedIn('never', { plain: 200 }),
  'delete /account/sessions': signedIn('never', { plain: 204 }),
  'delete /account/sessions/{id}': signedIn('never', { own: 204, 'another’s': 404, none: 404 }),
  'get /account/tokens': signedIn('never', { plain: 200 }),
  'post /account/tokens': signedIn('never', { plain: 201 }),
  'delete /account/tokens/{id}': signedIn('never', { own: 204, 'another’s': 404, revoked: 404, none: 404 }),
  'post /account/second-factor': signedIn('never', { off: 200, on: 409, 'wrong password': 400 }),
  'post /account/second-factor/confirmation': signedIn('never', {
    ...{ waiting: 200, 'wrong code': 400, off: 409, on: 409 },
  }),
  'delete /account/second-factor': signedIn('never', { on: 204, 'wrong code': 400, off: 409 }),
  'post /account/recovery-codes': signedIn('never', { on: 200, 'wrong code': 400, off: 409 }),
  'get /account/personal-data': signedIn('never', { plain: 200 }),
  'post /account/deletion': signedIn('never', { 'right password': 200, 'wrong password': 400 }),

  // Accounts
  'get /accounts': only(['admin'], 'never', { plain: 200 }),
  'post /accounts/{id}/transitions': signedIn('never', {
    deactivate: { admin: 200, others: 403 },
    'activate an active one': { admin: 409, others: 403 },
    'deactivate oneself': 403,
    'an account that is not there': { admin: 404, others: 403 },
  }),

  // Organisations; the columns are owner, colleague, specialist, operator, admin | operator and admin of the bureau
  'get /terms': anyone('read', { plain: 200 }),
  'post /registrations': anyone('never', { 'new code': 201, 'code of another': 400, 'no consent': 400 }),
  'get /organisations': only(managers, 'never', { plain: 200 }),
  'get /organisations/mine': signedIn('never', { plain: 200 }),
  'get /organisations/choices': signedIn('never', { plain: 200 }),
  'get /organisations/{id}': everyMember,
  'patch /organisations/{id}': ofOrganisation({
    contact: [unlessClosed(200, 409), unlessClosed(200, 409), 403, unlessClosed(200, 409), 403, 403, 200],
  }),
  'post /organisations/{id}/transitions': { about: 'organisation move', who: 'signed in', tokens: 'never' },
  'get /organisations/{id}/members': everyMember,
  'get /organisations/{id}/summary': everyMember,
  'delete /organisations/{id}/members/{accountId}/{role}': ofOrganisation({
    /** In the bureau: that of an operator. */
    'a party’s role': [204, 204, 403, 403, 204, 403, 204],
    'an expert’s role': [403, 403, 403, 403, 204, 403, 204],
    'one’s own role': [204, 204, 204, 403, 404, 204, 404],
    'nobody’s role': [404, 404, 403, 403, 404, 403, 404],
  }),
  'post /organisations/{id}/handovers': ofOrganisation({
    /** In the bureau nobody keeps entries. */
    plain: [inConfirmed(200, 403), inConfirmed(200, 403), 403, 403, inConfirmed(200, 403), 403, 400],
  }),

  // Invitations
  'post /organisations/{id}/invitations': ofOrganisation({
    'into the owner’s role': [
      ...([inConfirmed(201, 409), inConfirmed(403, 409), 403] as const),
      ...([403, inConfirmed(201, 409), 403, 201] as const),
    ],
    'as administrator': [
      ...([inConfirmed(403, 409), inConfirmed(403, 409), 403] as const),
      ...([403, inConfirmed(201, 409), 403, 201] as const),
    ],
  }),
  'get /organisations/{id}/invitations': ofOrganisation({ plain: [200, 200, 403, 403, 200, 403, 200] }),
  'delete /organisations/{id}/invitations/{invitationId}': ofOrganisation({
    'open, into the owner’s role': [204, 403, 403, 403, 204, 403, 204],
    'taken back before': [404, 403, 403, 403, 404, 403, 404],
    'of another organisation': [404, 404, 403, 403, 404, 403, 404],
  }),
  'post /invitations/preview': anyone('never', { 'open link': 200, 'old link': 404, 'no link': 404 }),
  'post /invitations/acceptance': anyone('never', {
    'into the owner’s organisation': { owner: 409, others: 201 },
    /** 三员分立: whoever reviews the log never keeps the system. */
    'as administrator': { auditor: 400, others: 201 },
    'old link': 404,
    'no link': 404,
  }),

  // 代办
  'post /organisations/{id}/consents': ofOrganisation({
    plain: [403, 403, 403, inConfirmed(201, 409), 403, 403, 403],
  }),
  'get /organisations/{id}/consents': ofOrganisation({ plain: [200, 200, 200, 200, 403, 200, 403] }),
  'delete /organisations/{id}/consents/{consentId}': ofOrganisation({
    /** The bureau has none. */
    running: [204, 204, 403, 204, 403, 404, 403],
    ended: [404, 404, 403, 404, 403, 404, 403],
    'of another organisation': [404, 404, 403, 404, 403, 404, 403],
  }),

  // 需求榜单: enterprises post
  'get /demands': listEntries,
  'post /demands': signedIn('write', {
    'for one’s own organisation': { enterprise: 201, owner: 201, others: 403 },
    'for the owner’s organisation': { owner: 201, delegate: 201, enterprise: 400, others: 403 },
  }),
  'get /demands/{id}': readEntry,
  'patch /demands/{id}': editEntry,
  'post /demands/{id}/transitions': moveEntry,
  'get /demands/{id}/matches': workOnEntry,
  'get /demands/{id}/preview': workOnEntry,
  'get /demands/{id}/clinic': workOnEntry,
  'post /demands/{id}/pledges': pledge,

  // 成果榜单: researchers publish
  'get /achievements': listEntries,
  'post /achievements': signedIn('write', {
    'for one’s own organisation': { researcher: 201, owner: 201, others: 403 },
    'for the owner’s organisation': { owner: 201, delegate: 201, researcher: 400, others: 403 },
  }),
  'get /achievements/{id}': readEntry,
  'patch /achievements/{id}': editEntry,
  'post /achievements/{id}/transitions': moveEntry,
  'get /achievements/{id}/matches': workOnEntry,
  'get /achievements/{id}/weighed': workOnEntry,
  'get /achievements/{id}/preview': workOnEntry,
  'post /achievements/{id}/pledges': pledge,

  // Finding
  'get /search': {
    ...{ about: 'list', who: 'anyone', tokens: 'read' },
    asks: {
      'the demands': { list: 'demands', shows: ['full', 'masked'] },
      'the achievements': { list: 'achievements', shows: ['full', 'masked'] },
    },
  },
  'get /taxonomies/{name}': anyone('read', { known: 200, unknown: 404 }),
  'get /pledge': anyone('read', { plain: 200 }),

  // Indexes and log
  'get /index/status': only(managers, 'read', { plain: 200 }),
  'post /index/retries': only(managers, 'write', { 'all jobs': 200 }),
  'post /index/reconciliations': only(managers, 'write', { 'without a search server': 409 }),
  'post /index/rebuild': only(managers, 'write', { 'without a search server': 409 }),
  'delete /index/rebuild': only(managers, 'write', { 'without a search server': 409 }),
  ...deskRules,
  'get /audit': only(['auditor'], 'never', { plain: 200 }),
  'get /audit/export': only(['auditor'], 'never', { plain: 200 }),
  'post /audit/verifications': only(['auditor'], 'never', { plain: 200 }),
};
