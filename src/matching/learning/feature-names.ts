/**
 * What a learned score is made of. Of each the rule is that more of it never speaks against the pair:
 * `keyword`, `semantic` = the score's two halves L and D (D not below 0); `logCharacters`, `logBigrams` = ln(1 + 10 ×
 * BM25F share) of a channel; `titleCoverage` = share of the achievement's title, weighted by IDF, that the demand
 * speaks of; `sameChain` = 1 in one industry chain, 0 in two; `indicators` = share of the demand's indicators reached.
 */
export const featureNames = [
  'keyword',
  'semantic',
  'logCharacters',
  'logBigrams',
  'titleCoverage',
  'sameChain',
  'indicators',
] as const;
export type FeatureName = (typeof featureNames)[number];
