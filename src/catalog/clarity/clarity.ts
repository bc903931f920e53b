import { readIndicators } from '../../indicators/read.ts';
import type { DemandContent } from '../demand-model.ts';
import { type Entry, requiredFields } from '../entry.ts';
import { entryTexts, type FieldText } from '../entry-texts.ts';
import { type Clarity, type ClarityHint, type Question, questions } from './model.ts';
import { unlikeParts } from './split.ts';
import { vagueWishes } from './vague.ts';

const PUBLISH_FROM = 10;
const HOLD_FROM = 5;
const LONG_ENOUGH = 40;

const PRESENT = /目前|现有|现在|当前|传统|原有|常规|采用|依靠|靠人工|人工|进口|国外/;
const WISH = /希望|需要|需求|要求|寻求|征集|解决|研制|研发|开发|实现|攻克|想/;
const NOT_TODAY =
  /不足|不能|无法|难以|过高|过低|偏[高低大]|容易|缺乏|依赖|瓶颈|问题|漏|误|差|慢|贵|断|裂|磨损|失效/;
const GAIN = /提[高升]|降低|减少|缩短|延长|替代|优于|国产化|节约|增加|达到/;
const CONDITIONS = /环境|工况|条件|温度|湿度|压力|材质|材料|规格|尺寸|产线|现场|原料|标准/;

/** Fields that make a demand easier to answer, beside those it must have. */
const wishedFields = [
  'technology',
  'goals',
  'indicators',
  'keywords',
  'cooperation',
  'deadline',
  'completionMonths',
  'trl',
  'ipTerms',
] as const;

/**
 * How clear a demand is, before anybody answers it: the four questions of the gate from what its form says, with hints,
 * missing fields, wishes that cannot be checked, and tasks that might be demands of their own. Advice only: the rules
 * count words and figures and understand nothing. Pure.
 */
export function clarityOf(entry: Entry): Clarity {
  const content = entry.content as DemandContent;
  const { title, prose } = entryTexts(entry);
  const checks = checksOf(content, prose);
  const scores = Object.fromEntries(
    questions.map((question) => [
      question,
      checks[question].reduce((sum, [holds, points]) => sum + (holds ? points : 0), 0),
    ]),
  ) as Record<Question, number>;
  const sum = questions.reduce((total, question) => total + scores[question], 0);
  return {
    scores,
    sum,
    advice: adviceFor(Object.values(scores), sum),
    hints: questions.flatMap((question) =>
      checks[question].flatMap(([holds, , hint]) => (holds ? [] : [hint])),
    ),
    missing: missingFields(content),
    vague: vagueWishes([title, ...prose]),
    parts: unlikeParts(prose),
  };
}

type Check = [holds: boolean, points: number, hint: ClarityHint];

function checksOf(content: DemandContent, prose: readonly FieldText[]): Record<Question, Check[]> {
  const whole = prose.map(({ text }) => text).join('\n');
  const figures =
    content.indicators.length + prose.reduce((sum, { text }) => sum + readIndicators(text).length, 0);
  const isMoneyGiven = [content.budget, content.reward].some(({ kind }) => kind !== 'undetermined');
  return {
    need: [
      [content.problem.trim().length >= LONG_ENOUGH, 2, 'sayProblem'],
      [PRESENT.test(whole), 1, 'sayPresent'],
      [WISH.test(whole), 1, 'sayWish'],
      [content.goals.trim() !== '', 1, 'sayGoals'],
    ],
    substance: [
      [content.technology.trim().length >= LONG_ENOUGH / 2, 1, 'sayTechnology'],
      [figures > 0, 2, 'giveFigures'],
      [figures > 2, 1, 'giveMoreFigures'],
      [CONDITIONS.test(whole), 1, 'sayConditions'],
    ],
    advantage: [
      [NOT_TODAY.test(whole), 3, 'sayWhyNotToday'],
      [GAIN.test(whole), 2, 'sayGain'],
    ],
    partner: [
      [content.cooperation.length > 0, 2, 'sayCooperation'],
      [isMoneyGiven, 2, 'sayMoney'],
      [content.deadline !== null || content.completionMonths !== null, 1, 'sayTime'],
    ],
  };
}

/** The gate of the Enterprise Europe Network. Pure. */
export function adviceFor(scores: readonly number[], sum: number): Clarity['advice'] {
  if (sum < HOLD_FROM) return 'reject';
  return sum < PUBLISH_FROM || scores.includes(0) ? 'hold' : 'publish';
}

function missingFields(content: DemandContent): string[] {
  const values = content as Record<string, unknown>;
  const isEmpty = (field: string) => {
    const value = values[field];
    return value === null || value === '' || (Array.isArray(value) && value.length === 0);
  };
  const money = [content.budget, content.reward].every(({ kind }) => kind === 'undetermined')
    ? ['reward']
    : [];
  return [...[...requiredFields.demands, ...wishedFields].filter(isEmpty), ...money];
}
