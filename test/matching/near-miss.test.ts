import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TermFrequencies, termFrequencies } from '../../src/matching/features.ts';
import { defaultModel } from '../../src/matching/learning/model.ts';
import { pairVectors } from '../../src/matching/learning/vector.ts';
import { bands, type Statistics } from '../../src/matching/model.ts';
import { nearMiss } from '../../src/matching/near-miss.ts';
import { bandOf, shownScore } from '../../src/matching/score.ts';
import type { ListStatistics, ScoringEntry, TermCounts } from '../../src/search/ports.ts';
import { entryTextsOf } from './texts.ts';

const none = new Float32Array(4);
const list: ListStatistics = {
  entries: 200,
  frequencies: { characters: new Uint32Array(0), bigrams: new Uint32Array(0) },
  averageLength: { characters: 60, bigrams: 60 },
  mean: none,
  vectors: 0,
};
const statistics: Statistics = {
  ...{ demands: list, achievements: list, demandMean: none, achievementMean: none },
  ...{ meanProduct: 0, floor: 0, ceiling: 1 },
};

function createNumbers() {
  const ids = new Map<string, number>();
  const count = (frequencies: Map<string, number>): TermCounts => {
    for (const term of frequencies.keys()) if (!ids.has(term)) ids.set(term, ids.size);
    const pairs = [...frequencies].map(([term, times]) => [ids.get(term)!, times] as const);
    pairs.sort(([one], [other]) => one - other);
    return {
      ids: Uint32Array.from(pairs, ([id]) => id),
      counts: Uint8Array.from(pairs, ([, times]) => times),
    };
  };
  return ({ characters, bigrams }: TermFrequencies) => ({
    characters: count(characters),
    bigrams: count(bigrams),
  });
}

/** What is missing between two texts, and the band they are in now. */
function missing(demand: string, achievement: string) {
  const number = createNumbers();
  const [asked, has] = [entryTextsOf({ prose: demand }), entryTextsOf({ prose: achievement })];
  const entry = (id: string, texts: typeof asked): ScoringEntry => ({
    ...{ id, owner: id, copy: 'whole', vectors: [] },
    terms: number(termFrequencies(texts)),
  });
  const scoring = { demand: entry('demand', asked), achievement: entry('achievement', has) };
  const facts = () => ({ sameChain: null, indicators: null });
  const [features] = pairVectors('demands', scoring.demand, [scoring.achievement], statistics, facts);
  const now = bandOf(shownScore(features!.values.keyword));
  const found = nearMiss({
    demand: { scoring: scoring.demand, texts: asked },
    achievement: scoring.achievement,
    ...{ features: features!, statistics, model: defaultModel, number },
  });
  const requirements = (found?.requirements ?? []).map(({ field, start, end }) => {
    expect(asked.prose.map((one) => one.field)).toContain(field);
    return demand.slice(start, end);
  });
  return { now, found, requirements };
}

describe('what would lift a pair into the next band', () => {
  it('is the one sentence of the demand that the achievement does not speak of', () => {
    const demand = '铝合金压铸件表面划伤自动检测装置。检测节拍每分钟不少于十二件产品。';
    const { requirements, found, now } = missing(demand, '提供表面处理服务，已用于多家企业。');
    expect(now).not.toBe('strong');
    expect(requirements.length).toBe(1);
    expect(bands.indexOf(found!.band)).toBeLessThan(bands.indexOf(now));
  });

  it('is nothing where the pair is in the highest band already', () => {
    const same = '铝合金压铸件表面划伤自动检测装置，检测节拍每分钟不少于十二件产品。';
    expect(missing(same, same)).toMatchObject({ now: 'strong', found: null });
  });

  it('names up to three whole sentences, each once, and only for a better band', () => {
    const word = fc.constantFrom(
      '铝合金',
      '压铸件',
      '表面',
      '划伤',
      '检测',
      '节拍',
      '精度',
      '虾苗',
      '养殖',
      '消毒',
    );
    const sentence = fc.array(word, { minLength: 3, maxLength: 7 }).map((words) => `${words.join('')}。`);
    const text = fc.array(sentence, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (demand, achievement) => {
        const { now, found, requirements } = missing(demand, achievement);
        if (found === null) return;
        expect(bands.indexOf(found.band)).toBeLessThan(bands.indexOf(now));
        expect(bandOf(found.score)).toBe(found.band);
        expect(requirements.length).toBeGreaterThanOrEqual(1);
        expect(requirements.length).toBeLessThanOrEqual(3);
        const places = found.requirements.map(({ start }) => start);
        expect(new Set(places).size).toBe(places.length);
        for (const requirement of requirements) expect(requirement.endsWith('。')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
