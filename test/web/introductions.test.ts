import { describe, expect, it } from 'vitest';
import { rejectReasons } from '../../src/matching/learning/reasons.ts';
import { stepKinds } from '../../src/review/introductions/life-cycle.ts';
import { barWidth, percentOf } from '../../src/web/funnel/funnel-steps.ts';
import { lastYears } from '../../src/web/inbox/last-years.ts';
import { nextStep, reasonWords, sideTitle, stepWords } from '../../src/web/inbox/words.ts';
import { en } from '../../src/web/texts/en.ts';
import { zhCN } from '../../src/web/texts/zh-cn.ts';

describe('an introduction in words', () => {
  it('has a sentence for every step and a polite one for every reason, in both languages', () => {
    for (const texts of [zhCN, en]) {
      for (const kind of stepKinds) {
        const side = ['introduced', 'withdrawn'].includes(kind) ? null : 'demand';
        expect(stepWords({ kind, side }, texts)).not.toBe('');
      }
      const codes = rejectReasons.map(({ code }) => code);
      expect(Object.keys(texts.introductions.reasonWords).sort()).toEqual([...codes].sort());
    }
    expect(stepWords({ kind: 'declined', side: 'demand' }, zhCN)).toBe('需求方答复：无意向');
    expect(reasonWords(['terms', 'partnered'], zhCN)).toBe('地域、预算或知识产权条件暂不合适、已有合作方');
  });

  it('calls an entry that the reader may not know of by what it is', () => {
    const known = { list: 'demands', view: 'full', title: '划伤检测', titleEn: 'Scratches' } as const;
    expect(sideTitle({ demand: known, achievement: null }, 'demand', 'en', en)).toBe('Scratches');
    expect(sideTitle({ demand: known, achievement: null }, 'achievement', 'zh-CN', zhCN)).toBe(
      '一项未向您公开的成果',
    );
  });
});

it('an operator is given the eleven reasons of the field', () => {
  const words = rejectReasons.map(({ code }) => zhCN.desk.reasons[code].replace(/（.*）/, ''));
  expect(words).toEqual(
    '不相关 技术路线不符 指标达不到 成熟度太低 优势不明 商业路径不明 描述不清 地域/预算/知识产权条件不合 已有合作 重复 其他'.split(
      ' ',
    ),
  );
});

describe('what a party is to do next', () => {
  const texts = zhCN;
  const { next } = texts.introductions;
  const answers = { demand: 'interested', achievement: null } as const;

  it('is to answer, to wait or to talk, and nothing once it is over', () => {
    expect(nextStep({ state: 'introduced', own: ['achievement'], answers }, texts)).toBe(next.answer);
    expect(nextStep({ state: 'introduced', own: ['demand'], answers }, texts)).toBe(next.wait);
    expect(nextStep({ state: 'introduced', own: ['demand', 'achievement'], answers }, texts)).toBe(
      next.answer,
    );
    expect(nextStep({ state: 'in_talks', own: ['demand'], answers }, texts)).toBe(next.talk);
    for (const state of ['agreed', 'ended'] as const) {
      expect(nextStep({ state, own: ['demand'], answers }, texts)).toBeNull();
    }
  });

  it('is nothing for an operator who only looks after it', () => {
    expect(nextStep({ state: 'introduced', own: [], answers }, texts)).toBeNull();
  });
});

describe('the funnel', () => {
  it('draws shares of what was looked at, and nothing of nothing', () => {
    expect([barWidth(1, 4, 400), barWidth(0, 0, 400), barWidth(9, 4, 400)]).toEqual([100, 0, 400]);
    expect([percentOf(1, 3), percentOf(0, 0)]).toEqual([33, 0]);
  });
});

it('the years to choose from are those of Shanghai, at most ten', () => {
  const now = Date.parse('2026-12-31T16:30:00Z');
  expect(lastYears('2026-12-31T15:30:00Z', now)).toEqual([2027, 2026]);
  expect(lastYears('2027-02-01T00:00:00Z', now)).toEqual([2027]);
  expect(lastYears('1990-01-01T00:00:00Z', now)).toHaveLength(10);
});
