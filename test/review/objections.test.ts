import { describe, expect, it } from 'vitest';
import { achievementContent } from '../../src/catalog/achievement-model.ts';
import { demandContent } from '../../src/catalog/demand-model.ts';
import type { Entry, EntryContent } from '../../src/catalog/entry.ts';
import type { List } from '../../src/catalog/entry-model.ts';
import { createIndicatorComparison } from '../../src/matching/indicators.ts';
import { FEATURES_VERSION, type FeatureVector } from '../../src/matching/learning/vector.ts';
import { objections } from '../../src/review/objections.ts';

const TODAY = '2026-03-02';

function entry(list: List, content: EntryContent): Entry {
  return {
    ...{ id: list, list, organisationId: list, state: 'published', version: 1, content },
    ...{ sample: false, delegated: false, reviewNote: '', createdBy: null },
    ...{ createdAt: 0, updatedAt: 0, publishedAt: 0 },
  };
}

function features(changed: Partial<FeatureVector['values']> = {}): FeatureVector {
  const values = { keyword: 0.8, semantic: 0.8, logCharacters: 1, logBigrams: 1, titleCoverage: 1 };
  return { version: FEATURES_VERSION, values: { ...values, sameChain: 1, indicators: null, ...changed } };
}

function against(asked: object, has: object, changed: Partial<FeatureVector['values']> = {}) {
  const demand = entry('demands', demandContent.parse({ title: '示例需求', ...asked }));
  const achievement = entry('achievements', achievementContent.parse({ title: '示例成果', ...has }));
  const indicators = createIndicatorComparison()(demand, achievement);
  return objections({ demand, achievement, features: features(changed), indicators }, TODAY);
}

describe('what speaks against a pair', () => {
  it('is nothing where nothing is known to', () => {
    expect(against({}, {})).toEqual([]);
    expect(against({ trl: 6, region: '崂山区' }, { trl: 7, region: '崂山区' })).toEqual([]);
    expect(against({ trl: 6 }, {})).toEqual([]);
  });

  it('names indicators that are not reached apart from those that are not stated', () => {
    const asked = { technology: '定位精度不大于0.1mm，使用寿命不低于5000小时，噪声不高于60dB。' };
    const found = against(asked, { summary: '定位精度0.3mm，使用寿命8000小时。' });
    expect(found).toEqual([
      { code: 'indicatorsUnmet', params: { metrics: '定位精度' } },
      { code: 'indicatorsUnstated', params: { metrics: '噪声' } },
    ]);
  });

  it('is too little maturity, another chain or region, little time, few common words', () => {
    const found = against(
      { trl: 7, chain: 'a', region: '崂山区', deadline: '2026-03-05' },
      { trl: 4, chain: 'b', region: '市北区', expiry: '2027-01-01' },
      { sameChain: 0, keyword: 0.05 },
    );
    expect(found.map(({ code }) => code)).toEqual([
      'immature',
      'otherChain',
      'otherRegion',
      'closesSoon',
      'fewWords',
    ]);
    expect(found[0]?.params).toEqual({ asked: 7, has: 4 });
    expect(found[3]?.params).toEqual({ day: '2026-03-05' });
  });
});
