import { only, type Rule, signedIn } from './rule.ts';
import type { Reader } from './subjects.ts';

const operators: Reader[] = ['operator', 'delegate'];
const managers: Reader[] = ['operator', 'delegate', 'admin'];

/** Matches, introductions, and what the ranking learned: who gets what. Shares nothing with the service. */
export const deskRules: Record<string, Rule> = {
  // The operators' desk
  'get /matches': only(operators, 'read', { plain: 200 }),
  'get /matches/{id}': only(operators, 'read', { plain: 200 }),
  'patch /matches/{id}': signedIn('write', {
    'this version': { operator: 200, delegate: 200, others: 403 },
    'another version': { operator: 412, delegate: 412, others: 403 },
    'no version': 428,
  }),
  'post /matches/{id}/decisions': signedIn('write', {
    accept: { operator: 201, delegate: 201, others: 403 },
    'reject without a reason': { operator: 400, delegate: 400, others: 403 },
    'another version': { operator: 412, delegate: 412, others: 403 },
    'no version': 428,
    'a match that is not there': { operator: 404, delegate: 404, others: 403 },
  }),
  'post /matches/decisions': only(operators, 'write', { plain: 200 }),
  'get /decisions': only(operators, 'read', { plain: 200 }),
  'get /pairs': signedIn('read', {
    'of a match': { operator: 200, delegate: 200, others: 403 },
    'an entry that is not there': { operator: 404, delegate: 404, others: 403 },
  }),

  // Introductions: those who keep the demand, operators who look on, and operators who act for its organisation
  'post /matches/{id}/introduction': signedIn('write', {
    accepted: { operator: 201, delegate: 201, others: 403 },
    'not accepted': { operator: 409, delegate: 409, others: 403 },
    'another version': { operator: 412, delegate: 412, others: 403 },
    'no version': 428,
    'a match that is not there': { operator: 404, delegate: 404, others: 403 },
  }),
  'get /inbox': signedIn('read', { plain: 200 }),
  'get /inbox/unread': signedIn('read', { plain: 200 }),
  'get /introductions/{id}': signedIn('read', {
    sent: { owner: 200, operator: 200, delegate: 200, others: 404 },
    'not sent': 404,
    none: 404,
  }),
  'post /introductions/{id}/answers': signedIn('write', {
    interested: { owner: 201, delegate: 201, operator: 403, others: 404 },
    'declined without a reason': { owner: 400, delegate: 400, operator: 403, others: 404 },
    'not sent': 404,
  }),
  'post /introductions/{id}/progress': signedIn('write', {
    'before there were talks': { owner: 409, delegate: 409, operator: 403, others: 404 },
    none: 404,
  }),
  'get /funnel': only(operators, 'read', { plain: 200 }),

  // What the ranking learned: nothing yet
  'get /score-models': only([...managers, 'auditor'], 'read', { plain: 200 }),
  'get /score-models/{name}': signedIn('read', {
    'the default': { operator: 200, delegate: 200, admin: 200, auditor: 200, others: 403 },
    'one that is not there': { operator: 404, delegate: 404, admin: 404, auditor: 404, others: 403 },
  }),
  'post /score-models': only(['admin'], 'never', { plain: 202 }),
  'post /score-models/activations': signedIn('never', {
    'the default, in use already': { admin: 409, others: 403 },
    'one that is not there': { admin: 404, others: 403 },
    'another version': { admin: 412, others: 403 },
    'no version': 428,
  }),
};
