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

  it('has the eleven reasons of the field, each with its own code and name', () => {
    expect(new Set(rejectReasons.map(({ code }) => code)).size).toBe(11);
    expect(rejectReasons.map(({ name }) => name.replace(/（.*）/, ''))).toEqual(
      '不相关 技术路线不符 指标达不到 成熟度太低 优势不明 商业路径不明 描述不清 地域/预算/知识产权条件不合 已有合作 重复 其他'.split(
        ' ',
      ),
    );
  });
});
