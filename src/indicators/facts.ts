import type { Quantity } from './quantities.ts';
import { COUNTS } from './unit-names.ts';
import type { Wording } from './wording.ts';
import { CHANGES } from './wording.ts';

/** A figure with what was read around it. */
export interface Reading {
  quantity: Quantity;
  wording: Wording;
  /** An explicit word or sign for the side, before or after the figure. */
  explicit: boolean;
  /** A word such as 以上 or 左右 follows the figure. */
  followed: boolean;
  metric: string;
  /** The clause in which it stands, from its begin to the figure. */
  before: string;
  /** A few characters after the figure. */
  after: string;
  /** The whole sentence. */
  sentence: string;
}

/** Sentences about who somebody is. */
const COMPANY =
  /(?:公司|企业|我厂|集团|我院|学院|医院|研究所|中心|团队|课题组|本厂|基地|单位)[^。]{0,14}(?:拥有|现有|成立|占地|位于|下设|累计|年产|注册|开放|获批|建有|员工|职工)|^(?:公司|企业|医院|学校)(?:拥有|现有|成立)|市场规模|营业收入|年产值|注册资本|占地面积|年门诊量/;

/** What is told of people, money and projects. */
const FACT =
  /公司|我们|我方|员工|职工|人员(?!识别|检测|定位|计数|密度|流量|跟踪)|团队|占地|厂房|厂区|建筑面积|种植面积|应用面积|推广面积|注册资|产值|营业|收入|销售|销量|利润|利税|税收|投资|投入(?!产)|经费|资金|预算|奖金|奖励|融资|补助|资助|市场|年均增长|同比|专利|论文|著作权|软著|课题|案例|项目周期|项目期|执行期|实施期|许可期|工期|研究周期|建设期|研发周期|合作期|年产[能量]|门诊|床位|电话|传真|邮箱|编号|合同|股份|企业|学历|博士|教授|历时|攻关|获奖|验收|出口额|出口量|订单[量额数]|装机|年发电(?!量提|量增)|就业|负责人|报名|近三年|近\d年|为期|用地/;

/** How things stand today, which nobody asks for or promises. */
const TODAY = /目前|当前|现有|现阶段|现状|传统|原有|以往|通常只|国内同类|进口产品/;

/** What was not reached. */
const NEGATED =
  /达不到|不达标|(?:未能?|尚未|没有|没|无法|难以|不能|达不)(?:完全|稳定|很好地)?(?:达|实现|满足|做到|控制|降|提高|提升|突破)/;

/** What others reach, unless it is compared with. */
const OTHERS = /^(?!.*[比较])[^，,]*(?:传统|现有技术|国外|进口(?:产品|设备)|同类产品|以往|竞品)/;

/** Running English: this reader knows Chinese. */
const ENGLISH = /.{25}|\b(?:the|that|with|over|and|of|which|than|at|in|is|for|to|a|an|by|from|on)\b/i;

const COST = /成本|价|费|售|造价|单价|投资强度/;
const IDLE_VERB =
  /(?:通过|提供|完成|建成|建立|接入|采用|经过|经|历时|形成|获得|承担|培养|发表|申请|授权|突破|安装|配备|设置|部署|生产|选用|使用|添加|加入|取|测试了|制备|研制|开展|拥有|现有|配置|组成|共|占|约|共计|合计|已有|超|选取|取得|来自|位于|分为|其中|包含|包括|建设|推广|应用|适用|例如|如)$/;
const ABLE_VERB =
  /(?:识别|支持|包装|检测|处理|分拣|采集|减少|增加|提高|降低|容纳|存储|输出|覆盖|监测|跟踪|承载|接入|管理|并行|分辨)$|^(?:识别|支持|检测)/;
const COUNTED =
  /(?:数|量|能力|节拍|速度|通量|规模|容量|寿命|次数|率|效率|产能|密度|人工|用户)$|减少|增加|降低|提高/;
const LASTS =
  /(?:寿命|期|时间|时长|周期|年限|间隔|续航|工作|运行|供电|保存|稳定性|耐久性|待机|时限|老化|耐候性|使用)$/;
const TAKES_NUMBER = /(?:值|比|系数|指数|率|度|数|量|因子|倍数|级|pH|(?:^|[^A-Za-z])[A-Z]{2,4})$/;

/** 304 不锈钢, 6061 铝合金: the figure names a grade. */
const GRADE_OF = /^\s?(?:不锈|.{0,2}钢|铝|.{0,2}合金|型|系列|号)/;

/** True where a figure tells of a company, a project or a date, or of nothing: it is no technical indicator. Pure. */
export function isNoIndicator(reading: Reading): boolean {
  const { quantity, metric, sentence } = reading;
  if (quantity.partial || metric === '' || FACT.test(metric) || COMPANY.test(sentence)) return true;
  if (!/[\u4e00-\u9fff]/.test(metric) && ENGLISH.test(metric)) return true;
  if (NEGATED.test(reading.before) || OTHERS.test(reading.before)) return true;
  if (isIdle(reading) || isToday(reading)) return true;
  if (quantity.unit === '万元') return !COST.test(metric);
  if (quantity.unit === '美元' || quantity.unit === '欧元') return !COST.test(metric);
  if (['项', '篇', '名', '家', '届'].includes(quantity.unit)) return true;
  if (/每.{1,2}$|\d\s?(?:[℃°%年月天]|[A-Za-zμ]{1,3})$/.test(metric)) return true;
  return isLoose(reading);
}

/** 提供 500 g, 通过 1000 次 tell of a deed; 重复使用 25 次以上 does not. */
function isIdle({ metric, quantity, explicit }: Reading): boolean {
  if (!IDLE_VERB.test(metric) || (explicit && !COUNTS.has(quantity.unit))) return false;
  return !(ABLE_VERB.test(metric) && quantity.unit !== '');
}

function isToday({ explicit, before }: Reading): boolean {
  return !explicit && TODAY.test(before) && !/[比较]/.test(before);
}

/** Figures that need a word to tie them to their metric, and have none. */
function isLoose({ quantity, wording, explicit, followed, metric, after }: Reading): boolean {
  const { unit, spelled } = quantity;
  if (unit === '' && GRADE_OF.test(after)) return true;
  const tied = explicit || followed || wording.tied || wording.better;
  if (spelled && (unit === '' || (unit !== '数量级' && !explicit))) return true;
  const named = quantity.shape === 'single' ? explicit : tied;
  if (unit === '' && !named && !TAKES_NUMBER.test(metric)) return true;
  if (unit === '' && /^[\u4e00-\u9fff]/.test(after) && !tied) return true;
  if (COUNTS.has(unit) && !explicit) return !(ABLE_VERB.test(metric) || COUNTED.test(metric));
  if (['年', '月', '周', 'd'].includes(unit) && !explicit)
    return !(LASTS.test(metric) || CHANGES.test(metric));
  return false;
}
