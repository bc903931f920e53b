import type { Operator } from './model.ts';

const words = (table: string) => table.trim().split(/\s+/);

/**
 * Words before a figure and the operator they mean. A `firm` one is an inequality; the others only name a goal, and
 * give way to a firm word or to a word after the figure: 压缩到 10 分钟以上.
 */
const FIRM: [Operator, string[]][] = [
  [
    '>=',
    words(`
      ≥ >= => ≮ 不低于 不小于 不少于 不短于 不浅于 不弱于 不差于 不亚于 不慢于 不轻于 不窄于 不薄于 不早于
      不得低于 不得小于 不得少于 不能低于 不能小于 不能少于 不应低于 不应小于 不宜低于 大于等于 大于或等于 高于等于
      高于或等于 至少 起码 最少 不下于 不下
    `),
  ],
  [
    '<=',
    words(`
      ≤ <= =< ≯ 不高于 不大于 不超过 不多于 不超出 不长于 不重于 不厚于 不宽于 不逾 不得超过 不得高于 不得大于
      不能超过 不能高于 不能大于 不应超过 不应大于 不应高于 不宜超过 小于等于 小于或等于 低于等于 低于或等于 至多 最多
      不迟于 不晚于
    `),
  ],
  ['>', words('> 大于 高于 超过 超出 多于 长于 突破 超 逾')],
  ['<', words('< 小于 低于 少于 短于 轻于 薄于 不到 不足')],
];
const UP = words('提高 提升 增加 增大 涨 延长 上升 扩大 扩展 改善 增长 升高 增 升 拓展 加快 加大 推高');
const DOWN = words('降低 下降 减少 缩短 缩小 减小 压缩 压减 降 减 缩减 减轻 削减 抑制 压降');
const TO = words('到 至 为 达 达到 至少');
const SOFT: [Operator, string[]][] = [
  [
    '>=',
    words(
      '最高达 最高可达 最大达 最大可达 最长达 最长可达 最远达 最远可达 最多达 最多可达 达到 可达到 能达到 可达 能达 达 高达 长达 多达 可高达 可至 实现了',
    ),
  ],
  [
    '>=',
    UP.flatMap((verb) => TO.map((to) => verb + to)).filter((word) => word !== '增为' && word !== '升为'),
  ],
  [
    '<=',
    DOWN.flatMap((verb) => TO.map((to) => verb + to)).filter(
      (word) => !/[降减](?:为|达)$/.test(word) || word.length > 2,
    ),
  ],
  [
    '<=',
    words(
      '控制在 控制到 限制在 压到 可低至 低至 小至 短至 薄至 轻至 细至 最低可达 最小可达 最低达 最小达 最快可达 压缩在 抑制在',
    ),
  ],
];
/** Words that say nothing about the side of the figure. */
const NEUTRAL = words(`
  约为 大约 大概 约 将近 逼近 近 为 是 : = == ≈ ~ 等于 取 设定为 设为 定为 要求 应当 必须 须 接近 只能到 能到 希望 介于 需要 需 应 可以 可 要 已经 已 将 仍然 仍 稳定 保持在 保持
  维持在 维持 一般 通常 平均 最高 最大 最低 最小 普遍 分别 均 都 也 则 再 进一步 有 能够 满足 做到 只有 仅为 仅 预计 目标值
  指标值 指标 标称 标准值 典型值 读数的 之间 大幅 显著 稳定在 处于 位于 长期 基本 原来的 原来 原有的 目前的 目前 现在的 现在 现有的 做到 由 从 自
  在 于 Ra Rz Rq HV HRC HB HBW Re φ Φ ( [ " “
`);
/** The last character of a longer word that must stay whole: 平均, 响应, 必需. */
const WHOLE =
  /(?:[附最邻邻远相靠临]近|平均|[响效反感适供对]应|必需|必须|许可|认可|[关对由基鉴等优高低大小多少]于|存在|行为|作为|称为|只有|所有|含有|特有|成都|首都|主要|重要|需要|最高|[含占持]有|具有|拥有)$/;

const EVERY = /每(?:一|个)?(?:小时|分钟|分|秒|天|日|年|月|周)$/;
const PER: Record<string, string> = {
  小时: 'h',
  分钟: 'min',
  分: 'min',
  秒: 's',
  天: 'd',
  日: 'd',
  年: '年',
  月: '月',
  周: '周',
};

interface Word {
  text: string;
  operator: Operator | undefined;
  firm: boolean;
}

const byLast = new Map<string, Word[]>();
for (const word of [
  ...FIRM.flatMap(([operator, list]) => list.map((text) => ({ text, operator, firm: true }))),
  ...SOFT.flatMap(([operator, list]) => list.map((text) => ({ text, operator, firm: false }))),
  ...NEUTRAL.map((text) => ({ text, operator: undefined, firm: false })),
].sort((left, right) => right.text.length - left.text.length)) {
  const last = word.text.slice(-1);
  byLast.set(last, [...(byLast.get(last) ?? []), word]);
}

/** What stands between a metric and its figure. */
export interface Wording {
  operator: Operator | undefined;
  firm: boolean;
  /** 优于: which side is meant depends on the metric. */
  better: boolean;
  /** Any word at all that ties the figure to what stands before. */
  tied: boolean;
  /** 每小时 before the figure: the time its unit is divided by, else empty. */
  per: string;
  /** Where these words begin. */
  start: number;
}

