import { z } from 'zod';
import {
  amountOrUndetermined,
  commonShape,
  day,
  formText,
  storedText,
  type TextRule,
} from './entry-model.ts';

/** Where a demand came from. */
const demandSources = ['企业申报', '专班征集', '部门推荐', '代录'] as const;

/** A technical demand 技术需求: the form of the demand list with its limits. Every key has a default but the title. */
function demandShape(text: TextRule) {
  return {
    ...commonShape(text),
    problem: text(1000).default(''),
    technology: text(1000).default(''),
    goals: text(1000).default(''),
    budget: amountOrUndetermined,
    reward: amountOrUndetermined,
    deadline: day.nullable().default(null),
    completionMonths: z.int().min(1).max(120).nullable().default(null),
    ipTerms: text(500).default(''),
    conditions: text(500).default(''),
    source: z.enum(demandSources).default('企业申报'),
  };
}

/** What the form accepts. */
export const demandInput = z.strictObject(demandShape(formText));

/** What is stored, and what an import may bring. */
export const demandContent = z.object(demandShape(storedText));

export type DemandContent = z.infer<typeof demandContent>;

/** What a demand must have before it can be submitted. */
export const demandRequired = ['title', 'chain', 'problem', 'contact'] as const;

/** The texts that speak of the problem, in reading order: what matching and evidence read. */
export const demandTexts = ['problem', 'technology', 'goals'] as const;
