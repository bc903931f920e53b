import type { ListName } from './answers.ts';

/** One way to fill in a form wrongly: what the form says, the field that is named, and that field's names for people. */
export interface BadForm {
  title: string;
  form: Record<string, unknown>;
  field: string;
  names: [chinese: string, english: string];
  /** Where one list only has the field. */
  only?: ListName;
}

const names: Record<string, [string, string]> = {
  title: ['名称', 'Title'],
  chain: ['产业链', 'Industry chain'],
  keywords: ['关键词', 'Keywords'],
  cooperation: ['合作方式', 'Form of cooperation'],
  trl: ['技术成熟度', 'Readiness level'],
  contact: ['联系方式', 'Contact'],
  disclosure: ['公开级别', 'Disclosure'],
  region: ['地域', 'Region'],
  indicators: ['指标', 'ndicator'],
  titleEn: ['英文名称', 'English title'],
  problem: ['主要问题', 'Main problem'],
  deadline: ['揭榜截止日期', 'Deadline'],
  budget: ['预期投入', 'Budget'],
  reward: ['悬赏金额', 'Reward'],
  completionMonths: ['完成时限', 'Time to complete'],
  source: ['需求来源', 'Source'],
  summary: ['成果简介', 'Summary'],
  expiry: ['有效期', 'Valid until'],
  price: ['价格', 'Price'],
  patents: ['专利', 'Patents'],
};

function bad(title: string, field: string, value: unknown, at = field, only?: ListName): BadForm {
  const found = (Object.hasOwn(names, field) && names[field]) || [
    at.split('.').at(-1) ?? '',
    at.split('.').at(-1) ?? '',
  ];
  return { title, form: { [field]: value }, field: at, names: found, ...(only && { only }) };
}

function indicator(values: unknown, operator: unknown = 'between', metric: unknown = '精度'): unknown[] {
  return [{ metric, operator, values, unit: 'mm', condition: '' }];
}

function days(field: string, list: ListName): BadForm[] {
  return [
    '2026-02-30',
    '2026-13-01',
    '2026-3-5',
    '05/03/2026',
    '2026-03-05T00:00:00Z',
    '',
    'tomorrow',
    20_260_305,
  ]
    .map((day) => bad(`${field} ${day}`, field, day, field, list))
    .concat([
      bad(`${field} in the past`, field, '2026-03-01', field, list),
      bad('ancient day', field, '0001-01-01', field, list),
    ]);
}

function amounts(field: string, list: ListName): BadForm[] {
  const wrong: [string, unknown, string?][] = [
    ['nothing', null],
    ['a bare number', 30],
    ['a text', '30万'],
    ['zero', { kind: 'amount', wan: 0 }, `${field}.wan`],
    ['less than nothing', { kind: 'amount', wan: -5 }, `${field}.wan`],
    ['a text as number', { kind: 'amount', wan: '30' }, `${field}.wan`],
    ['no number', { kind: 'amount' }, `${field}.wan`],
    ['more than there is', { kind: 'amount', wan: 1e9 }, `${field}.wan`],
    ['an unknown kind', { kind: 'free' }, `${field}.kind`],
  ];
  return wrong.map(([title, value, at]) => bad(`${field}: ${title}`, field, value, at ?? field, list));
}

/** Forms that no list may take. The clock of the tests stands at 2026-03-02 in Shanghai. */
export const badForms: BadForm[] = [
  bad('empty title', 'title', ''),
  bad('blank title', 'title', ' \u3000\n '),
  bad('title of another type', 'title', 42),
  bad('title as list', 'title', ['压铸']),
  bad('title 1 too long', 'title', '长'.repeat(81)),
  bad('NUL in the title', 'title', '压铸\u0000件'),
  bad('half an emoji in the title', 'title', '压铸\ud800件'),
  bad('control character', 'contact', 'a\u0007b'),
  bad('half an emoji in a keyword', 'keywords', ['视觉', '\udfff'], 'keywords.1'),
  bad('NUL in an indicator', 'indicators', indicator([1], '<', '精\u0000度'), 'indicators.0.metric'),
  bad('NUL in the English title', 'titleEn', 'a\u0000'),
  bad('unknown chain', 'chain', 'no-such-chain'),
  bad('chain of an object’s insides', 'chain', '__proto__'),
  bad('chain of another type', 'chain', 7),
  bad('unknown cooperation', 'cooperation', ['联合开发', 'barter'], 'cooperation.1'),
  bad('cooperation as text', 'cooperation', '联合开发'),
  bad('six keywords', 'keywords', ['一', '二', '三', '四', '五', '六']),
  bad('empty keyword', 'keywords', ['视觉', ' '], 'keywords.1'),
  bad('long keyword', 'keywords', ['长'.repeat(31)], 'keywords.0'),
  ...[0, 10, 1.5, -1, '6', 1e308, true].map((trl) => bad(`TRL ${trl}`, 'trl', trl)),
  bad('unknown disclosure', 'disclosure', 'secret'),
  bad('long contact', 'contact', '长'.repeat(201)),
  bad('region of another type', 'region', null),
  bad('indicators as object', 'indicators', {}),
  bad('range with one value', 'indicators', indicator([1]), 'indicators.0.values'),
  bad('reversed range', 'indicators', indicator([5, 1]), 'indicators.0.values'),
  bad('limit with two values', 'indicators', indicator([1, 2], '<='), 'indicators.0.values'),
  bad('indicator without value', 'indicators', indicator([], '='), 'indicators.0.values'),
  bad('indicator with text value', 'indicators', indicator(['0.1'], '='), 'indicators.0.values.0'),
  bad('unknown operator', 'indicators', indicator([1], '≈'), 'indicators.0.operator'),
  bad('indicator without metric', 'indicators', indicator([1], '=', ''), 'indicators.0.metric'),
  bad('31 indicators', 'indicators', Array(31).fill(indicator([1], '=')[0])),
  bad('unknown key', 'nonsense', 1),
  bad('another wire name', 'main_problem', 'x'),
  bad('key that every object has', 'toString', 'x'),
  bad('standing of an entry', 'state', 'published'),

  ...days('deadline', 'demands'),
  ...amounts('budget', 'demands'),
  ...amounts('reward', 'demands'),
  bad('long problem', 'problem', '长'.repeat(1001), 'problem', 'demands'),
  bad('no months', 'completionMonths', 0, 'completionMonths', 'demands'),
  bad('unknown source', 'source', '自荐', 'source', 'demands'),
  bad('field of the other list', 'summary', 'x', 'summary', 'demands'),

  ...days('expiry', 'achievements'),
  ...amounts('price', 'achievements'),
  bad('long summary', 'summary', '长'.repeat(3001), 'summary', 'achievements'),
  bad('patent without number', 'patents', [{ number: '', status: '' }], 'patents.0.number', 'achievements'),
  bad('patent as text', 'patents', ['200610011407.X'], 'patents.0', 'achievements'),
  bad('field of the other list', 'problem', 'x', 'problem', 'achievements'),
].map((row) => {
  if (row.title === 'field of the other list') return { ...row, names: [row.field, row.field] };
  return row.title === 'reversed range' ? { ...row, names: ['区间', 'range'] } : row;
});
