import { z } from 'zod';
import { achievementContent, achievementInput } from '../../catalog/achievement-model.ts';
import { demandContent, demandInput } from '../../catalog/demand-model.ts';
import { disclosures, formText } from '../../catalog/entry-model.ts';
import { views } from '../../identity/policy.ts';
import { amount } from '../../kernel/money.ts';
import { listName, pageOf, pageQuery } from './common.ts';

/** What a reader may do to an entry now: `edit`, `matches`, `pledge`, or a transition `to:<state>`. */
const can = z.array(z.string());

/** Whose entry it is; id and name are null where they are masked. */
const organisation = z.object({ id: z.string().nullable(), name: z.string().nullable(), kind: z.string() });

const standing = {
  id: z.string(),
  list: listName,
  state: z.string(),
  version: z.int(),
  organisation,
  /** Written for the sample data (示例), not by a party. */
  sample: z.boolean(),
  /** 代办: an operator filled it in or moved it for the organisation, with its consent. */
  delegated: z.boolean(),
  /** How much of it this reader gets: all, its masked text, or only that it is there (a 定向 entry before the pledge). */
  view: z.enum(views),
  /** What was taken out for this reader: names of fields, `organisation`, `text` for places inside texts (＊＊＊). */
  masked: z.array(z.string()),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  publishedAt: z.iso.datetime().nullable(),
  can,
};

/** One row of a list: enough to choose by. `excerpt` is the head of the main text. */
export const entrySummary = z.object({
  ...standing,
  title: z.string(),
  titleEn: z.string(),
  chain: z.string().nullable(),
  keywords: z.array(z.string()),
  region: z.string(),
  trl: z.int().nullable(),
  disclosure: z.enum(disclosures),
  excerpt: z.string(),
  /** `deadline` of a demand, `expiry` of an achievement. */
  closesOn: z.string().nullable(),
  /** The reward of a demand (else its budget), the price of an achievement. */
  amount,
});
export type EntrySummary = z.infer<typeof entrySummary>;

const review = { ...standing, reviewNote: z.string() };

export const demand = z.object({ ...demandContent.shape, ...review });
export type Demand = z.infer<typeof demand>;

export const achievement = z.object({ ...achievementContent.shape, ...review });
export type Achievement = z.infer<typeof achievement>;

/** An account of several organisations says for which one it posts. */
const postingFor = { organisationId: z.string().max(64).optional() };

export const createDemandBody = z.strictObject({ ...demandInput.shape, ...postingFor });
export const createAchievementBody = z.strictObject({ ...achievementInput.shape, ...postingFor });
export type CreateDemandBody = z.input<typeof createDemandBody>;
export type CreateAchievementBody = z.input<typeof createAchievementBody>;

/** The same form with every key optional and without defaults: what is absent stays as it is. */
function patchOf<Shape extends z.ZodRawShape>(shape: Shape) {
  const fields = Object.entries(shape).map(([key, field]) => {
    const bare = field instanceof z.ZodDefault ? field.unwrap() : field;
    return [key, z.optional(bare as z.ZodType)];
  });
  return Object.fromEntries(fields) as { [Key in keyof Shape]: z.ZodOptional<Shape[Key]> };
}

/** The version the change was made on, unless the header If-Match says it. */
const basedOn = { version: z.int().min(1).optional() };

export const patchDemandBody = z.strictObject({ ...patchOf(demandInput.shape), ...basedOn });
export const patchAchievementBody = z.strictObject({ ...patchOf(achievementInput.shape), ...basedOn });

export const transitionBody = z.strictObject({
  to: z.string().min(1).max(40),
  note: formText(1000).optional(),
  confirmations: z.array(z.string().max(40)).max(10).optional(),
  ...basedOn,
});
export type TransitionBody = z.infer<typeof transitionBody>;

/** `GET /demands` and `GET /achievements`: what the reader may see, newest first; `mine` = own organisations only. */
export const listQuery = z.strictObject({
  ...pageQuery,
  mine: z.enum(['true', 'false']).optional(),
  state: z.string().max(40).optional(),
  chain: z.string().max(60).optional(),
  disclosure: z.enum(disclosures).optional(),
});

export const entryPage = pageOf(entrySummary);
export type EntryPage = z.infer<typeof entryPage>;
