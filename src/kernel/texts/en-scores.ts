import type { zhCNScores } from './zh-cn-scores.ts';

/** The same sentences in English. */
export const enScores: Record<keyof typeof zhCNScores, string> = {
  'error.scoreModelActive': 'This model is in use already.',
  'error.scoreModelRefused':
    'What was learned that time did not pass its checks and cannot be used. Its page says why.',
  'error.scoreModelOtherModel':
    'This version was learned with another sentence model than the present one and cannot be used.',
};
