import { describe, expect, it } from 'vitest';
import {
  isAboutRelevance,
  type RejectReason,
  rejectReasons,
} from '../../../src/matching/learning/reasons.ts';

const rejected = (...reasons: RejectReason[]) => isAboutRelevance({ verdict: 'rejected', reasons });

describe('what ranking may learn from', () => {
  it('is every acceptance, and no decision put off', () => {
    expect(isAboutRelevance({ verdict: 'accepted', reasons: [] })).toBe(true);
    expect(isAboutRelevance({ verdict: 'deferred', reasons: [] })).toBe(false);
    expect(isAboutRelevance({ verdict: 'deferred', reasons: ['irrelevant'] })).toBe(false);
  });

  it('is a rejection as irrelevant, by another route or for its indicators', () => {
    const codes = rejectReasons.map(({ code }) => code);
    expect(codes.filter((code) => rejected(code))).toEqual(['irrelevant', 'route', 'indicators']);
  });

  it('is a rejection with one such reason among others', () => {
    expect(rejected('terms', 'irrelevant')).toBe(true);
    expect(rejected('terms', 'partnered')).toBe(false);
    expect(rejected()).toBe(false);
  });

  it('has eleven reasons, each with its own code', () => {
    expect(new Set(rejectReasons.map(({ code }) => code)).size).toBe(11);
  });
});