const BETTER = ['优于', '好于', '不劣于'];
const BLANK = /[\s"'”“]/;

/** Reads backwards from `end`, not further than `floor`, the words that lead up to a figure. Pure. */
export function wordingBefore(text: string, end: number, floor: number): Wording {
  const found: Wording = {
    operator: undefined,
    firm: false,
    better: false,
    tied: false,
    per: '',
    start: end,
  };
  for (let step = 0; step < 10; step += 1) {
    let at = found.start;
    while (at > floor && BLANK.test(text.charAt(at - 1))) at -= 1;
    const better = BETTER.find(
      (word) => at - word.length >= floor && text.startsWith(word, at - word.length),
    );
    if (better !== undefined) {
      found.better = !found.firm;
      found.tied = true;
      found.start = at - better.length;
      continue;
    }
    const every = EVERY.exec(text.slice(Math.max(floor, at - 5), at))?.[0];
    if (every !== undefined) {
      found.per = PER[every.replace(/每(?:一|个)?/, '')] ?? '';
      found.start = at - every.length;
      continue;
    }
    const word = wordEndingAt(text, at, floor);
    if (!word) return found;
    found.tied ||= word.operator !== undefined || /[为是:=≈]/.test(word.text);
    if (word.operator && (!found.operator || (word.firm && !found.firm))) {
      found.operator = word.operator;
      found.firm = word.firm;
    }
    found.start = at - word.text.length;
  }
  return found;
}

function wordEndingAt(text: string, at: number, floor: number): Word | undefined {
  const word = byLast
    .get(text.charAt(at - 1))
    ?.find(
      ({ text: written }) => at - written.length >= floor && text.startsWith(written, at - written.length),
    );
  if (!word) return undefined;
  const whole = word.operator === undefined && WHOLE.test(text.slice(Math.max(floor, at - 3), at));
  return whole && !/^(?:平均|需要|最高|必须|只有)$/.test(word.text) ? undefined : word;
}

const AFTER: [RegExp, Operator | undefined][] = [
  [/\s?[、,(]?\s?(?:及|或|含)?(?:以上|之上)\)?/y, '>='],
  [/\s?[、,(]?\s?(?:及|或|含)?(?:以下|之下|以内|之内)\)?/y, '<='],
  [/内(?![\u4e00-\u9fffA-Za-z])/y, '<='],
  [/\s?(?:左右|上下|之间|可调|可选|范围内(?=[可,，。;连任])|区间)/y, undefined],
];

/** The word after a figure, such as 以上: what it means and where it ends; nothing where there is none. Pure. */
export function wordingAfter(
  text: string,
  at: number,
): { operator: Operator | undefined; end: number } | undefined {
  for (const [pattern, operator] of AFTER) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) return { operator, end: at + found[0].length };
  }
  return undefined;
}

const CHANGE = new RegExp(
  `^(?:左右|以上|以下)?(?:的)?(?:大幅|进一步|显著|逐步|,|，|现)?(?:${[...UP, ...DOWN].join('|')})(?:到了|至了|到|至|为)(?:了)?(?:约|了)?$`,
);

/** True for the words between a and b in 由 a 提高到 b. Pure. */
export function isChange(between: string): boolean {
  return (
    between.length < 16 &&
    CHANGE.test(between.replace(/(?:不低于|不高于|不超过|不小于|不大于|至少|≥|≤|>|<)$/, ''))
  );
}

/** A metric that ends with a verb of change: what follows says by how much. */
export const CHANGES = new RegExp(
  `(?:${[...UP, ...DOWN, '节约', '节省', '节能', '节水', '节电'].join('|')}了?)$`,
);

const SMALLER_IS_BETTER =
  /真空度|误差|偏差|精度|公差|粗糙|极限|检出限|检测限|下限|成本|噪声|噪音|损耗|漂移|不确定|均匀|一致性|分辨率|分辨力|灵敏度|延迟|时延|延时|时间|能耗|功耗|电耗|漏率|缺陷|波动|稳定性|稳定度|非线性|线性度|跳动|平面度|直线度|平行度|圆度|圆柱度|同轴度|垂直度|面形|尺寸|厚度|线宽|失真|畸变|反射率|可读性|重复性|准确度|泄漏|温差|温升|密度差|损失|灰分|杂质|含量|残留|浓度|误码|抖动|相位噪声|噪声系数/;
const SHARE_IS_GOOD =
  /准确率|正确率|合格率|良率|效率|精度|准确度|一致性|均匀|稳定性|重复性|线性度|回收率|保持率|纯度/;

/** What 优于 means for a metric: at most for errors, limits and costs, at least for the rest. Pure. */
export function betterThan(metric: string, unit: string, value: number): Operator {
  if (unit === '%' && value >= 50 && SHARE_IS_GOOD.test(metric)) return '>=';
  return SMALLER_IS_BETTER.test(metric) ? '<=' : '>=';
}

const FIRM_INSIDE = new RegExp(
  FIRM.flatMap(([, list]) => list)
    .filter((word) => word.length > 1 && !/至少|起码|最多|最少|至多|超/.test(word))
    .sort((a, b) => b.length - a.length)
    .join('|'),
);

/** The inequality inside 焊缝强度不低于母材: its place in the phrase and what it means; nothing where there is none. Pure. */
export function wordingInside(phrase: string): { at: number; operator: Operator } | undefined {
  const found = FIRM_INSIDE.exec(phrase);
  const operator = found && FIRM.find(([, list]) => list.includes(found[0]))?.[0];
  return operator && found.index > 1 ? { at: found.index, operator } : undefined;
}

/** Divides a unit by the time of 每小时; units that are quotients already stay. Pure. */
export function perTime(unit: string, per: string): string {
  return per === '' || unit.includes('/') ? unit : `${unit}/${per}`;
}
