/** Why a model is not activated. */
export const refusals = [
  'too_few_labels',
  'too_few_demands',
  'one_sided',
  'no_gain',
  'no_agreement',
  'no_skill',
  'ranks_worse',
  'frozen_ranks_worse',
  'frozen_loses',
  'frozen_other_model',
] as const;
export type Refusal = (typeof refusals)[number];
