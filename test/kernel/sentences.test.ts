import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentences } from '../../src/kernel/text.ts';
import { anyUnits, someText } from './some-text.ts';

const cut = (raw: string) => sentences(raw).map(({ start, end }) => raw.slice(start, end));

/** Stops at the very beginning have a test of their own below. */
const withoutLeadingStops = fc.oneof(someText, anyUnits).map((raw) => `文${raw}`);

describe('a text is cut where a sentence ends', () => {
  it.each([
    ['Chinese sentence ends', '漏检率高。能否检测？急！', ['漏检率高。', '能否检测？', '急！']],
    ['semicolons of both kinds', '一；二;三', ['一；', '二;', '三']],
    ['line breaks', '第一行\n第二行\r\n第三行', ['第一行', '第二行', '第三行']],
    ['a full stop before a blank', 'It works. It is cheap.', ['It works.', 'It is cheap.']],
    [
      'a full stop before the blank a web editor leaves',
      'It works.&nbsp;Cheap.',
      ['It works.', '&nbsp;Cheap.'],
    ],
    ['a full-width full stop before a blank', '一． 二．', ['一．', '二．']],
  ])('at %s', (_what, raw, pieces) => {
    expect(cut(raw)).toEqual(pieces);
  });

  it.each([
    '精度达到0.1mm',
    '按GB/T 4897.1执行',
    '专利200610011407.X已授权',
    '得率≥95.5%，见www.example.com网站',
  ])('never inside %s', (raw) => {
    expect(cut(raw)).toEqual([raw]);
  });

  it('keeps several stops with the sentence they end', () => {
    expect(cut('真的吗？！好。')).toEqual(['真的吗？！', '好。']);
  });

  it('leaves out the blanks around a sentence', () => {
    expect(cut('\u3000\u3000漏检率高。 \n\n  急 ')).toEqual(['漏检率高。', '急']);
  });

  it('finds none in an empty or blank text', () => {
    expect(cut('')).toEqual([]);
    expect(cut(' \n\u3000\t')).toEqual([]);
  });

  it('does not cut at the blank a web editor leaves', () => {
    expect(cut('株高&nbsp;112厘米。产量&nbsp;高')).toEqual(['株高&nbsp;112厘米。', '产量&nbsp;高']);
  });

  it('loses no stop at the beginning of a text', () => {
    expect(cut('！急需检测。').join('')).toBe('！急需检测。');
    expect(cut('？').join('')).toBe('？');
  });
});

describe('whatever the text', () => {
  it('has every non-blank character in exactly one sentence', () => {
    fc.assert(
      fc.property(withoutLeadingStops, (raw) => {
        const covered = new Uint8Array(raw.length);
        for (const { start, end } of sentences(raw)) {
          for (let at = start; at < end; at += 1) covered[at]! += 1;
        }
        for (const [at, times] of covered.entries()) {
          const unit = raw[at]!;
          if (unit.trim() !== '') expect([unit, times]).toEqual([unit, 1]);
          else expect(times).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('gives the sentences in order, none empty, none with blanks around it', () => {
    fc.assert(
      fc.property(withoutLeadingStops, (raw) => {
        let last = 0;
        for (const { start, end } of sentences(raw)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(raw.length);
          expect(raw.slice(start, end).trim()).toBe(raw.slice(start, end));
          last = end;
        }
      }),
    );
  });

  it('has no stop inside a sentence', () => {
    fc.assert(
      fc.property(withoutLeadingStops, (raw) => {
        for (const sentence of cut(raw)) {
          expect(sentence.replaceAll('&nbsp;', ' ')).not.toMatch(/[。！？；!?;\n][^。！？；!?;\n]|[.．]\s/u);
        }
      }),
    );
  });
});
