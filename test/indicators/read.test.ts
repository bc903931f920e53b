import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIndicators } from '../../src/indicators/read.ts';

/** What is read, without its place: `metric operator values unit | condition`. */
function read(text: string): string[] {
  return readIndicators(text).map(
    ({ metric, operator, values, unit, condition, suspect }) =>
      `${metric} ${operator} ${values.join('..')} ${unit}${condition ? ` | ${condition}` : ''}${suspect ? ' ?' : ''}`,
  );
}

describe('reading technical indicators', () => {
  it.each([
    ['响应时间不超过50毫秒', '响应时间 <= 50 ms'],
    ['抗拉强度≥５２０ＭＰａ', '抗拉强度 >= 520 MPa'],
    ['延伸率应大于8％', '延伸率 > 8 %'],
    ['吸水率低于0.3%', '吸水率 < 0.3 %'],
    ['检出率达到99%', '检出率 >= 99 %'],
    ['密度控制在2.65g/cm3以内', '密度 <= 2.65 g/cm³'],
    ['附着力达到1级', '附着力 = 1 级'],
    ['粒径约2纳米', '粒径 = 2 nm'],
    ['粒径2纳米左右', '粒径 = 2 nm'],
    ['检查精度±0.1mm', '检查精度 plusminus 0.1 mm'],
    ['加工误差不大于±0.02毫米', '加工误差 plusminus 0.02 mm'],
    ['中心波长1550±1nm', '中心波长 between 1549..1551 nm'],
    ['含水率12%±1%', '含水率 between 11..13 %'],
    ['切缝宽度0.1-0.3mm', '切缝宽度 between 0.1..0.3 mm'],
    ['使用温度-60℃～200℃', '使用温度 between -60..200 ℃'],
    ['膜厚在20至50微米之间', '膜厚 between 20..50 μm'],
    ['寿命为3～5万小时', '寿命 between 30000..50000 h'],
    ['产品收率由78%提高到92%以上', '产品收率 >= 92 %'],
    ['制动距离由42米缩短到36米', '制动距离 <= 36 m'],
    ['疲劳寿命提高两个数量级', '疲劳寿命提高 = 2 数量级'],
    ['绝缘电阻大于10的9次方欧姆', '绝缘电阻 > 1000000000 Ω'],
    ['漏率不超过1×10^-9Pa·m³/s', '漏率 <= 1e-9 Pa·m³/s'],
    ['准确率百分之九十五以上', '准确率 >= 95 %'],
    ['检测限低至0.1ng/mL', '检测限 <= 0.1 ng/mL'],
    ['生产节拍达到每小时200件', '生产节拍 >= 200 件/h'],
    ['轴承寿命达到5万小时', '轴承寿命 >= 50000 h'],
    ['设备总价不超过300万元', '设备总价 <= 300 万元'],
    ['单样检测成本低于20元', '单样检测成本 < 0.002 万元'],
    ['抗拉强度(MPa)：≥600', '抗拉强度 >= 600 MPa'],
    ['抗拉强度/MPa：≥600', '抗拉强度 >= 600 MPa'],
    ['镀层硬度≥HV900', '镀层硬度 >= 900 HV'],
    ['具有不低于15kN/m的剥离强度', '剥离强度 >= 15 kN/m'],
    ['焊缝强度不低于母材的90%', '焊缝强度 >= 90 %'],
    ['叶片长度约35px', '叶片长度 = 35 px ?'],
    ['響應時間不超過50毫秒', '响应时间 <= 50 ms'],
    ['速度不低于1.5&nbsp;m/s', '速度 >= 1.5 m/s'],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toEqual([expected]);
  });

  it('keeps the quotations apart where a numeral stands in what follows a figure', () => {
    const text = '具有不低于3mm的三十度以上倾角';
    for (const { span } of readIndicators(text)) expect(text.slice(...span)).toMatch(/3mm|三十/);
  });

  it('takes 优于 for at most where small is good and for at least elsewhere', () => {
    expect(read('定位误差优于0.1mm，边模抑制比优于45dB，检测准确率优于95%')).toEqual([
      '定位误差 <= 0.1 mm',
      '边模抑制比 >= 45 dB',
      '检测准确率 >= 95 %',
    ]);
  });

  it('gives a test condition to the indicators it belongs to and reads none from it', () => {
    expect(read('在风速20m/s时，塔筒振幅不大于50mm。')).toEqual(['塔筒振幅 <= 50 mm | 风速20m/s']);
    expect(read('电导率在25℃时达到15mS/cm；厚度9μm')).toEqual(['电导率 >= 15 mS/cm | 25℃', '厚度 = 9 μm']);
    expect(read('压缩变形小于20%（150℃×72h），密度2g/cm³')).toEqual([
      '压缩变形 < 20 % | 150℃×72h',
      '密度 = 2 g/cm³',
    ]);
    expect(read('催化剂在250℃、3MPa条件下的转化率≥90%')).toEqual(['转化率 >= 90 % | 250℃、3MPa']);
  });

  it('shares figures out among the metrics they are listed for', () => {
    expect(read('非线性、滞后误差分别为0.02%和0.03%')).toEqual(['非线性 = 0.02 %', '滞后误差 = 0.03 %']);
  });

  it.each([
    '公司成立于2003年，注册资本5000万元，员工320人。',
    '我公司占地面积120亩，厂房3万平方米，年产值6亿元。',
    '符合GB/T 34544-2017和T/CSTM 00123-2023。',
    '联系电话13800001234，传真0532-80000000。',
    '发明专利200610011407.X，软件著作权2022SR0123456。',
    '2026年12月31日前完成验收，项目周期为24个月。',
    '视频分辨率为1920×1080，防护等级IP67。',
    '采用6061铝合金与3D打印工艺，支持5G通信。',
    '项目总投资1.2亿元，申请专利5项，预计年销售收入3000万元。',
    '数字疗法',
    '',
  ])('reads no indicator from %s', (text) => {
    expect(read(text)).toEqual([]);
  });

  const word = fc.constantFrom(
    ...'0 1 9 . , ~ - ± ≥ ≤ < > = ( ) / ^ × · ， 。 、 ； % ℃ μ m k M Pa mm px dB V Ra 10 2020 年 月 日 万 亿 千 百 分之 一 二 三 半 不低于 不超过 以上 以内 左右 达到 控制在 由 从 提高到 降低至 至 到 每 小时 在 下 时 后 条件 的 精度 强度 温度 分别 和 公司 员工 第 优于 &nbsp; 個 \n \ud800'.split(
      ' ',
    ),
    ' ',
  );

  it('reads 20,000 hostile characters in less than a second, and gives spans in order that hold their figures', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 20, maxLength: 400 }), (words) => {
        const unit = words.join('');
        const text = unit.repeat(Math.ceil(20_000 / unit.length)).slice(0, 20_000);
        const begin = performance.now();
        const found = readIndicators(text);
        expect(performance.now() - begin).toBeLessThan(1_000);
        let last = 0;
        for (const { span, values, operator } of found) {
          expect(span[0]).toBeGreaterThanOrEqual(last);
          expect(span[1]).toBeGreaterThan(span[0]);
          expect(span[1]).toBeLessThanOrEqual(text.length);
          expect(text.slice(...span)).toMatch(/[\d一二三千百万亿半]/);
          expect(values).toHaveLength(operator === 'between' ? 2 : 1);
          expect(values.every(Number.isFinite)).toBe(true);
          last = span[1];
        }
      }),
      { numRuns: 40 },
    );
  });

  it('quotes from the raw text, whatever stands before', () => {
    const name = fc.constantFrom('抗拉强度', '响应时间', '检测精度', '导热系数');
    const unit = fc.constantFrom('MPa', 'ms', '%', 'W/(m·K)');
    const lead = fc.constantFrom('', '本项目要求', '１）', '技术指标：', '性能良好。', '&nbsp;');
    const number = fc.integer({ min: 1, max: 99_999 }).map((value) => value / 100);
    fc.assert(
      fc.property(lead, name, number, unit, (before, metric, value, symbol) => {
        const text = `${before}${metric}不低于${value}${symbol}。`;
        const [found, ...more] = readIndicators(text);
        expect(more).toEqual([]);
        expect(found).toMatchObject({
          metric,
          operator: '>=',
          values: [value],
          unit: symbol,
          suspect: false,
        });
        expect(text.slice(...found!.span)).toBe(`${metric}不低于${value}${symbol}`);
      }),
    );
  });
});
