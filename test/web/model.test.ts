import { describe, expect, it } from 'vitest';
import type { LessonSummary, ScoreModelsPage } from '../../src/api/contracts/score-models.ts';
import { featureNames } from '../../src/matching/learning/feature-names.ts';
import { refusals } from '../../src/matching/learning/refusals.ts';
import {
  activeSentence,
  outcomeOf,
  percent,
  points,
  refusalSentences,
  weightsInWords,
} from '../../src/web/model/model-words.ts';
import { enModel } from '../../src/web/texts/en-model.ts';
import { zhCNModel } from '../../src/web/texts/zh-cn-model.ts';

const active: ScoreModelsPage['active'] = {
  ...{ name: 'default-1', kind: 'default', since: null, by: null },
  ...{ automatic: false, held: false, resting: null, version: 1 },
};
const lesson: LessonSummary = {
  ...{ name: 'learned-2026-03-02-1', at: '2026-03-02T02:00:00.000Z', active: false, refusals: [] },
  ...{ labels: { all: 300, accepted: 90, demands: 40 }, logLoss: null, ndcg10: null, can: [] },
};

describe('the model in use, in a sentence', () => {
  it.each([
    [{}, '', '目前使用默认模型，分数标注“估计”。'],
    [
      { name: 'learned-1', kind: 'scaled', automatic: true },
      '2026-03-02 10:00',
      '目前使用学习所得的 learned-1，检验通过后于 2026-03-02 10:00 自动启用。',
    ],
    [
      { held: true, by: '王某' },
      '2026-03-02 10:00',
      '目前使用默认模型，分数标注“估计”，由王某于 2026-03-02 10:00 启用。',
    ],
  ] as const)('%#', (changes, since, sentence) => {
    expect(activeSentence({ ...active, ...changes }, since, zhCNModel)).toBe(sentence);
  });

  it('reads as a sentence in English, also after its author’s account was deleted', () => {
    const learned = { ...active, name: 'learned-1', kind: 'weighted' as const };
    expect(activeSentence(learned, '2026-03-02 10:00', enModel)).toBe(
      'learned-1, learned from decisions, is in use, put in use by a deleted account on 2026-03-02 10:00.',
    );
  });
});

it('every reason of refusal and every feature has its words in both languages', () => {
  for (const words of [zhCNModel, enModel]) {
    expect(Object.keys(words.refusals).sort()).toEqual([...refusals].sort());
    expect(Object.keys(words.weights.features).sort()).toEqual([...featureNames].sort());
  }
  const odd = { refusals: ['no_gain', 'of_tomorrow'] as never[] };
  expect(refusalSentences(odd, enModel)).toEqual([enModel.refusals.no_gain, 'of_tomorrow']);
});

it('a lesson is in use, passed or refused', () => {
  const outcomes = [{ active: true }, {}, { refusals: ['no_gain' as const] }].map(
    (changes) => outcomeOf({ ...lesson, ...changes }).outcome,
  );
  expect(outcomes).toEqual(['active', 'accepted', 'refused']);
});

it('weights come heaviest first, each with what it counts for', () => {
  const weights = featureNames.map((feature, at) => ({ feature, weight: [3, 5, 1.5, 0.1, 0, 0, 0][at]! }));
  const found = weightsInWords({ kind: 'weighted', intercept: 0, curve: false, weights });
  expect(found.map(({ feature, strength }) => [feature, strength]).slice(0, 5)).toEqual([
    ['semantic', 'main'],
    ['keyword', 'large'],
    ['logCharacters', 'large'],
    ['logBigrams', 'small'],
    ['titleCoverage', 'none'],
  ]);
  const none = featureNames.map((feature) => ({ feature, weight: 0 }));
  const empty = weightsInWords({ kind: 'weighted', intercept: 0, curve: false, weights: none });
  expect(new Set(empty.map(({ strength }) => strength))).toEqual(new Set(['none']));
});

it('the diagram shows only ranges that hold something', () => {
  const bins = [
    { from: 0, to: 0.1, labels: 4, said: 0.05, accepted: 0.25 },
    { from: 0.1, to: 0.2, labels: 0, said: null, accepted: null },
  ];
  expect(points(bins)).toEqual([{ x: 0.05, y: 0.25, labels: 4 }]);
});

it.each([
  [0, '0%'],
  [0.027, '2.7%'],
  [0.5, '50%'],
  [1, '100%'],
  [null, '–'],
])('%s is said as %s', (value, words) => expect(percent(value, '–')).toBe(words));
