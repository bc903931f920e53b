import { expect, it } from 'vitest';
import { defaultModel } from '../../src/matching/learning/model.ts';
import { FEATURES_VERSION } from '../../src/matching/learning/vector.ts';
import type { MatchingService } from '../../src/matching/service.ts';
import { createCandidates } from '../../src/review/candidates.ts';

const ids = Array.from({ length: 10 }, (_, at) => `a${at}`);

/** A ranking of ten, each a little worse than the one before. */
const matching = {
  rank: async () => ({ items: ids.map((id, at) => ({ id, score: 1 - at / 10 })) }),
  vectors: async () =>
    new Map(
      ids.map((id, at) => {
        const worth = 1 - at / 10;
        const values = {
          ...{ keyword: worth, semantic: worth, logCharacters: 0, logBigrams: 0 },
          ...{ titleCoverage: null, sameChain: null, indicators: null },
        };
        return [id, { version: FEATURES_VERSION, values }];
      }),
    ),
  yardstick: () => ({ scoreModel: defaultModel, statistics: {}, model: 'm', dtype: 'q8' }),
} as unknown as MatchingService;

const drawn = async (matched: string[]) => {
  const rules = { from: { demands: 0, achievements: 0 }, perEntry: 3 };
  const { propose } = createCandidates({ matching, rules, random: Math.random });
  const proposed = await propose('demands', 'd', ids, { explore: true, matched: new Set(matched) });
  return proposed.filter(({ exploratory }) => exploratory);
};

it('one of the deeper ones is drawn, each with the same chance', async () => {
  const [one, ...others] = await drawn([]);
  expect(others).toEqual([]);
  expect(ids.slice(3)).toContain(one?.otherId);
  expect(one?.propensity).toBe(1 / 7);
});

it('those that are matched already are not drawn, and the chance of the others is larger', async () => {
  for (let run = 0; run < 50; run += 1) {
    const [one] = await drawn(ids.slice(3, 8));
    expect(['a8', 'a9']).toContain(one?.otherId);
    expect(one?.propensity).toBe(1 / 2);
  }
});

it('nothing is drawn where only one is left: that would be no chance', async () => {
  expect(await drawn(ids.slice(3, 9))).toEqual([]);
});
