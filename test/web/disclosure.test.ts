import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disclosures, maskedFields } from '../../src/catalog/entry-model.ts';
import { MASK as SERVER_MASK } from '../../src/catalog/masking.ts';
import { MASK, maskedPieces } from '../../src/web/disclosure/masked-pieces.ts';
import { isAmountMasked, organisationWord, shownTitle } from '../../src/web/disclosure/words.ts';
import { submissionProblems } from '../../src/web/forms/checks.ts';
import {
  type ChoosableField,
  choiceOf,
  choosable,
  choose,
  type FieldChoices,
} from '../../src/web/forms/field-choices.ts';
import { demandSpec } from '../../src/web/forms/form-spec.ts';
import { asksForTargeted, TARGETED } from '../../src/web/lists/list-view.ts';
import { en } from '../../src/web/texts/en.ts';
import { zhCN } from '../../src/web/texts/zh-cn.ts';

const fields = [...new Set([...choosable.demands, ...choosable.achievements])];
const anyField = fc.constantFrom(...fields);
const anyChoice = fc.constantFrom('open' as const, 'masked' as const);

describe('the choice for single fields', () => {
  it('says of each field what the server does with it, at every level that shows it', () => {
    const levels = disclosures.filter((level) => level === 'public' || level === 'masked');
    fc.assert(
      fc.property(
        fc.constantFrom(...levels),
        fc.dictionary(anyField, anyChoice),
        (disclosure, chosen: FieldChoices) => {
          const hidden = maskedFields({ disclosure, fieldDisclosure: chosen });
          const shown = fields.filter((field) => choiceOf(disclosure, chosen, field) === 'masked');
          expect(shown.sort()).toEqual([...hidden].sort());
        },
      ),
    );
  });

  it('keeps only what differs from the level, so that the rest follows another level', () => {
    expect(choose('masked', {}, 'indicators', 'open')).toEqual({ indicators: 'open' });
    expect(choose('masked', { indicators: 'open' }, 'indicators', 'masked')).toEqual({});
    expect(choose('public', {}, 'contact', 'masked')).toEqual({ contact: 'masked' });
  });

  it('is the same form in whatever order it was clicked', () => {
    const clicks: ChoosableField[] = ['reward', 'budget'];
    const pick = (order: ChoosableField[]) =>
      order.reduce<FieldChoices>((before, field) => choose('public', before, field, 'masked'), {});
    expect(JSON.stringify(pick(clicks))).toBe(JSON.stringify(pick([...clicks].reverse())));
  });
});

describe('a targeted entry', () => {
  const filled = { ...demandSpec.values(), title: '题', chain: 'x', problem: '难', contact: '王工' };

  it('is not submitted to nobody', () => {
    const problems = submissionProblems(demandSpec, { ...filled, disclosure: 'targeted' });
    expect(problems).toEqual({ targets: { kind: 'targets' } });
    expect(submissionProblems(demandSpec, { ...filled, disclosure: 'targeted', targets: ['o1'] })).toEqual(
      {},
    );
  });

  it('has its own address on each list', () => {
    expect(asksForTargeted(new URLSearchParams(TARGETED))).toBe(true);
    expect(asksForTargeted(new URLSearchParams('q=检测'))).toBe(false);
  });
});

describe('what a reader is told of masked things', () => {
  const masked = { organisation: { id: null, name: null, kind: 'enterprise' }, view: 'masked' as const };

  it('names the kind of a masked organisation, and nothing of one behind a pledge', () => {
    expect(organisationWord(masked, zhCN)).toBe('单位已脱敏（企业）');
    expect(organisationWord({ ...masked, view: 'stub' }, zhCN)).toBe('发布单位承诺后可见');
    expect(
      organisationWord(
        { organisation: { id: 'o1', name: '示例公司', kind: 'enterprise' }, view: 'full' },
        en,
      ),
    ).toBe('示例公司');
  });

  it('calls a stub by what it is', () => {
    const stub = { list: 'demands' as const, view: 'stub' as const, title: '', titleEn: '' };
    expect(shownTitle(stub, 'zh-CN', zhCN)).toBe('定向需求（承诺保密后可见）');
    expect(shownTitle(stub, 'en', en)).not.toMatch(/\p{Script=Han}/u);
  });

  it('tells a masked amount from one that is undecided', () => {
    const amount = { kind: 'undetermined' as const };
    expect(isAmountMasked({ amount, masked: ['reward'] })).toBe(true);
    expect(isAmountMasked({ amount, masked: ['contact'] })).toBe(false);
    expect(isAmountMasked({ amount: { kind: 'amount', wan: 3 }, masked: ['reward'] })).toBe(false);
  });

  it('finds the places the server masked, and loses no character', () => {
    expect(MASK).toBe(SERVER_MASK);
    expect(maskedPieces('电话＊＊＊，＊＊＊')).toEqual([
      { text: '电话', start: 0, masked: false },
      { text: '＊＊＊', start: 2, masked: true },
      { text: '，', start: 5, masked: false },
      { text: '＊＊＊', start: 6, masked: true },
    ]);
    const text = fc.array(fc.constantFrom('＊', '＊＊＊', '检', ' ', '*')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (raw) => {
        const pieces = maskedPieces(raw);
        expect(pieces.map((piece) => piece.text).join('')).toBe(raw);
        for (const piece of pieces) {
          expect(raw.startsWith(piece.text, piece.start)).toBe(true);
          expect(piece.masked ? piece.text === MASK : !piece.text.includes(MASK)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
