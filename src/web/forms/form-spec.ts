import { type Entry, type EntryBody, isDemand, type List } from '../api/entry-types.ts';
import {
  type AchievementValues,
  achievementBody,
  achievementValues,
  type DemandValues,
  demandBody,
  demandValues,
} from './values.ts';

/** What the form machinery must know of a list. */
export interface FormSpec<Values> {
  list: List;
  values: (entry?: Entry) => Values;
  body: (values: Values) => EntryBody;
  /** Texts and their limits in UTF-16 units, as the server counts them. */
  limits: Partial<Record<keyof Values, number>>;
  /** What submission needs. */
  required: readonly (keyof Values & string)[];
  amounts: readonly (keyof Values & string)[];
}

const commonLimits = { title: 80, region: 40, contact: 200, titleEn: 300, summaryEn: 3000 };

export const demandSpec: FormSpec<DemandValues> = {
  list: 'demands',
  values: (entry) => demandValues(entry && isDemand(entry) ? entry : undefined),
  body: demandBody,
  limits: { ...commonLimits, problem: 1000, technology: 1000, goals: 1000, ipTerms: 500, conditions: 500 },
  required: ['title', 'chain', 'problem', 'contact'],
  amounts: ['budget', 'reward'],
};

export const achievementSpec: FormSpec<AchievementValues> = {
  list: 'achievements',
  values: (entry) => achievementValues(entry && !isDemand(entry) ? entry : undefined),
  body: achievementBody,
  limits: {
    ...commonLimits,
    field: 100,
    summary: 3000,
    innovation: 1000,
    prospects: 1000,
    cases: 1000,
    evaluation: 200,
  },
  required: ['title', 'chain', 'summary', 'contact'],
  amounts: ['price'],
};
