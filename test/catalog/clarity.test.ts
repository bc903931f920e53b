import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adviceFor, clarityOf } from '../../src/catalog/clarity/clarity.ts';
import { questions } from '../../src/catalog/clarity/model.ts';
import { demandContent } from '../../src/catalog/demand-model.ts';
import type { Entry } from '../../src/catalog/entry.ts';

function demand(form: object): Entry {
  return {
    id: 'demand',
    list: 'demands',
    organisationId: 'organisation',
    state: 'draft',
    version: 1,
    content: demandContent.parse({ title: '示例需求', ...form }),
    sample: false,
    delegated: false,
    reviewNote: '',
    createdBy: null,
    createdAt: 0,
    updatedAt: 0,
    publishedAt: null,
  };
}

const clear = {
  chain: 'smart-equipment',
  problem:
    '我公司压铸件抛光后反光强，目前靠人工检查划伤，漏检率约8%，每班需12人，希望用成像方法自动检出，适应现场粉尘环境。',
  technology: '检出最小划伤宽度不大于0.05mm，漏检率不高于1%，单件检测时间不超过3秒。',
  goals: '替代人工检查，漏检率由8%降低到1%以下。',
  cooperation: ['委托研发'],
  reward: { kind: 'amount', wan: 60 },
  deadline: '2027-03-31',
  contact: '示例联系人 0532-00000000',
};

describe('the clarity of a demand', () => {
  it('is enough to publish where need, substance, advantage and partner are all said', () => {
    const { scores, sum, advice, vague, missing } = clarityOf(demand(clear));
    expect(scores).toEqual({ need: 5, substance: 5, advantage: 5, partner: 5 });
    expect(sum).toBe(20);
    expect(advice).toBe('publish');
    expect(vague).toEqual([]);
    expect(missing).toEqual(['indicators', 'keywords', 'completionMonths', 'trl', 'ipTerms']);
  });

  it('is too little where a wish is all there is, and says what would help', () => {
    const { advice, hints, missing, vague } = clarityOf(demand({ problem: '想大幅提高效率。' }));
    expect(advice).toBe('reject');
    expect(hints).toEqual(expect.arrayContaining(['sayProblem', 'giveFigures', 'sayCooperation']));
    expect(missing).toEqual(expect.arrayContaining(['chain', 'contact', 'reward']));
    expect(vague).toEqual([{ field: 'problem', start: 1, end: 3, word: '大幅' }]);
  });

  it('finds a wish that nobody can check only where no figure stands beside it', () => {
    const problem = '要求显著提高强度，抗拉强度明显高于520MPa；成本尽量低。';
    const { vague } = clarityOf(demand({ problem }));
    expect(vague.map(({ word }) => word)).toEqual(['显著', '尽量']);
    for (const { start, end, word } of vague) expect(problem.slice(start, end)).toBe(word);
  });

  it('is held by a single question that nothing answers, whatever the sum', () => {
    expect(adviceFor([5, 5, 5, 0], 15)).toBe('hold');
    expect(adviceFor([3, 3, 2, 2], 10)).toBe('publish');
    expect(adviceFor([3, 2, 2, 2], 9)).toBe('hold');
    expect(adviceFor([1, 1, 1, 1], 4)).toBe('reject');
  });

  it('suggests a split only where the listed tasks have little in common', () => {
    const unlike =
      '一是研制船体附着物水下清洗机器人，适应3级海况；二是开发虾苗自动计数装置，准确率不低于95%。';
    const alike = '一是提高虾苗计数装置的计数准确率；二是降低虾苗计数装置的计数时间。';
    const { parts } = clarityOf(demand({ problem: unlike }));
    expect(parts.map(({ start, end }) => unlike.slice(start, end))).toEqual([
      '研制船体附着物水下清洗机器人，适应3级海况',
      '开发虾苗自动计数装置，准确率不低于95%。',
    ]);
    expect(clarityOf(demand({ problem: alike })).parts).toEqual([]);
    expect(clarityOf(demand({ problem: '清洗效率1.5倍，误差0.1.' })).parts).toEqual([]);
  });

  it('gives scores of 0 to 5 and ranges inside the texts, whatever is written', () => {
    const piece = fc.constantFrom(...'一是二是1.2.（3）①大幅显著5%0.1mm，。；\n希望目前提高😀 '.split(''));
    const text = fc.array(piece, { maxLength: 60 }).map((parts) => parts.join('').slice(0, 1000));
    fc.assert(
      fc.property(text, text, (problem, technology) => {
        const form = demand({ problem, technology });
        const { scores, sum, vague, parts } = clarityOf(form);
        for (const question of questions) {
          expect(scores[question]).toBeGreaterThanOrEqual(0);
          expect(scores[question]).toBeLessThanOrEqual(5);
        }
        expect(sum).toBe(questions.reduce((total, question) => total + scores[question], 0));
        const texts: Record<string, string> = { title: '示例需求', problem, technology };
        for (const { field, start, end } of [...vague, ...parts]) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(texts[field]!.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
