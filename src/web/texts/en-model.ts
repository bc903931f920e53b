import type { zhCNModel } from './zh-cn-model.ts';

/** The same words in English. */
export const enModel: typeof zhCNModel = {
  name: 'Model',
  title: 'Score model',
  hint: 'A match score is the chance that an operator accepts the match. As decisions gather, the service learns from them every night, and uses what it learned only if that passes its checks.',
  usesDefault: 'The default model is in use; its scores are marked as estimates',
  usesLearned: (name) => `${name}, learned from decisions, is in use`,
  since: (since, by) => `put in use by ${by} on ${since}`,
  sinceAutomatic: (since) => `put in use by itself on ${since}, having passed its checks`,
  gone: 'a deleted account',
  sentence: (what, since) => (since ? `${what}, ${since}.` : `${what}.`),
  held: 'Somebody went back to the default model: the service goes on learning and keeps what it learned, but uses none of it until an administrator chooses a version.',
  resting: (name) => `${name} was in use, but was learned with another sentence model and rests for now.`,
  decisions: (all, accepted) =>
    `${all} decisions can be learned from at the moment, ${accepted} of them acceptances. Rejections for price, region or a done deal do not count.`,
  learning: 'Learning is under way.',
  learn: 'Learn now',
  asked: 'Learning was asked for; what comes of it will show here.',
  empty: (all, needed) =>
    all < needed ? `Not enough decisions yet: ${all} of ${needed}` : 'Nothing has been learned yet',
  emptyHint:
    'Please go on deciding about suggested matches. What counts are acceptances, and rejections because a pair is irrelevant, goes another technical route or misses the indicators.',
  emptyReady: 'There are enough decisions; they will be learned from tonight.',
  restore: 'Back to default',
  restoreTitle: 'Go back to the default model?',
  restoreText:
    'All scores and suggestions become those of the default model again. From then on nothing learned is used until an administrator chooses a version.',
  restored: 'The default model is in use; suggestions are being scored anew',
  activate: 'Use this version',
  activateTitle: (name) => `Use ${name}?`,
  activateText:
    'All scores and suggestions are computed anew by this version. You can go back to the default at any time.',
  activated: (name) => `${name} is in use; suggestions are being scored anew`,
  lesson: (name) => `What ${name} learned`,
  learnedAt: (at) => `Learned on ${at}`,
  outcomes: { active: 'In use', accepted: 'Passed, not in use', refused: 'Refused' },
  refusals: {
    too_few_labels: 'There were too few decisions to learn from.',
    too_few_demands: 'All decisions were about one demand, so nothing could be checked.',
    one_sided: 'Nearly all decisions were the same, so they tell nothing apart.',
    no_gain: 'On demands it had not seen it was not reliably better than the default.',
    no_agreement: 'Acceptances had no clear relation to how well pairs fit, as if decided at random.',
    no_skill: 'On demands it had not seen it could not tell which pairs are likelier to be accepted.',
    ranks_worse: 'On demands it had not seen it ranked worse than the default.',
    frozen_ranks_worse: 'On the labelled set that comes with the product it ranked worse than the default.',
    frozen_loses: 'On the labelled set that comes with the product it told pairs apart less well.',
    frozen_other_model:
      'The labelled set that comes with the product was made with another sentence model, so nothing could be checked. Please run npm run frozen-set first.',
  },
  facts: {
    labels: 'Decisions used',
    labelsOf: (all, accepted, demands) => `${all} (${accepted} acceptances) on ${demands} demands`,
    recipe: 'What was learned',
    ndcg: 'Ranking, nDCG@10',
    logLoss: 'Error (log-loss)',
    gain: 'Less error',
    gainOf: (low, high, confidence) =>
      `${low} to ${high} (90% interval); better than the default in ${confidence} of the resamples`,
    ece: 'Calibration error',
    frozen: 'nDCG@10 on the labelled set',
    change: (before, after) => `${before} → ${after}`,
  },
  weights: {
    title: 'What scores are made of now',
    ofLesson: 'What scores of this version are made of',
    kinds: {
      default:
        'The default looks at two things: whether the words are the same, and whether the meaning is close. Its weights are fixed.',
      scaled:
        'The order is exactly that of the default; what was learned is how likely acceptance is at each score.',
      weighted: 'All weights were learned from decisions, and the order changes with them.',
    },
    recipes: { scaled: 'The scale of scores (same order)', weighted: 'The weights (the order changes)' },
    curve: 'Scores were also corrected, range by range, to how often pairs were accepted.',
    feature: 'Evidence',
    strength: 'Importance',
    weight: 'Weight',
    unit: 'A weight is what one unit more of the evidence adds to the log-odds; more of it never lowers a score.',
    strengths: { main: 'Main', large: 'Large', small: 'Small', none: 'None' },
    features: {
      keyword: {
        name: 'Words',
        says: 'How much of the demand’s wording stands in the achievement; rare words count more',
      },
      semantic: { name: 'Meaning', says: 'How close the two texts are in meaning' },
      logCharacters: { name: 'Characters', says: 'The same, counted by single characters' },
      logBigrams: {
        name: 'Word pairs',
        says: 'The same, counted by two characters in a row and by foreign words',
      },
      titleCoverage: { name: 'Title', says: 'How much of the achievement’s title the demand speaks of' },
      sameChain: { name: 'Industry chain', says: 'Whether both belong to one industry chain' },
      indicators: { name: 'Indicators', says: 'How many of the demand’s indicators are reached' },
    },
  },
  reliability: {
    title: 'Reliability',
    hint: 'The closer to the dashed diagonal the better: of matches with a score of 70, seven in ten should be accepted. Squares are the default, circles what was learned, both on demands that were held out.',
    picture:
      'Reliability diagram: the score that was given against the share that was accepted. The numbers are in the table beside it.',
    range: 'Score',
    before: 'Default',
    after: 'Learned',
    count: 'number',
    said: 'score given',
    came: 'accepted',
  },
  chains: {
    title: 'By industry chain',
    chain: 'Industry chain',
    none: 'Not given',
    labels: 'Decisions',
    accepted: 'Accepted',
    logLoss: 'Error',
    ndcg: 'nDCG@10',
  },
  list: {
    title: 'All that was learned',
    newest: (shown, total) => `The newest ${shown} of ${total}.`,
    version: 'Version',
    at: 'Time',
    labels: 'Decisions',
    logLoss: 'Error',
    outcome: 'Result',
  },
};
