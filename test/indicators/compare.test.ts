import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareIndicators, indicatorsOf } from '../../src/indicators/compare.ts';
import { type Indicator, type Operator, operators } from '../../src/indicators/model.ts';
import { verdictOf } from '../../src/indicators/verdict.ts';

const from = (text: string) => ({ indicators: indicatorsOf([{ field: 'goals', text }], []) });
const verdictsFor = (demand: string, achievement: string) =>
  compareIndicators(from(demand), from(achievement)).map(({ verdict }) => verdict);

function data(operator: Operator, values: number[], unit = 'mm', metric = '间隙'): Indicator {
  return { metric, operator, values, unit, condition: '' };
}

describe('comparing what a demand asks with what an achievement states', () => {
  it.each([
    ['缝隙宽度不超过0.1mm', '缝隙宽度0.05mm', 'met'],
    ['缝隙宽度不超过0.1mm', '缝隙宽度小于80μm', 'met'],
    ['缝隙宽度不超过0.1mm', '缝隙宽度0.02～0.09mm', 'met'],
    ['检查精度不超过0.1mm', '检查精度±0.05mm', 'met'],
    ['缝隙宽度不超过0.1mm', '缝隙宽度0.2mm', 'unmet'],
    ['缝隙宽度不超过0.1mm', '缝隙宽度不超过0.2mm', 'unmet'],
    ['缝隙宽度不超过0.1mm', '缝隙宽度大于0.2mm', 'unmet'],
    ['缝隙宽度不超过0.1mm', '缝隙宽度大于0.02mm', 'unstated'],
    ['抗拉强度不低于500MPa', '抗拉强度0.6GPa', 'met'],
    ['抗拉强度不低于500MPa', '抗拉强度不超过700MPa', 'unstated'],
    ['抗拉强度不低于500MPa', '屈服强度600MPa', 'unstated'],
    ['定位精度优于0.1mm', '重复定位精度±0.02mm', 'unstated'],
    ['检查精度±0.1mm', '基于视觉的定位与检查', 'unstated'],
    ['检查精度±0.1mm', '检查精度99%', 'unstated'],
    ['转化率≥90%（200℃）', '转化率95%（300℃）', 'unstated'],
    ['转化率≥90%（200℃）', '转化率95%（473.15K）', 'met'],
    ['转化率≥90%（200℃）', '转化率95%', 'met'],
    ['转化率≥90%（5℃）', '转化率95%（25℃）', 'unstated'],
    ['叶片长度大于30cm', '叶片长度1000px', 'suspect'],
    ['工作温度范围-20～60℃', '工作温度范围-40～85℃', 'met'],
    ['工作温度范围-20～60℃', '工作温度范围0～85℃', 'unmet'],
    ['设备成本不超过20万元', '设备成本150000元', 'met'],
    ['能耗降低20%以上', '能耗为30%', 'unstated'],
    ['能耗降低20%', '能耗降低15%', 'unmet'],
    ['检测精度达到0.1mm', '检测精度达到0.05mm', 'met'],
    ['检测精度达到0.1mm', '检测精度0.5mm', 'unmet'],
    ['检测精度达到99%', '检测精度99.5%', 'met'],
    ['粉体粒径达到50nm', '粉体粒径80nm', 'unstated'],
    ['检测精度不超过0.1mm', '检测精度难以达到0.1mm以内', 'unstated'],
    ['检测精度不超过0.1mm', '传统方法检测精度0.05mm', 'unstated'],
    ['抗压强度≥50MPa（28d）', '3d抗压强度60MPa，28d抗压强度45MPa', 'unmet'],
    ['续航时间60分钟', '续航时间1.5小时', 'met'],
    ['板材厚度5mm', '板材厚度8mm', 'unmet'],
    ['负载不低于10kg', '额定负载12公斤', 'met'],
    ['额定负载不低于10kg', '负载12公斤', 'unstated'],
    ['功耗不超过10W', '额定功耗8W', 'unstated'],
    ['额定功率≥100kW', '峰值功率120kW', 'unstated'],
    ['主轴转速≥20000r/min', '主轴最高转速24000rpm', 'met'],
    ['探测距离≥5km', '最大探测距离6km', 'unstated'],
    ['最大功率不超过100W', '额定功率80W', 'unstated'],
    ['储能系统响应时间小于100ms', '储能变流器响应时间0.2s', 'unmet'],
    ['储能系统响应时间小于100ms', '储能变流器响应时间50ms', 'unstated'],
    ['储能系统效率≥90%', '储能变流器效率85%', 'unstated'],
    ['抗菌率≥99%', '织物对大肠杆菌抗菌率99.5%，洗涤30次后抗菌率92%', 'unstated'],
    ['百公里电耗≤13kWh', '百公里电耗12.4度', 'met'],
    ['旋转角度≥90°', '旋转角度120度', 'met'],
    ['腐蚀速率小于0.01mm/a', '年腐蚀速率不超过5μm/a', 'met'],
    ['识别准确率≥95%', '识别精度达到96%', 'met'],
    ['检测准确率≥95%', '检测精度达到0.1mm', 'unstated'],
    ['生产节拍≤30s/件', '生产节拍28s', 'met'],
    ['整机重量≤20kg', '整机质量18.5kg', 'met'],
    ['打印速度≥100mm/s', '打印速度最高达150mm/s', 'met'],
    ['导热系数≥200W/(m·K)', '导热系数230W/mK', 'met'],
    ['抗菌率≥99%', '抗菌率洗涤50次后仍≥99%', 'met'],
    ['抗菌率洗涤50次后≥99%', '抗菌率洗涤30次后≥99%', 'unstated'],
    ['内毒素含量小于0.1EU/μg', '内毒素含量0.05EU/μg', 'met'],
    ['COD去除率≥90%', '对COD的去除率达到92%', 'met'],
    ['COD去除率≥90%', '对氨氮的去除率达到95%', 'unstated'],
    ['检测速度不低于60件/分钟', '每分钟检测75件', 'met'],
  ])('%s / %s: %s', (demand, achievement, verdict) => {
    expect(verdictsFor(demand, achievement)).toEqual([verdict]);
  });

  it('leaves open what is stated in two ways that contradict each other', () => {
    expect(verdictsFor('纯度不低于99%', '小试纯度99.5%；中试纯度97%')).toEqual(['unstated']);
  });

  it('gives each row both quotations with the fields they stand in', () => {
    const goals = '要求检查精度不超过0.1mm。';
    const summary = '系统检查精度达0.05mm以内。';
    const [row] = compareIndicators(
      { indicators: indicatorsOf([{ field: 'goals', text: goals }], []) },
      { indicators: indicatorsOf([{ field: 'summary', text: summary }], []) },
    );
    expect(row?.verdict).toBe('met');
    const { asked, stated } = row!;
    expect(asked.source.field).toBe('goals');
    expect(goals.slice(asked.source.start, asked.source.end)).toBe('检查精度不超过0.1mm');
    expect(stated?.source.field).toBe('summary');
    expect(summary.slice(stated?.source.start, stated?.source.end)).toContain('检查精度达0.05mm');
  });

  it('has one row for an indicator that stands in the form and in the prose', () => {
    const found = indicatorsOf(
      [
        { field: 'problem', text: '检测精度需达到0.1mm以内，响应时间不超过2秒。' },
        { field: 'goals', text: '系统响应时间≤2s；检查精度≤100μm。' },
      ],
      [data('<=', [0.1], 'mm', '检查精度')],
    );
    expect(found.map(({ metric, source }) => [metric, source.field])).toEqual([
      ['检查精度', 'indicators.0'],
      ['响应时间', 'problem'],
    ]);
  });

  it('never meets anything with an achievement that states nothing', () => {
    fc.assert(
      fc.property(anyIndicator, (indicator) => {
        const asked = { indicators: indicatorsOf([], [indicator]) };
        expect(compareIndicators(asked, { indicators: [] })[0]?.verdict).toBe('unstated');
        const other = { indicators: indicatorsOf([], [{ ...indicator, metric: '抗弯刚度' }]) };
        expect(compareIndicators(asked, other)[0]?.verdict).not.toBe('met');
      }),
    );
  });
});

