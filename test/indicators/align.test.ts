import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricLikeness } from '../../src/indicators/align.ts';
import { canonicalMetric } from '../../src/indicators/names.ts';

const alike = (left: string, right: string) => metricLikeness(canonicalMetric(left), canonicalMetric(right));

describe('whether two metrics are one', () => {
  it.each([
    ['抗拉强度', '拉伸强度'],
    ['抗拉强度', '板材抗拉强度'],
    ['检查精度', '视觉检测精度'],
    ['噪声', '噪音'],
    ['表面粗糙度Ra', '表面粗糙度'],
    ['能耗降低', '能耗下降幅度'],
    ['主轴最高转速', '主轴最大转速'],
    ['回應時間', '回应时间'],
  ])('%s and %s are', (left, right) => {
    expect(alike(left, right)).toBeGreaterThan(0);
  });

  it.each([
    ['定位精度', '重复定位精度'],
    ['抗拉强度', '屈服强度'],
    ['工作温度', '存储温度'],
    ['强度', '抗拉强度'],
    ['强度', '比强度'],
    ['误报率', '漏报率'],
    ['充电时间', '放电时间'],
    ['效率', '效率提高'],
    ['输入功率', '输出功率'],
    ['纵向强度', '横向强度'],
    ['人脸识别准确率', '语音识别准确率'],
    ['拉伸强度', '老化后拉伸强度'],
    ['密度', '能量密度'],
  ])('%s and %s are not', (left, right) => {
    expect(alike(left, right)).toBe(0);
  });

  it('is the same from both sides', () => {
    const part = fc.constantFrom(
      '抗拉',
      '重复',
      '定位',
      '最大',
      '电池',
      '检测',
      '强度',
      '精度',
      '速度',
      '比',
      '的',
      '',
    );
    const metric = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(metric, metric, (left, right) => {
        expect(alike(left, right)).toBe(alike(right, left));
      }),
    );
  });
});
