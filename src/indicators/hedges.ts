/** Of whom or of what a figure speaks, where it is not what the achievement itself reaches today. */
const OTHERS =
  /文献|报道|行业(?:平均|水平|内)|国家标准|国标|行标|标准(?:规定|要求)|对照|对比(?:例|样|组|模型|方法|算法|试验)|同类|竞品|传统|常规|现有|国外|进口(?:产品|设备|仪器|材料)|市售|商用|普通|基线|以往/;
const PLANNED =
  /预期|有望|预计|计划(?!书)|目标(?=是|为|:|值|在于)|力争|争取|拟(?=达|实现|将|把|提|降|开展)|理论(?:上|值|最大|极限)|设计目标|未来|下一步|仿真(?:结果|表明|显示)|尚未|有待/;
/** Words that make others a yardstick, or a thing of the past: 优于国标, 替代进口产品. */
const YARDSTICK =
  /(?:(?<!对)比|较(?!好|高|低|大|小)|优于|高于|低于|超[过出]|满足|符合|替代|取代|克服|解决|针对|突破|打破|达到|不同于|区别于|相[比对]|对标|结合|基于|采用|利用|与|将|把)[^，,]{0,12}$/;
const COMPARED = /^[^，,]{0,16}(?:相比|比较|相较|对比)/;
/** What says that the clause is about the achievement again. */
const OWN =
  /本(?=项目|技术|产品|成果|装置|系统|设备|方法|工艺|研究|发明|品种|材料)|该(?!类)|我[们校院所]|新(?=品种|工艺|方法|材料|技术|产品|型)|所(?=提|研|开发|制备|述|得)|提出|研制|(?:改进|优化|改性)后|实测|^(?:但|而|则)/;
/** A part of the thing, told for this clause alone. */
const PART = /不含|不包括|不计|除[^，,]{1,8}外/;
const SENTENCE_END = /[。;!?\n]/;
/** Sentences are read back so far, so that hostile text stays cheap. */
const REACH = 160;

function isHedged(clause: string): boolean {
  return [OTHERS, PLANNED].some((kind) => {
    const found = kind.exec(clause);
    if (!found || found.index > 16) return false;
    const rest = clause.slice(found.index + found[0].length);
    return !YARDSTICK.test(clause.slice(0, found.index)) && !COMPARED.test(rest);
  });
}

/**
 * True where a figure proves nothing of the achievement that states it: what others reach (文献报道, 对照品种), what is
 * planned (预期, 目标是) or what a part does (不含电池). Such a beginning holds for the clauses after it too, until one
 * speaks of the achievement again. Takes the folded text and where the figure's quotation ends. Pure.
 */
export function isAside(text: string, end: number): boolean {
  const least = Math.max(0, end - REACH);
  let start = end;
  while (start > least && !SENTENCE_END.test(text.charAt(start - 1))) start -= 1;
  const clauses = text.slice(start, end).split(/[，,]/);
  let aside = false;
  for (const clause of clauses)
    if (isHedged(clause)) aside = true;
    else if (OWN.test(clause)) aside = false;
  return aside || PART.test(clauses.at(-1) ?? '');
}

/** 近 80 % is less than 80 %, or more where less is asked: it reaches no bound of just that figure. Pure. */
export function isNearly(quotation: string): boolean {
  return /(?:接近|将近|逼近|近)\s?\d/.test(quotation);
}
