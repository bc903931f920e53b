/** The four questions of the gate (design, “Publication gate”): is there a need, substance, an advantage, a partner? */
export const questions = ['need', 'substance', 'advantage', 'partner'] as const;
export type Question = (typeof questions)[number];

/** What would raise the score of a question, by code. */
export const clarityHints = [
  'sayProblem',
  'sayPresent',
  'sayWish',
  'sayGoals',
  'sayTechnology',
  'giveFigures',
  'giveMoreFigures',
  'sayConditions',
  'sayWhyNotToday',
  'sayGain',
  'sayCooperation',
  'sayMoney',
  'sayTime',
] as const;
export type ClarityHint = (typeof clarityHints)[number];

export interface Clarity {
  /** 0–5 each. */
  scores: Record<Question, number>;
  sum: number;
  /** ≥ 10 publish, 5–9 hold, ≤ 4 reject; one 0 holds it whatever the sum. */
  advice: 'publish' | 'hold' | 'reject';
  hints: ClarityHint[];
  /** Fields that a clear demand fills in and this one leaves empty. */
  missing: string[];
  vague: VagueWish[];
  /** Listed tasks that might each be a demand of its own. */
  parts: Part[];
}

/** A wish that nobody can check: a word such as 大幅 without a figure beside it. UTF-16 range of the raw text. */
export interface VagueWish {
  field: string;
  start: number;
  end: number;
  word: string;
}

/** One of several tasks that a demand lists; UTF-16 range of the raw text. */
export interface Part {
  field: string;
  start: number;
  end: number;
}
