import { describe, expect, it } from 'vitest';
import { achievementContent } from '../../src/catalog/achievement-model.ts';
import { demandContent } from '../../src/catalog/demand-model.ts';
import { findObstacles } from '../../src/review/obstacles.ts';

const demand = (form: object) => demandContent.parse({ title: '水下清洗机器人', ...form });
const achievement = (form: object, unmet: string[] = []) => ({
  content: achievementContent.parse({ title: '示例成果', ...form }),
  unmet: unmet.map((metric) => ({ metric, relax: null })),
});

describe('what keeps achievements away from a demand', () => {
  it('is the requirement that alone excludes most, and how far it would have to give way', () => {
    const [worst, second] = findObstacles(demand({ trl: 7, region: '崂山区' }), [
      achievement({ trl: 5 }),
      achievement({ trl: 6 }),
      achievement({ trl: 8, region: '市北区' }),
      achievement({ trl: 4, region: '市北区' }),
      achievement({}),
    ]);
    expect(worst).toEqual({ requirement: 'trl', metric: '', excluded: 3, alone: 2, relax: { trl: 5 } });
    expect(second).toMatchObject({ requirement: 'region', excluded: 2, alone: 1, relax: { region: '' } });
  });

  it('may be an indicator, the price or the ways of working together', () => {
    const found = findObstacles(
      demand({ budget: { kind: 'amount', wan: 50 }, cooperation: ['许可'], chain: 'a' }),
      [
        achievement({ price: { kind: 'amount', wan: 80 } }),
        achievement({ cooperation: ['委托研发'] }),
        achievement({}, ['清洗效率']),
        achievement({}, ['清洗效率']),
        achievement({ chain: 'b' }),
      ],
    );
    expect(found.map(({ requirement, alone }) => [requirement, alone])).toEqual([
      ['indicator', 2],
      ['chain', 1],
      ['money', 1],
      ['cooperation', 1],
    ]);
    expect(found.find(({ requirement }) => requirement === 'cooperation')?.relax).toEqual({
      cooperation: ['许可', '委托研发'],
    });
  });

  it('is nothing where nothing is stated', () => {
    const open = demand({ trl: 7, region: '崂山区', budget: { kind: 'amount', wan: 50 } });
    expect(findObstacles(open, [achievement({}), achievement({ price: { kind: 'negotiable' } })])).toEqual(
      [],
    );
    expect(findObstacles(demand({}), [achievement({ trl: 1, region: '市北区' })])).toEqual([]);
  });
});
