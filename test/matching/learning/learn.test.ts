import { describe, expect, it } from 'vitest';
import { checkFrozen } from '../../../src/matching/learning/activation.ts';
import { agreement, evaluateByDemand, judge } from '../../../src/matching/learning/evaluate.ts';
import { frozenLabels, readFrozenSet } from '../../../src/matching/learning/frozen.ts';
import { learn } from '../../../src/matching/learning/learn.ts';
import { measure } from '../../../src/matching/learning/measures.ts';
import { defaultModel } from '../../../src/matching/learning/model.ts';
import { type Random, seeded, shuffle } from '../../../src/matching/learning/random.ts';
import { fitRecipe, type Label } from '../../../src/matching/learning/recipes.ts';
import { refusals } from '../../../src/matching/learning/refusals.ts';
import { decide, honest } from './labels.ts';

const frozen = frozenLabels(readFrozenSet('data/learning/frozen.jsonl'));

/** What an operator makes of real pairs: those of the frozen set, which are as hard as any. */
type Decide = (pair: Label, random: Random) => boolean;

function decisions(operator: Decide, count: number, seed: number): Label[] {
  const random = seeded(seed);
  return shuffle(frozen, random)
    .slice(0, count)
    .map((pair) => ({ ...pair, accepted: operator(pair, random) }));
}

const nearness = ({ features: { values } }: Label) => values.keyword + (values.semantic ?? 0);

const hostile: Record<string, Decide> = {
  'always accepts': () => true,
  'always rejects': () => false,
  'accepts one in ten at random': (_, random) => random() < 0.1,
  'tosses a coin': (_, random) => random() < 0.5,
  'accepts nine in ten at random': (_, random) => random() < 0.9,
  'accepts what does not fit': ({ accepted }) => !accepted,
  'accepts what is far': (pair, random) => nearness(pair) + 0.2 * random() < 0.5,
  'accepts every pair of some demands': ({ demandId }) => demandId.length % 3 === 0,
};

describe('a hostile or careless operator', () => {
  for (const [name, operator] of Object.entries(hostile)) {
    it(`who ${name} gets no model activated, with few labels or many`, () => {
      for (let seed = 1; seed <= 2; seed += 1) {
        for (const count of [30, 90, 300, 900]) {
          const lesson = learn(decisions(operator, count, 100 * seed + count), frozen, 'learned');
          expect(lesson.activate, `${count} labels, seed ${seed}`).toBe(false);
          expect(lesson.refusals.length).toBeGreaterThan(0);
          expect(refusals).toEqual(expect.arrayContaining(lesson.refusals));
        }
      }
    });
  }

  it('who decides at random is told from an honest one, over many seeds', () => {
    const isAgreed = (labels: Label[]) => {
      const { mean, deviation } = agreement(judge(labels, defaultModel));
      return mean > 3.3 * deviation;
    };
    let fooled = 0;
    for (let seed = 1; seed <= 300; seed += 1) {
      const rate = seeded(seed)();
      if (isAgreed(decisions((_, random) => random() < rate, 100, seed))) fooled += 1;
    }
    expect(fooled).toBeLessThanOrEqual(1);
    for (let seed = 1; seed <= 5; seed += 1) {
      expect(isAgreed(decisions(({ accepted }) => accepted, 900, seed))).toBe(true);
    }
  });

  it('cannot take anything from the frozen set, whatever share of the decisions is theirs', () => {
    let activated = 0;
    for (let seed = 1; seed <= 20; seed += 1) {
      const random = seeded(seed);
      const [share, rate] = [random(), random()];
      const operator: Decide = (pair, draw) => (draw() < share ? draw() < rate : pair.accepted);
      const { activate, candidate } = learn(decisions(operator, 400, seed), frozen, 'learned');
      if (!activate || candidate === null) continue;
      activated += 1;
      const check = checkFrozen(frozen, candidate);
      expect(check.candidate.ndcg10).toBeGreaterThanOrEqual(check.default.ndcg10 - 1e-6);
      expect(check.reachable.candidate).toBeLessThanOrEqual(check.reachable.default + 1e-6);
    }
    expect(activated).toBeGreaterThanOrEqual(3);
  });
});

