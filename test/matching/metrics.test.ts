import { describe, expect, it } from 'vitest';
import { average, ndcg, percentile, recall, reciprocalRank } from '../../src/matching/metrics.ts';

const grades = new Map([
  ['a', 2],
  ['b', 1],
  ['c', 0],
  ['d', 1],
]);

describe('nDCG', () => {
  it('is 1 for the ideal order, whatever stands between equal grades', () => {
    expect(ndcg(['a', 'b', 'd', 'c'], grades, 10)).toBe(1);
    expect(ndcg(['a', 'd', 'b'], grades, 10)).toBe(1);
  });

  it('is what the formula gives by hand', () => {
    // DCG = (2^1 − 1)/log2(2) + 0/log2(3) + (2^2 − 1)/log2(4) + (2^1 − 1)/log2(5)
    //     = 1/1 + 0 + 3/2 + 1/2.321928 = 1 + 1.5 + 0.430677 = 2.930677
    // ideal: grades 2, 1, 1 = 3/1 + 1/1.584963 + 1/2 = 3 + 0.630930 + 0.5 = 4.130930
    // 2.930677 / 4.130930 = 0.709447
    expect(ndcg(['b', 'c', 'a', 'd'], grades, 10)).toBeCloseTo(0.709447, 5);
  });

  it('counts unlabelled answers as grade 0 and pushes the rest down', () => {
    // DCG = 0/1 + 3/log2(3) = 3/1.584963 = 1.892789; ideal 4.130930; 0.458199
    expect(ndcg(['x', 'a'], grades, 10)).toBeCloseTo(0.458199, 5);
  });

  it('looks no deeper than asked, in the ideal order too', () => {
    // depth 2: DCG = 1/1 + 3/1.584963 = 2.892789; ideal = 3/1 + 1/1.584963 = 3.630930; 0.796707
    expect(ndcg(['b', 'a', 'd'], grades, 2)).toBeCloseTo(0.796707, 5);
    // depth 1: 0 of 3
    expect(ndcg(['c', 'a'], grades, 1)).toBe(0);
  });

  it('is 0 where nothing is relevant or nothing was found', () => {
    expect(ndcg(['a'], new Map([['a', 0]]), 10)).toBe(0);
    expect(ndcg(['a'], new Map(), 10)).toBe(0);
    expect(ndcg([], grades, 10)).toBe(0);
  });
});

describe('reciprocal rank', () => {
  it('is one over the rank of the first relevant answer', () => {
    expect(reciprocalRank(['a', 'b'], grades, 10)).toBe(1);
    expect(reciprocalRank(['x', 'c', 'd', 'a'], grades, 10)).toBe(1 / 3);
  });

  it('is 0 when the first relevant answer lies beyond the depth', () => {
    expect(reciprocalRank(['x', 'c', 'd'], grades, 2)).toBe(0);
    expect(reciprocalRank([], grades, 10)).toBe(0);
  });
});

describe('recall', () => {
  it('is the share of the relevant answers within the depth', () => {
    // relevant are a, b and d; two of three stand within the first three
    expect(recall(['a', 'x', 'b', 'd'], grades, 3)).toBe(2 / 3);
    expect(recall(['a', 'x', 'b', 'd'], grades, 4)).toBe(1);
    expect(recall(['c', 'x'], grades, 10)).toBe(0);
  });

  it('is 0 where nothing is relevant', () => {
    expect(recall(['a'], new Map([['a', 0]]), 10)).toBe(0);
  });
});

describe('percentile and average', () => {
  it('take the nearest rank', () => {
    const values = [40, 10, 30, 20];
    // ⌈0.5 · 4⌉ = 2nd smallest, ⌈0.95 · 4⌉ = 4th, ⌈0.25 · 4⌉ = 1st, ⌈0.26 · 4⌉ = 2nd
    expect(percentile(values, 0.5)).toBe(20);
    expect(percentile(values, 0.95)).toBe(40);
    expect(percentile(values, 0.25)).toBe(10);
    expect(percentile(values, 0.26)).toBe(20);
    expect(percentile(values, 0)).toBe(10);
    expect(percentile(values, 1)).toBe(40);
    expect(values).toEqual([40, 10, 30, 20]);
  });

  it('are the mean and 0 of nothing', () => {
    expect(average([1, 2, 6])).toBe(3);
    expect(average([])).toBe(0);
    expect(percentile([], 0.5)).toBe(0);
  });
});
