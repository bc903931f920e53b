import { z } from 'zod';
import { isDay } from '../kernel/clock.ts';
import { amount, undetermined } from '../kernel/money.ts';
import { isCleanText } from '../kernel/text.ts';
import type { TextKey } from '../kernel/texts/index.ts';

/** The two lists: 需求榜单 and 成果榜单. A demand looks for achievements and the reverse. */
export const lists = ['demands', 'achievements'] as const;
export type List = (typeof lists)[number];

/** The list in which the entries of this one look for their like. Pure. */
export function otherList(list: List): List {
  return list === 'demands' ? 'achievements' : 'demands';
}

/** What belongs to an entry of `list` and to one of the other list, told apart by side. Pure. */
export function asPair<Side>(list: List, own: Side, other: Side): { demand: Side; achievement: Side } {
  return list === 'demands' ? { demand: own, achievement: other } : { demand: other, achievement: own };
}

/** 公开, 脱敏公开, 定向, 内部 */
export const disclosures = ['public', 'masked', 'targeted', 'internal'] as const;
export type Disclosure = (typeof disclosures)[number];

/** Fields that an author may open or mask for others against the rule of the entry's level. */
const choosableFields = ['contact', 'indicators', 'budget', 'reward', 'price', 'patents'] as const;
export type ChoosableField = (typeof choosableFields)[number];

/** What a level masks unless the author says otherwise; a masked entry never shows its contact. */
const maskedByLevel: Record<'public' | 'masked', readonly ChoosableField[]> = {
  public: [],
  masked: ['contact', 'indicators', 'patents'],
};

/** A refinement whose message is a key of the dictionaries; `http/errors.ts` turns it into the reader's language. */
function refusal(text: TextKey): { params: { text: TextKey } } {
  return { params: { text } };
}

/** How texts of a form are checked: limits in UTF-16 units. `formText` enforces them, `storedText` does not. */
export type TextRule = (max: number, min?: number) => z.ZodString;

/** The form's rule: within its limits, and fit to be stored and shown (no NUL, no half surrogate pair). */
export const formText: TextRule = (max, min = 0) =>
  z.string().trim().min(min).max(max).refine(isCleanText, refusal('field.unclean'));

/** Stored texts may break the form's limits: an import takes what other places allowed (2,700-character demands). */
export const storedText: TextRule = () => z.string();

export const day = z.string().refine(isDay, refusal('field.day'));

/** An amount of money in the form: a number, 面议 or 待定. */
export const amountOrUndetermined = amount.default(undetermined);

/** A technical indicator 技术指标 as data, e.g. 检查精度 ≤ 0.1 mm. `between` has two values, the rest one. */
function indicatorShape(text: TextRule) {
  return z
    .strictObject({
      metric: text(100, 1),
      operator: z.enum(['<', '<=', '=', '>=', '>', 'between', 'plusminus']),
      values: z.array(z.number()).min(1).max(2),
      unit: text(30).default(''),
      condition: text(200).default(''),
    })
    .refine((value) => value.values.length === (value.operator === 'between' ? 2 : 1), {
      ...refusal('field.indicatorValues'),
      path: ['values'],
    });
}

/** The fields that both lists share. */
export function commonShape(text: TextRule) {
  return {
    title: text(80, 1),
    chain: text(60).nullable().default(null),
    keywords: z.array(text(30, 1)).max(5).default([]),
    indicators: z.array(indicatorShape(text)).max(30).default([]),
    cooperation: z.array(text(30, 1)).max(8).default([]),
    trl: z.int().min(1).max(9).nullable().default(null),
    region: text(40).default(''),
    contact: text(200).default(''),
    disclosure: z.enum(disclosures).default('public'),
    targets: z.array(text(60, 1)).max(200).default([]),
    /** `open` or `masked` for single fields, where the author chose against the level. */
    fieldDisclosure: z.partialRecord(z.enum(choosableFields), z.enum(['open', 'masked'])).default({}),
    /** Brands and names the author wants masked wherever they stand in a text. */
    maskWords: z.array(text(60, 1)).max(20).default([]),
    titleEn: text(300).default(''),
    summaryEn: text(3000).default(''),
  };
}

interface Chosen {
  disclosure: Disclosure;
  fieldDisclosure: Partial<Record<ChoosableField, 'open' | 'masked'>>;
}

/** The fields of a public or masked entry that others do not get. Pure. */
export function maskedFields({ disclosure, fieldDisclosure }: Chosen): ChoosableField[] {
  const byLevel = disclosure === 'masked' ? maskedByLevel.masked : maskedByLevel.public;
  return choosableFields.filter((field) => {
    if (disclosure === 'masked' && field === 'contact') return true;
    const chosen = fieldDisclosure[field];
    return chosen === undefined ? byLevel.includes(field) : chosen === 'masked';
  });
}

/**
 * The level by which others are let in: a public entry with a masked field is read in another text by others, as a
 * masked one is. Pure; the column `audience` says the same.
 */
export function audienceOf(content: Chosen): Disclosure {
  const { disclosure } = content;
  return disclosure === 'public' && maskedFields(content).length > 0 ? 'masked' : disclosure;
}
