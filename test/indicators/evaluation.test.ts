import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { indicatorReport } from '../../scripts/indicator-report.ts';

describe('the labelled sentences and pairs', () => {
  it('are read and compared as well as promised', () => {
    const { extraction, comparison, failures } = indicatorReport();
    expect(failures).toEqual([]);
    expect(extraction.held.sentences).toBeGreaterThan(100);
    expect(comparison.all.pairs).toBeGreaterThanOrEqual(100);
    expect(comparison.all.falseMet).toBe(0);
  });
});

function run(input: string) {
  return spawnSync(process.execPath, ['--import', 'tsx', 'scripts/indicators.ts'], {
    input,
    encoding: 'utf8',
  });
}

describe('npm run indicators', () => {
  it('answers each line with what it read, in order', () => {
    const { stdout, status } = run('{"text":"检查精度±0.1mm，长度约35px"}\n{"text":"数字疗法"}\n');
    expect(status).toBe(0);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).toEqual([
      {
        indicators: [
          {
            metric: '检查精度',
            operator: 'plusminus',
            values: [0.1],
            unit: 'mm',
            condition: '',
            span: [0, 10],
          },
          {
            metric: '长度',
            operator: '=',
            values: [35],
            unit: 'px',
            condition: '',
            span: [11, 18],
            suspect: true,
          },
        ],
      },
      { indicators: [] },
    ]);
  });

  it.each([['不是 JSON'], ['{"txt":"精度"}'], ['{"text":7}'], ['null'], ['']])(
    'ends at the line %s and names it',
    (line) => {
      const { stderr, stdout, status } = run(`{"text":"精度1mm"}\n${line}\n{"text":"精度1mm"}\n`);
      expect(status).toBe(1);
      expect(stderr).toContain('line 2');
      expect(stdout.trim().split('\n')).toHaveLength(1);
    },
  );
});