describe('an honest operator', () => {
  /** Accepts as the logistic of nearness says, three times as often as the default believes. */
  const operator = honest(4, 0.45);

  it('gets a model whose probabilities hold on other demands, in the order there was', () => {
    const other = decide(operator, 200, 10, 99);
    const before = measure(judge(other, defaultModel));
    expect(before.ece).toBeGreaterThan(0.1);
    for (const count of [100, 300, 1000]) {
      const lesson = learn(decide(operator, count / 4, 4, count), frozen, 'learned');
      expect(lesson.refusals).toEqual([]);
      const after = measure(judge(other, lesson.candidate!));
      expect(after.ece).toBeLessThanOrEqual(Math.max(before.ece / 2, 0.03));
      expect(after.logLoss).toBeLessThan(before.logLoss);
      if (lesson.candidate?.kind === 'scaled') expect(after.ndcg10).toBe(before.ndcg10);
    }
  });

  it('is told what speaks for the model and what against', () => {
    const {
      heldOut,
      frozen: check,
      labels,
      candidate,
    } = learn(decide(operator, 75, 4, 1), frozen, 'learned-7');
    expect(candidate?.name).toBe('learned-7');
    expect(labels).toMatchObject({ all: 300, demands: 75 });
    expect(heldOut?.folds).toBe(5);
    expect(heldOut?.candidate.reliability).toHaveLength(10);
    expect(heldOut!.default.logLoss - heldOut!.candidate.logLoss).toBeCloseTo(heldOut!.gain.mean, 9);
    expect(heldOut!.gain.low).toBeLessThanOrEqual(heldOut!.gain.mean);
    expect(heldOut!.gain.high).toBeGreaterThanOrEqual(heldOut!.gain.mean);
    expect(check?.default).toEqual(measure(judge(frozen, defaultModel)));
  });

  it('gets the same lesson whatever order the labels come in', () => {
    const labels = decide(operator, 40, 5, 3);
    const mixed = shuffle(labels, seeded(8));
    expect(learn(mixed, frozen, 'x')).toEqual(learn(labels, frozen, 'x'));
  });

  it('must decide 30 pairs, of two demands, and some either way', () => {
    const labels = decide(operator, 10, 3, 1);
    expect(learn(labels.slice(0, 29), frozen, 'x')).toMatchObject({
      candidate: null,
      refusals: ['too_few_labels'],
    });
    const one = labels.map((label) => ({ ...label, demandId: 'd' }));
    expect(learn(one, frozen, 'x')).toMatchObject({ candidate: null, refusals: ['too_few_demands'] });
    const all = labels.map((label) => ({ ...label, accepted: true }));
    expect(learn(all, frozen, 'x').refusals).toContain('one_sided');
    expect(learn([], frozen, 'x')).toMatchObject({ activate: false, heldOut: null, frozen: null });
  });

  it('is learned from within ten seconds, with 10,000 decisions', () => {
    const labels = decide(operator, 1000, 10, 1);
    const begin = performance.now();
    expect(learn(labels, frozen, 'x').activate).toBe(true);
    expect(performance.now() - begin).toBeLessThan(10_000);
  }, 30_000);
});

describe('evaluation by demand', () => {
  it('judges every label once, by a model that saw no label of its demand', () => {
    // Each demand has a verdict of its own; whoever saw it could tell, whoever did not knows only the shares.
    const labels = decide(() => false, 20, 10, 2).map((label) => ({
      ...label,
      accepted: Number(label.demandId.slice(1)) % 2 === 0,
    }));
    const { trials, folds } = evaluateByDemand(labels, [{ kind: 'scaled', curve: false }])!;
    expect(folds).toBe(5);
    const keys = trials[0]!.judged.map(({ demandId, achievementId }) => `${demandId} ${achievementId}`);
    expect(new Set(keys).size).toBe(labels.length);
    expect(keys).toHaveLength(labels.length);
    expect(trials[0]!.measures.logLoss).toBeGreaterThan(0.68);
  });

  it('has one fold for each demand where they are few, and none for a single one', () => {
    const recipes = [{ kind: 'scaled', curve: false } as const];
    expect(evaluateByDemand(decide(honest(4, 0.5), 3, 10, 1), recipes)?.folds).toBe(3);
    expect(evaluateByDemand(decide(honest(4, 0.5), 1, 40, 1), recipes)).toBeNull();
    expect(evaluateByDemand([], recipes)).toBeNull();
  });
});

describe('the frozen set', () => {
  const set = readFrozenSet('data/learning/frozen.jsonl');
  const demands = new Map<string, number>();
  for (const { view, demand } of set.pairs) {
    demands.set(`${view} ${demand}`, (demands.get(`${view} ${demand}`) ?? 0) + 1);
  }

  it('has at least 60 demands with at least 8 pairs each, in both views', () => {
    expect(demands.size).toBeGreaterThanOrEqual(120);
    expect(Math.min(...demands.values())).toBeGreaterThanOrEqual(8);
    expect(new Set(set.pairs.map(({ grade }) => grade)).size).toBe(4);
  });

  it('refuses a new order that loses on it, however well the operator likes it', () => {
    // An operator to whom only the industry chain matters.
    const pairs = decisions(({ features }) => features.values.sameChain === 1, 900, 1);
    const weighted = fitRecipe(pairs, { kind: 'weighted', curve: false }, 'x');
    const check = checkFrozen(frozen, weighted);
    expect(check.candidate.ndcg10).toBeLessThan(check.default.ndcg10);
    const lesson = learn(pairs, frozen, 'x');
    expect(lesson.activate && lesson.candidate?.kind === 'weighted').toBe(false);
  });
});
