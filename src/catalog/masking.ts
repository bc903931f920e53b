import { normalise, type TextRange } from '../kernel/text.ts';

/** Stands where something was masked. Punctuation only, so neither index nor model takes it for a word. */
export const MASK = '＊＊＊';

export interface MaskRules {
  /** Names and brands to mask wherever they stand; width, case and script do not matter. */
  words: string[];
  /** Whether exact parameters, i.e. numbers, are masked too. */
  numbers: boolean;
}

/** What leads to a person or a firm, in normalised text. Each begins where it must or is bounded, to stay linear. */
const traces: RegExp[] = [
  // Addresses of mail and web.
  /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  /(?:https?:\/\/|www\.)[^\s,;。，；、()（）<>“”"]+/g,
  /(?<![a-z\d.-])[.-]*[a-z\d][a-z\d-]*(?:\.[a-z\d-]+)*\.(?:com|cn|net|org|edu|gov|io|tech|shop)\b/g,
  // Telephone numbers, and whatever else has seven digits or more.
  /[+(]?\d(?:[ ()-]{0,2}\d){6,}/g,
  // Accounts in messengers.
  /(?<=(?:微信|vx|wechat|qq)(?:号|公众号)?\s{0,3}[:：]?\s{0,3})[a-z\d][\w-]{4,}/g,
  // What calls itself a brand, a model or a company.
  /(?<=[“"「『《])[^“”"「」『』《》\s]{1,20}(?=[”"」』》]\s{0,3}(?:品牌|牌|®))/g,
  /[\p{L}\d-]{1,20}(?=\s{0,3}®)/gu,
  /(?<=(?:品牌|商标|型号|牌号)(?:为|是|名)?\s{0,3}[:：]?\s{0,3}[“"]?)[a-z][a-z\d.-]*/g,
  /[a-z][a-z\d-]{0,40}(?=\s{0,3}(?:品牌|牌(?![号照子])))/g,
  /(?:(?![与和由向为在是的了及对从被把给])[\p{Script=Han}()]){2,18}(?:有限责任公司|有限公司|股份公司|公司集团)/gu,
];

/** Letters with digits: designations of models, materials, standards. */
const CODE = /(?<![a-z\d])(?=[a-z/-]{0,40}\d)[a-z][a-z\d]*(?:[-/.][a-z\d]+)*/g;
/** Standards and short formulas (CO2, Al2O3, PM2.5) are common knowledge; other codes may name a product. */
const KNOWN_CODE =
  /^(?:(?:gb|iso|iec|astm|din|en|jis|jb|hg|yy|qb|sh|nb|dl|ieee)(?:\/[a-z])?[-\d.]*|(?:[a-z]{1,2}\d{0,2}){1,4}(?:\.\d)?)$/;
const STANDARD = /(?<![a-z])(?:gb|iso|iec|astm|din|en|jis|jb|hg|yy|qb|sh|nb|dl|ieee)(?:\/[a-z])?\s?$/;
/** A number with its sign, its separators and its range. */
const NUMBER =
  /(?<![a-z\d.])[±<>≤≥≈~]?\s?\d[\d,.]*(?:%?\s?(?:[~×*:±–—-]|至|到)\s?\d[\d,.]*)*(?<![,.])|[百千万]分之[零一二三四五六七八九十百点]+/g;
/** Numbers in words before a unit: 五万小时, 三千米; 一次成型 and 三维 are no parameters. */
const SPELLED_NUMBER = new RegExp(
  [
    '(?<![零〇一二两三四五六七八九十百千万亿点])(?:',
    '[零〇一二两三四五六七八九十百千万亿点]{2,16}(?=\\s?(?:次|转|级|度|成|年|个月|天|元|台|件|人))|',
    '[零〇一二两三四五六七八九十百千万亿点半]{1,16}(?=\\s?(?:[兆千厘毫微纳]?[米克帕瓦伏安升秒](?![粉饭糠斯装全级])|小时|分钟|',
    '公斤|公里|吨|赫兹|摄氏度|分贝|倍|个?数量级|个?百分点)))',
  ].join(''),
  'g',
);
/** 3D, 5G and the like are names of techniques. */
const TECHNIQUE = /^(?:[2-4]d|[2-6]g)(?![a-z\d])/;

/**
 * Puts `MASK` in the place of everything that leads to whom a text is of: the given words, addresses of any kind,
 * telephone numbers, brands and models, names of companies, and exact parameters where asked. Pure; linear in the
 * text. Masks rather too much than too little, because authors see it before others do and choose their words.
 */
export function maskText(raw: string, rules: MaskRules): string {
  let text = raw;
  // Beside something masked, what was grown together with it may only now be seen to be a code of its own.
  for (let masked = maskOnce(text, rules); masked !== text; masked = maskOnce(text, rules)) text = masked;
  return text;
}

function maskOnce(raw: string, rules: MaskRules): string {
  const ranges = findMasked(raw, rules);
  let masked = '';
  let at = 0;
  for (const { start, end } of ranges) {
    masked += raw.slice(at, start) + MASK;
    at = end;
  }
  return masked + raw.slice(at);
}

/** What `maskText` masks, in order and without overlap, as UTF-16 ranges of the raw text. */
function findMasked(raw: string, { words, numbers }: MaskRules): TextRange[] {
  const { text, starts, ends } = normalise(raw);
  const inRaw = ({ start, end }: TextRange) => ({ start: starts[start]!, end: ends[end - 1]! });
  const found: TextRange[] = [];
  for (const trace of traces) found.push(...findAll(text, trace));
  const codes = findAll(text, CODE);
  found.push(...codes.filter(({ start, end }) => !KNOWN_CODE.test(text.slice(start, end))));
  if (numbers) found.push(...findNumbers(text, codes));
  // ① and ² become digits when they are normalised, but are no parameters.
  const real = found.map(inRaw).filter(({ start, end }) => /[\p{L}\p{Nd}]/u.test(raw.slice(start, end)));
  return merge([...real, ...findWords(text, words).map(inRaw)]);
}

function findAll(text: string, pattern: RegExp): TextRange[] {
  return [...text.matchAll(pattern)]
    .filter((match) => match[0] !== '')
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

function findWords(text: string, words: string[]): TextRange[] {
  const found: TextRange[] = [];
  for (const word of words) {
    const wanted = normalise(word).text.trim();
    if (!/[\p{L}\p{N}]/u.test(wanted)) continue;
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      found.push({ start: at, end: at + wanted.length });
    }
  }
  return found;
}

function findNumbers(text: string, codes: TextRange[]): TextRange[] {
  return [...findAll(text, NUMBER), ...findAll(text, SPELLED_NUMBER)].filter(({ start, end }) => {
    const isCode = codes.some((code) => code.start < end && start < code.end);
    return (
      !isCode &&
      !TECHNIQUE.test(text.slice(start, start + 4)) &&
      !STANDARD.test(text.slice(Math.max(start - 12, 0), start))
    );
  });
}

function merge(ranges: TextRange[]): TextRange[] {
  const merged: TextRange[] = [];
  for (const { start, end } of ranges.sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

const LEGAL_FORM =
  /(?:集团|控股)?(?:股份)?(?:有限)?(?:责任)?公司$|集团$|(?:co|ltd|inc|gmbh|corp|limited|company)\.?,?$/i;
const PLACE =
  /^(?:中国)?(?:\p{Script=Han}{2,3}省)?(?:\p{Script=Han}{2,3}市)?(?:北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|青岛|济南|烟台|潍坊|威海|临沂|日照|淄博|济宁|泰安|德州|聊城|滨州|菏泽|枣庄|东营|深圳|广州|杭州|宁波|苏州|无锡|南京|合肥|武汉|长沙|成都|西安|大连|沈阳|厦门|郑州)?/u;
/** Words of trades at the end of a firm's name: what stands before them is what people call it. */
const TRADE =
  /(?:智能|装备|设备|精密|仪器|仪表|机械|电子|微电子|半导体|新材料|材料|化工|生物|医药|制药|医疗|器械|新能源|能源|电力|电气|汽车|零部件|食品|纺织|服装|信息|技术|科技|网络|软件|实业|工业|工程|制造|家电|电器|海洋|海工|船舶|环保|自动化|轨道交通|交通|航空|航天|通信|光电|金属|钢铁|橡胶|农业|物流|建设|建材|发展|国际|创新)$/;
/** Said beside names in a line of contact. */
const TITLE =
  /联系人|联系|[\w.+-]+@[\w.-]+|电话|手机|邮箱|微信|地址|经理|主任|先生|女士|教授|老师|博士|工程师|部长|科长|处长|所长|院长|总|示例/g;

/**
 * The words by which readers would know an organisation and its people: its name, its name without form, place and
 * trade, and the personal names in its line of contact. Pure.
 */
export function tellingWords(organisation: string, contact: string): string[] {
  // Places, trades and forms are known here by their simplified names.
  const name = normalise(organisation).text.trim();
  const bare = name.replace(/\([^()]*\)/g, '').trim();
  const words = [name, bare];
  let core = bare;
  for (let shorter = core.replace(LEGAL_FORM, '').trim(); shorter !== core; ) {
    core = shorter;
    shorter = core.replace(LEGAL_FORM, '').trim();
  }
  words.push(core, core.replace(PLACE, ''));
  let brand = core.replace(PLACE, '');
  while (TRADE.test(brand) && brand.replace(TRADE, '').length >= 2) {
    brand = brand.replace(TRADE, '');
    words.push(brand);
  }
  const names =
    normalise(contact)
      .text.replace(TITLE, ' ')
      .match(/\p{Script=Han}{2,4}|[\p{Script=Latin}'-]{3,}/gu) ?? [];
  // A single character or letter would mask half of any text.
  return [...new Set([...words, ...names])].filter((word) => word.length >= 2);
}
