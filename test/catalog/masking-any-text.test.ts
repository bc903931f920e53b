import fc from 'fast-check';
import { Converter } from 'opencc-js';
import { describe, expect, it } from 'vitest';
import { MASK, maskText } from '../../src/catalog/masking.ts';
import { normalise } from '../../src/kernel/text.ts';

/** Pieces of the kind of text that stands in a form, with everything that is masked, cut anywhere. */
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      '海尔',
      '海爾',
      'Haier',
      'ＨＡＩＥＲ',
      '压铸',
      '检测',
      '的',
      '与',
      '，',
      '。',
      ' ',
      '&nbsp;',
      '\n',
      MASK,
    ],
    ...[
      '13800138000',
      '0532-88889999',
      'a@b.cn',
      'www.a.com',
      'https://x.cn/',
      '品牌',
      '牌',
      '型号',
      '®',
      '“',
      '”',
    ],
    ...[
      'GB/T 4897.1',
      'ISO',
      'CO2',
      '3D',
      'XJ-2000',
      '±0.1',
      '～',
      '至',
      '百分之',
      '十',
      '①',
      '²',
      '有限公司',
    ],
    ...['微信号：', '𠮷', '🧪', '\ud800', '\udc00', 'é', 'é', '１２', '%', '.', '-', '(', ')', '（'],
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
const word = fc.oneof(
  fc.constantFrom('海尔', 'Haier', '压铸', 'é', '𠮷'),
  fc.string({ unit: fc.constantFrom(...'海尔压a1-'), minLength: 1, maxLength: 3 }),
);
const rules = fc.record({ words: fc.array(word, { maxLength: 3 }), numbers: fc.boolean() });

describe('whatever the text', () => {
  it('changes no more when it is masked again', () => {
    fc.assert(
      fc.property(text, rules, (raw, given) => {
        const once = maskText(raw, given);
        expect(maskText(once, given)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it('holds none of the given words afterwards, in whatever width, case or script', () => {
    fc.assert(
      fc.property(text, rules, (raw, given) => {
        const left = normalise(maskText(raw, given)).text;
        for (const one of given.words) {
          const wanted = normalise(one).text.trim();
          if (/[\p{L}\p{N}]/u.test(wanted)) expect(left).not.toContain(wanted);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('masks a word in every form in which it can be written', () => {
    const toTraditional = Converter({ from: 'cn', to: 'hk' });
    const fullWidth = (latin: string) =>
      latin.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
    const forms = [
      (given: string) => given,
      toTraditional,
      fullWidth,
      (given: string) => given.toUpperCase(),
      (given: string) => given.toLowerCase(),
    ];
    const name = fc.string({
      unit: fc.constantFrom(...'海尔电视装备国际华为Hisenk'),
      minLength: 2,
      maxLength: 6,
    });
    fc.assert(
      fc.property(name, fc.constantFrom(...forms), fc.constantFrom(...forms), (given, written, wanted) => {
        const masked = maskText(`由${written(given)}提供`, { words: [wanted(given)], numbers: false });
        expect(masked).toBe(`由${MASK}提供`);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves everything beside what it masks as it was, in its order', () => {
    fc.assert(
      fc.property(text, rules, (raw, given) => {
        const kept = maskText(raw, given).split(MASK);
        let at = 0;
        for (const part of kept) {
          const found = raw.indexOf(part, at);
          expect(found).toBeGreaterThanOrEqual(at);
          at = found + part.length;
        }
        expect(raw.startsWith(kept[0]!) && raw.endsWith(kept.at(-1)!)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('breaks no character in two', () => {
    const whole = text.filter((raw) => raw.isWellFormed());
    fc.assert(
      fc.property(whole, rules, (raw, given) => {
        expect(maskText(raw, given).isWellFormed()).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('stays as it is where nothing leads to anybody', () => {
    const harmless = fc
      .array(fc.constantFrom(...'压铸件表面划伤视觉检测反光强，。；、'), { maxLength: 60 })
      .map((letters) => letters.join(''));
    fc.assert(
      fc.property(harmless, fc.boolean(), (raw, numbers) => {
        expect(maskText(raw, { words: ['海尔', 'Haier'], numbers })).toBe(raw);
      }),
      { numRuns: 1000 },
    );
  });

  it('takes time in proportion to its length, whatever stands in it', () => {
    const long = 50_000;
    for (const unit of [
      '1',
      'a',
      'a.',
      'a-',
      '1-',
      '(',
      '公司',
      '压',
      '“',
      'www.',
      '@',
      '品牌',
      'a1-',
      '1,',
      '±',
    ]) {
      const raw = unit.repeat(long / unit.length);
      const started = performance.now();
      maskText(raw, { words: ['海尔', '压压压'], numbers: true });
      expect([unit, performance.now() - started < 3000]).toEqual([unit, true]);
    }
  });
});
