/** A noun phrase and its place in the folded text. */
export interface Phrase {
  text: string;
  start: number;
  end: number;
}

/** Words a phrase may begin with that are no part of what is measured; longer words that begin alike stay whole. */
const LEAD =
  /^(?:[^的]{0,16}相比|[常室]温下(?=.{2})|[^的]{1,12}(?:网络|环境|条件|工况|数据集|测试集|验证集|介质|溶液|气氛|状态)[下上中内](?=.{2})|[\s,、:.·\-"'“”《》\])]|\d{1,2}(?:\.\d{1,2}){0,2}[.)、](?!\d)|[一二三四五六七八九十]{1,2}(?:是|[)、])|[①-⑳]|要求|希望|需要|所需|实现|使得|使其|使(?!用)|将|把|确保|保证|具有|具备|满足|可以|可(?!靠|见|用|逆|燃|读|听|塑|溶|加工|靠|重复|控|调|再|维护|回收)|能够|能(?!量|耗|效|源|级|谱|力|见)|必须|须|需(?!求|氧|水|量)|应(?!力|变|答|急|用)|且|并且|并(?!发|联|行|网|机|口)|同时|其中|其(?!他|余)|该(?!项)|本(?=项目|技术|产品|公司|成果|装置|系统|设备|方法|工艺|研究|课题|发明)|目前|当前|现有|以及|和(?!易)|与|及(?!时)|对(?!比|照|准|称|位|角|流|接|数|中)|至少|最终|单纯|所述|但|而|则|若|如果|当(?!前|量|日|年|地)|在(?!线|位|役|轨)|经(?!济|纬|过率)|于|了|的|为|是|达到|达|要|由(?!来)|从|即|如|约|已|也|均(?!匀|方|值|压|温|质|化)|还|再(?!现|生|循)|又|不仅|要求的|后(?!处|端|备)|时(?!间|延|长|效|速|限|空)|下(?!限|降|料|游|线)|通过|主要|核心|关键|指标|技术指标|技术参数|性能指标|包括|如下|以下|目标(?=[:为]))/;

/** Words a phrase may end with that are no part of it. */
const TAIL =
  /(?:[\s,、:.·\-"'“”=([]|要求|指标|应该|进一步|大幅|显著|平均|至少|可|需要|预计|实测|测得|约|整体|稳定|的|了|是|为|在|由|从|将|已|可以|能够|均达|都|仍|同时|分别|也|不|希望|目前|现在|只|只能|只能到|接近|不应|不宜|现为|(?<![实发体呈出表再])现|能(?<![性功节储机智动热势职产效蓄官]能))$/;

/** A verb before the noun: what follows it is what is measured. */
const VERB =
  /(?:使得|使(?![用得])|将|要求|实现|确保|希望|保证|满足|保持(?!率|力)|采用|具有|具备|其中|达到|需(?!求|氧)|所需)(?=[^的]{2,})/g;

/** After a change verb in the phrase: 良品率至少提高 is 良品率提高. */
const ADVERB =
  /(?:至少|平均|大幅|进一步|显著|预计|约|可|能|要求|应|需)(?=(?:提高|提升|增加|增大|降低|减少|缩短|下降|节约|节省|改善|延长|减小)了?$)/;

/** Where the phrase before `end` begins: after the last mark of the clause, not before `floor`. Pure. */
export function clauseStart(text: string, end: number, floor: number): number {
  const least = Math.max(floor, end - 60);
  let depth = 0;
  for (let at = end; at > least; at -= 1) {
    const mark = text.charAt(at - 1);
    if (mark === ')') depth += 1;
    else if (mark === '(') {
      if (depth === 0) return at;
      depth -= 1;
    } else if (/[。;!?\n]/.test(mark) || (depth === 0 && /[，,]/.test(mark))) return at;
  }
  return least;
}

/** Blanks out what stands in brackets, keeping the length. Pure. */
function withoutBrackets(text: string): string {
  return text.replace(/\([^()]{0,40}\)|\[[^[\]]{0,40}\]|【[^【】]{0,40}】|《[^《》]{0,40}》/g, (group) =>
    ' '.repeat(group.length),
  );
}

/**
 * What is measured, cut out of the folded text between `start` and `end`: the last noun phrase without list numbers,
 * verbs and boilerplate; undefined where nothing is left. Pure.
 */
export function phraseIn(text: string, start: number, end: number): Phrase | undefined {
  let from = start;
  let part = withoutBrackets(text.slice(start, end));
  const trim = () => {
    part = part.trimEnd();
    for (let cut = TAIL.exec(part); cut && part.length > 0; cut = TAIL.exec(part))
      part = part.slice(0, cut.index);
  };
  const drop = (count: number) => {
    from += count;
    part = part.slice(count);
  };
  trim();
  for (const mark of [':', '、', ' 且', '。']) {
    const at = part.lastIndexOf(mark);
    if (at >= 0) drop(at + 1);
  }
  const of = part.lastIndexOf('的');
  // 对 COD 的去除率: what is removed is part of the name.
  const object = /(?<![相绝应反配成针])对([^对的]{1,12})$/.exec(part.slice(0, Math.max(of, 0)))?.[1];
  if (of >= 0 && part.length - of > 2) drop(object === undefined ? of + 1 : of - object.length);
  const verbs = [...part.matchAll(VERB)];
  const verb = verbs.at(-1);
  if (verb) drop(verb.index + verb[0].length);
  for (let cut = LEAD.exec(part); cut && part.length > 0; cut = LEAD.exec(part)) drop(cut[0].length);
  trim();
  if (!/[\u4e00-\u9fffA-Za-zα-ωΑ-Ω]/.test(part)) return undefined;
  const phrase = part
    .replace(ADVERB, '')
    .replace(/\s{2,}/g, '')
    .trim()
    .slice(-40);
  return { text: phrase, start: from, end: from + part.length };
}

const OBJECT =
  /^(?:及以上|以上|左右)?(?:的)?([\u4e00-\u9fffA-Za-z]{2,12}?)(?=[。;!?\n，,、(\s]|$|不低于|不超过|不小于|不大于|达到|大于|小于|≥|≤|且|的|和|与|及)/;

/** What is measured where it follows the figure: 15kN/m 的剥离强度. Pure. */
export function phraseAfter(text: string, at: number): Phrase | undefined {
  const found = OBJECT.exec(text.slice(at, at + 24));
  const noun = found?.[1];
  if (!found || !noun) return undefined;
  const start = at + found[0].length - noun.length;
  return { text: noun, start, end: start + noun.length };
}

/** The parts of 非线性、滞后误差 where several metrics share one list of figures. Pure. */
export function listedPhrases(text: string, start: number, end: number, count: number): Phrase[] | undefined {
  const parts: Phrase[] = [];
  let from = start;
  for (const cut of [...text.slice(start, end).matchAll(/[、和与及]/g), undefined]) {
    const to = cut ? start + cut.index : end;
    const phrase = phraseIn(text, from, to);
    if (phrase) parts.push(phrase);
    from = to + 1;
  }
  return parts.length >= count ? parts.slice(-count) : undefined;
}
