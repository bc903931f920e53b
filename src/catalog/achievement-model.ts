import { z } from 'zod';
import {
  amountOrUndetermined,
  commonShape,
  day,
  formText,
  storedText,
  type TextRule,
} from './entry-model.ts';

/** A scientific achievement 科技成果: the form of the achievements list. Every key has a default but the title. */
function achievementShape(text: TextRule) {
  return {
    ...commonShape(text),
    field: text(100).default(''),
    summary: text(3000).default(''),
    innovation: text(1000).default(''),
    prospects: text(1000).default(''),
    cases: text(1000).default(''),
    patents: z
      .array(z.strictObject({ number: text(60, 1), status: text(30).default('') }))
      .max(50)
      .default([]),
    price: amountOrUndetermined,
    evaluation: text(200).default(''),
    expiry: day.nullable().default(null),
  };
}

/** What the form accepts. */
export const achievementInput = z.strictObject(achievementShape(formText));

/** What is stored, and what an import may bring. */
export const achievementContent = z.object(achievementShape(storedText));

export type AchievementContent = z.infer<typeof achievementContent>;

/** What an achievement must have before it can be submitted. */
export const achievementRequired = ['title', 'chain', 'summary', 'contact'] as const;

/** The texts that say what it can do, in reading order: what matching and evidence read. */
export const achievementTexts = ['summary', 'innovation', 'prospects', 'cases'] as const;
