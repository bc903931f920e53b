import { describe, expect, it } from 'vitest';
import { amountBody, parseWan } from '../../src/web/forms/amount-text.ts';
import { changedFields, changesBetween } from '../../src/web/forms/changes.ts';
import { fillingProblems, savingProblems, submissionProblems } from '../../src/web/forms/checks.ts';
import { demandSpec } from '../../src/web/forms/form-spec.ts';
import { emptyRow, indicatorBodies } from '../../src/web/forms/indicator-rows.ts';
import { addWords, keywordLimits } from '../../src/web/forms/keywords.ts';
import { createSaver } from '../../src/web/forms/saver.ts';

describe('amounts as people write them', () => {
  it.each([
    ['30', 30],
    ['30万', 30],
    ['30 万元', 30],
    ['300000元', 30],
    ['1,200', 1200],
    ['０．５亿元', 5000],
  ])('%s is %d 万元', (text, wan) => expect(parseWan(text)).toBe(wan));

  it.each(['', '0', '-3', '面议', '30-50', '30万左右'])('%s is no amount', (text) =>
    expect(parseWan(text)).toBeNull(),
  );

  it('sends 待定 until the number can be read, and keeps 面议', () => {
    expect(amountBody({ kind: 'amount', text: 'x' })).toEqual({ kind: 'undetermined' });
    expect(amountBody({ kind: 'negotiable', text: '30' })).toEqual({ kind: 'negotiable' });
    expect(amountBody({ kind: 'amount', text: '30万' })).toEqual({ kind: 'amount', wan: 30 });
  });
});

describe('rows and words', () => {
  it('holds back incomplete indicators and reads full-width numbers', () => {
    const rows = [
      emptyRow(),
      { ...emptyRow(), metric: '精度', operator: '<=' as const, low: '０.1', unit: 'mm' },
      { ...emptyRow(), metric: '温度', operator: 'between' as const, low: '-10' },
    ];
    expect(indicatorBodies(rows)).toEqual([
      { metric: '精度', operator: '<=', values: [0.1], unit: 'mm', condition: '' },
    ]);
  });

  it('splits pasted keywords, drops doubles and stops at five', () => {
    expect(addWords(['视觉'], '检测、视觉，缺陷', keywordLimits)).toEqual(['视觉', '检测', '缺陷']);
    expect(addWords([], 'a,b,c,d,e,f', keywordLimits)).toHaveLength(5);
  });
});

describe('checks of the demand form', () => {
  const empty = demandSpec.values();

  it('asks for a title before saving and for the rest before submitting', () => {
    expect(Object.keys(savingProblems(demandSpec, empty))).toEqual(['title']);
    expect(Object.keys(submissionProblems(demandSpec, empty)).sort()).toEqual([
      'chain',
      'contact',
      'problem',
      'title',
    ]);
  });

  it('says by how much a text is too long', () => {
    const values = { ...empty, title: '题'.repeat(83) };
    expect(savingProblems(demandSpec, values).title).toEqual({ kind: 'tooLong', over: 3 });
  });

  it('finds half-filled rows and numbers that cannot be read', () => {
    const values = {
      ...empty,
      title: '检测',
      reward: { kind: 'amount' as const, text: '很多' },
      completionMonths: '半年',
      indicators: [emptyRow(), { ...emptyRow(), metric: '精度' }],
    };
    expect(Object.keys(fillingProblems(demandSpec, values))).toEqual([
      'reward',
      'completionMonths',
      'indicators.1',
    ]);
  });
});

describe('changes of a form', () => {
  it('are found field by field', () => {
    const before = { title: 'a', keywords: ['x'], reward: { kind: 'undetermined' } };
    const after = { title: 'a', keywords: ['x', 'y'], reward: { kind: 'undetermined' } };
    expect(changedFields(before, after)).toEqual(['keywords']);
    expect(changesBetween(before, after)).toEqual({ keywords: ['x', 'y'] });
  });
});

describe('the saver', () => {
  function fakeServer() {
    const calls: unknown[] = [];
    let version = 0;
    const answer = () => {
      version += 1;
      return { id: 'd1', version };
    };
    const port = {
      create: async (body: object) => {
        calls.push(['create', body]);
        return answer();
      },
      change: async (id: string, patch: object) => {
        calls.push(['change', id, patch]);
        return answer();
      },
    };
    return { calls, port };
  }

  it('creates once, even when two saves overlap, then sends only what changed on the version seen', async () => {
    const { calls, port } = fakeServer();
    const saver = createSaver(port, null, { title: '', goals: '' });
    await Promise.all([saver.save({ title: 'a', goals: '' }), saver.save({ title: 'a', goals: 'b' })]);
    expect(calls).toEqual([
      ['create', { title: 'a', goals: '' }],
      ['change', 'd1', { goals: 'b', version: 1 }],
    ]);
  });

  it('sends nothing when the server already has it', async () => {
    const { calls, port } = fakeServer();
    const saver = createSaver(port, { entry: { id: 'd1', version: 4 }, body: { title: 'a' } }, { title: '' });
    expect(await saver.save({ title: 'a' })).toEqual({ id: 'd1', version: 4 });
    expect(calls).toEqual([]);
  });

  it('goes on after a failed save and stays behind until one succeeds', async () => {
    const { calls, port } = fakeServer();
    let broken = true;
    const create = async (body: object) => {
      if (broken) throw new Error('unreachable');
      return port.create(body);
    };
    const saver = createSaver({ ...port, create }, null, { title: '' });
    await expect(saver.save({ title: 'a' })).rejects.toThrow('unreachable');
    expect(saver.isBehind({ title: 'a' })).toBe(true);
    broken = false;
    await saver.save({ title: 'a' });
    expect(saver.isBehind({ title: 'a' })).toBe(false);
    expect(calls).toHaveLength(1);
  });
});
