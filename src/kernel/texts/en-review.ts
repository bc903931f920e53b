import type { zhCNReview } from './zh-cn-review.ts';

/** The same sentences in English. */
export const enReview: Record<keyof typeof zhCNReview, string> = {
  'error.matchState':
    'This match cannot be decided like that at the moment. Please reload it and look again.',
  'error.matchClosed':
    'The demand or the achievement is not on its list any more, so it cannot be accepted now.',
  'error.matchUndo': 'There is no decision to take back, or a newer one stands since.',

  'field.reasons': 'Please choose at least one reason why it does not fit.',
  'field.reasonsUnasked': 'Reasons are only asked for when something does not fit.',

  'name.reasons': 'Reasons',
  'name.verdict': 'Decision',
  'name.flagged': 'Flag',
  'name.demandId': 'Demand',
  'name.achievementId': 'Achievement',
};
