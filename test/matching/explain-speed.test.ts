import { expect, it } from 'vitest';
import { explain, type Telling } from '../../src/matching/explain.ts';
import { entryTextsOf } from './texts.ts';

/** Some units tell nothing, most something; always the same for the same unit. */
const someTelling: Telling = (unit) => ((unit.codePointAt(0) ?? 0) % 5) / 4;

it('finds the evidence of a long demand against ten achievements within 50 ms', () => {
  const words = [
    '铝合金',
    '压铸件',
    '表面',
    '划伤',
    '检测',
    '我公司',
    '希望',
    '精度0.1mm',
    '视觉',
    '反光',
    '缺陷',
    '识别',
    'MRR',
    '效率',
    '成本',
  ];
  let seed = 5;
  const prose = (length: number) => {
    let written = '';
    while (written.length < length) {
      seed = (seed * 48_271) % 2_147_483_647;
      written += words[seed % words.length]! + (seed % 7 === 0 ? '。' : seed % 5 === 0 ? '，' : '');
    }
    return written.slice(0, length);
  };
  const demand = entryTextsOf({ title: '压铸件表面划伤检测', prose: prose(1000) });
  const achievements = Array.from({ length: 10 }, () =>
    entryTextsOf({ title: prose(20), prose: prose(400) }),
  );
  const median = medianTime(() => {
    for (const achievement of achievements) explain(demand, achievement, someTelling);
  });
  console.log(`evidence for ten pairs: ${median.toFixed(1)} ms`);
  expect(median).toBeLessThan(50);
});

it('is not held up by texts that repeat themselves', () => {
  const same = entryTextsOf({ prose: '锂'.repeat(3000) });
  expect(medianTime(() => explain(same, same, () => 1))).toBeLessThan(60);
});

/** Milliseconds of this process, because tests share their processors with others. */
function medianTime(work: () => unknown): number {
  const times = Array.from({ length: 11 }, () => {
    const begin = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(begin);
    return (user + system) / 1000;
  });
  return times.sort((a, b) => a - b)[5]!;
}
