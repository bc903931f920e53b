import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparable, measureOf, sameValue, toBase } from '../../src/indicators/convert.ts';

describe('units', () => {
  it.each([
    [1, 'mm', 1000, 'μm'],
    [1, 'GPa', 1000, 'MPa'],
    [3, 'bar', 300, 'kPa'],
    [2, 'h', 120, 'min'],
    [2, '年', 24, '月'],
    [25, '℃', 298.15, 'K'],
    [1.5, '万元', 15_000, '元'],
    [1, '元/kg', 0.1, '万元/t'],
    [180, 'g/(kW·h)', 180, 'g/kWh'],
    [1, 'g/cm³', 1000, 'kg/m³'],
    [36, 'km/h', 10, 'm/s'],
    [1, '公顷', 15, '亩'],
    [50, 'ppm', 0.005, '%'],
    [1, 'Ah', 1000, 'mAh'],
    [1, 'N·m', 1000, 'mN·m'],
    [5, 'mg/100g', 50, 'mg/kg'],
    [1, 'Gbps', 1000, 'Mbps'],
  ])('takes %s %s for %s %s', (left, leftUnit, right, rightUnit) => {
    expect(comparable(leftUnit, rightUnit)).toBe(true);
    expect(sameValue(toBase(left, leftUnit, false), toBase(right, rightUnit, false))).toBe(true);
  });

  it('counts degrees of difference from nothing', () => {
    expect(toBase(5, '℃', true)).toBe(toBase(5, 'K', true));
  });

  it.each([
    ['mm', '%'],
    ['mm', 'px'],
    ['dB', '%'],
    ['dB', 'dBm'],
    ['次', '个'],
    ['件/h', 't/h'],
    ['Nm³', 'm³'],
    ['元', '美元'],
    ['%', '百分点'],
    ['MPa', 'HV'],
  ])('does not compare %s with %s', (left, right) => {
    expect(comparable(left, right)).toBe(false);
  });

  it('knows every unit for what it is, and takes any text for one', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), (unit) => {
        const { factor, offset, dimension } = measureOf(unit);
        expect(Number.isFinite(factor) && Number.isFinite(offset)).toBe(true);
        expect(measureOf(unit).dimension).toBe(dimension);
      }),
    );
  });
});
