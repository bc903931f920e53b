import type { zhCNClinic } from './zh-cn-clinic.ts';

export const enClinic: typeof zhCNClinic = {
  title: 'Demand check-up',
  sum: (sum, advice) => `Clarity ${sum} / 20: ${advice}`,
  advices: {
    publish: 'fit to be published',
    hold: 'better completed before it is published',
    reject: 'says too little to be published',
  },
  advicesAfter: {
    publish: 'clear',
    hold: 'better completed',
    reject: 'says too little, please complete it soon',
  },
  questions: {
    need: 'Is the problem clear?',
    substance: 'Is the technical content concrete?',
    advantage: 'What is to be better than today?',
    partner: 'How to work together?',
  },
  hintsTitle: 'This would make it clearer',
  hints: {
    sayProblem: 'Describe the main problem in 40 characters or more: where it happens and what is seen.',
    sayPresent: 'Say how it is done today, with which equipment or method.',
    sayWish: 'Say plainly what you want.',
    sayGoals: 'Fill in the expected goals.',
    sayTechnology: 'Give the key technology in 20 characters or more: what is hard about it.',
    giveFigures: 'Give at least one indicator with a figure.',
    giveMoreFigures: 'Give three or more indicators with figures, so that they can be compared one by one.',
    sayConditions: 'Name the environment, materials or sizes.',
    sayWhyNotToday: 'Say why the present way is not enough.',
    sayGain: 'Say what is to be raised, lowered or replaced.',
    sayCooperation: 'Choose ways of working together.',
    sayMoney: 'Give a budget or a reward; “negotiable” will do.',
    sayTime: 'Give a deadline or the months to completion.',
  },
  missing: (fields) => `Not filled in yet: ${fields}`,
  vagueTitle: 'Wishes without a figure, which nobody can check',
  splitTitle: (count) => `This looks like ${count} different tasks; each finds an answer more easily alone`,
  doSplit: (count) => `Make ${count} drafts of it`,
  split: (count) => `${count} drafts made; the demand itself is as it was.`,
  obstaclesTitle: 'What keeps achievements away',
  noCandidates:
    'No achievement is related at present. Other words, or a later deadline while new ones come in, may help.',
  noObstacle: (candidates) => `${candidates} related achievements; none conflicts with what is asked.`,
  obstacles: (candidates) => `${candidates} related achievements; these requirements conflict with some:`,
  excludes: (excluded, alone) =>
    alone > 0
      ? `excludes ${excluded}, ${alone} of them for this alone.`
      : `excludes ${excluded}, all of them for something else too.`,
  relaxTo: (from, to) => ` (from ${from} to ${to})`,
  requirements: {
    trl: 'Technology readiness',
    chain: 'Industry chain',
    region: 'Region',
    money: 'Money',
    cooperation: 'Ways of working together',
    indicator: 'Technical indicator',
  },
  relax: {
    trl: 'Ask for less readiness',
    chain: 'Widen the industry chain',
    region: 'Any region',
    money: 'Make it negotiable',
    cooperation: 'Add ways of working together',
    indicator: 'Relax this indicator',
  },
  extend: 'Extend the deadline by 30 days',
  repost: 'Post it again',
  changed: 'Changed. Matches follow in a moment.',
  caution:
    'The check-up goes by words and figures and does not judge the technology; operators decide what is published.',
};
