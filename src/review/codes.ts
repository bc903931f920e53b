/** Why a pair is, or is not, in the queue. */
export const standings = [
  'suggested',
  'decided',
  'unpublished',
  'belowThreshold',
  'twin',
  'tooDeep',
  'notYet',
] as const;
export type Standing = (typeof standings)[number];

/** What may speak against a pair, gravest first. */
export const objectionCodes = [
  'indicatorsUnmet',
  'immature',
  'otherChain',
  'otherRegion',
  'closesSoon',
  'indicatorsUnstated',
  'fewWords',
] as const;
export type ObjectionCode = (typeof objectionCodes)[number];
