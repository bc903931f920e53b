import { describe, expect, it } from 'vitest';
import { compareIndicators, indicatorsOf } from '../../src/indicators/compare.ts';

function verdict(demand: string, achievement: string) {
  const asked = indicatorsOf([{ field: 'goals', text: demand }], []);
  const stated = indicatorsOf([{ field: 'summary', text: achievement }], []);
  const rows = compareIndicators({ indicators: asked }, { indicators: stated });
  expect(rows).toHaveLength(1);
  return rows[0]!.verdict;
}

describe('a figure that speaks of something else than the achievement reaches', () => {
  it.each([
    ['断裂韧性≥8MPa·m1/2。', '文献报道的同类材料断裂韧性为9MPa·m1/2。'],
    ['特异性不低于95%。', '现有胶体金方法灵敏度为92%，特异性96%，难以满足临床需要。'],
    ['预测误差小于5%。', '对比模型LSTM的预测误差为4.8%，存在过拟合。'],
    ['废水回用率达到70%以上。', '目标是将废水回用率提升至80%，项目尚处于实验室阶段。'],
    ['载药量不低于20%。', '预期载药量达到25%以上。'],
    ['轴承寿命不低于10000小时。', '国家标准规定轴承寿命不低于12000小时，本项目研究其失效机理。'],
    ['整机重量不超过15kg。', '不含电池的整机重量为14kg。'],
    ['转换效率不低于25%。', '行业平均转换效率为25.5%，本组件成本更低。'],
  ])('%s — 未说明 by %s', (demand, achievement) => {
    expect(verdict(demand, achievement)).toBe('unstated');
  });

  it('counts again from the clause on that speaks of the achievement', () => {
    expect(verdict('含油率≥45%。', '对照品种亩产620kg，新品种含油率47%。')).toBe('met');
    expect(verdict('转换效率≥24%。', '理论上可达33%，实测转换效率24.1%。')).toBe('met');
  });

  it('is no yardstick that the achievement is measured against', () => {
    expect(verdict('能耗降低20%。', '与传统方法相比，干燥能耗降低35%。')).toBe('met');
    expect(verdict('能耗降低20%。', '干燥能耗比热风干燥降低35%。')).toBe('met');
    expect(verdict('透过率≥90%。', '打破国外垄断，薄膜透过率92%。')).toBe('met');
  });
});

describe('figures and conditions told in words', () => {
  it('近 80 % does not reach 80 %', () => {
    expect(verdict('产品收率≥80%。', '多肽产品收率近80%。')).toBe('unstated');
    expect(verdict('产品收率≥70%。', '多肽产品收率近80%。')).toBe('met');
  });

  it('half a year is 180 days, and 170 are less', () => {
    expect(verdict('保质期不少于6个月。', '产品保质期180天以上。')).toBe('met');
    expect(verdict('保质期不少于6个月。', '产品保质期170天。')).toBe('unmet');
    expect(verdict('发酵周期不超过1个月。', '发酵周期35天。')).toBe('unmet');
  });

  it('another band is another condition', () => {
    expect(verdict('透过率≥95%（可见光波段）。', '在红外波段透过率96%。')).toBe('unstated');
    expect(verdict('透过率≥95%（可见光波段）。', '在可见光波段透过率96%。')).toBe('met');
  });

  it('of the largest figure only too little is told', () => {
    expect(verdict('探测距离≥500m。', '成像声呐最大探测距离约150米。')).toBe('unmet');
    expect(verdict('探测距离≥500m。', '成像声呐最大探测距离约800米。')).toBe('unstated');
  });

  it('接收率 is no 收率, and 304 不锈钢 no indicator', () => {
    expect(verdict('收率≥70%。', '数据接收率95%以上。')).toBe('unstated');
    expect(indicatorsOf([{ field: 'summary', text: '腐蚀速率低，优于304不锈钢。' }], [])).toEqual([]);
  });
});