const value = fc.integer({ min: -1_000, max: 1_000 });
const anyIndicator = fc
  .record({ operator: fc.constantFrom(...operators), low: value, width: fc.integer({ min: 0, max: 500 }) })
  .map(({ operator, low, width }) =>
    data(
      operator,
      operator === 'between' ? [low, low + width] : [operator === 'plusminus' ? Math.abs(low) : low],
    ),
  );

const MIRROR: Record<Operator, Operator> = {
  '<': '>',
  '<=': '>=',
  '=': '=',
  '>=': '<=',
  '>': '<',
  between: 'between',
  plusminus: 'plusminus',
};

function mirrored({ operator, values, ...rest }: Indicator): Indicator {
  return {
    ...rest,
    operator: MIRROR[operator],
    values: operator === 'plusminus' ? values : values.map((number) => -number).reverse(),
  };
}

describe('verdicts', () => {
  it('are the same when both sides are turned round', () => {
    const signed = anyIndicator.filter(({ operator }) => operator !== 'plusminus');
    fc.assert(
      fc.property(signed, signed, (asked, stated) => {
        expect(verdictOf(mirrored(asked), mirrored(stated))).toBe(verdictOf(asked, stated));
      }),
    );
  });

  it('do not get worse when the stated value gets better', () => {
    const bound = fc.constantFrom<Operator>('<', '<=', '=');
    fc.assert(
      fc.property(bound, bound, value, value, fc.nat(500), (asks, states, limit, stated, better) => {
        const asked = data(asks === '=' ? '<=' : asks, [limit]);
        const before = verdictOf(asked, data(states, [stated]));
        const after = verdictOf(asked, data(states, [stated - better]));
        if (before === 'met') expect(after).toBe('met');
        if (after === 'unmet') expect(before).toBe('unmet');
      }),
    );
  });

  it('do not depend on the units either side chose', () => {
    const unit = fc.constantFrom<[string, number]>(['mm', 1], ['μm', 1e3], ['cm', 0.1], ['m', 1e-3]);
    fc.assert(
      fc.property(anyIndicator, anyIndicator, unit, (asked, stated, [symbol, factor]) => {
        const converted = { ...stated, unit: symbol, values: stated.values.map((number) => number * factor) };
        expect(verdictOf(asked, converted)).toBe(verdictOf(asked, stated));
      }),
    );
  });

  it('say met of what is asked word for word', () => {
    fc.assert(
      fc.property(anyIndicator, (asked) => {
        expect(verdictOf(asked, asked)).toBe('met');
      }),
    );
  });
});
