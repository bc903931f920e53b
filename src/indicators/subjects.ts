/** What a name may end with that is a thing, not a property: an instrument, a machine, a material, a piece. */
const THING =
  /(?:材料|合金|钢|陶瓷|玻璃|橡胶|树脂|塑料|薄膜|涂层|镀层|织物|面料|纤维|混凝土|泡沫|粉末|粉体|晶体|仪|仪器|器|机|机器人|机械臂|装置|设备|系统|相机|雷达|显微镜|望远镜|光谱仪|声呐|脂质体|微球|胶囊|制剂|纳米粒|试剂盒)$/;
/** What is measured or carried, told by its class alone: an instrument or a carrier of it is no other subject. */
const MEDIUM = /^(?:气体|药物|样品|工件)$/;
/** Words for the thing as such: they may differ or be missing behind the word that tells what it is for. */
const SUCH = /^(?:系统|设备|装置|仪|仪器|机|器|平台|样机|产品|材料|图像|图片|工件|模型|算法|新?品种|品系)$/;
const SUCH_END = new RegExp(SUCH.source.slice(1));
/** Of what is sold as one piece nothing else is meant by the bare noun. */
const SELF = /^(?:整机|样机|产品)$/;
/** A word that names a whole class of things: 铝合金密度 is a density of an alloy. */
const CLASS_FIRST = /^(?:合金|材料|机器人|涂层|传感器|电池|电机)/;
/** 膜厚, 壁厚: of a film or a wall the thickness is the thickness. */
const LAYER = /^[膜壁板层]$/;
/**
 * A device or a machine that begins the words two names share. Instruments are none of them: what they measure makes
 * another property of it (甲烷 and 乙醇 before 传感器检测限), and neither is what stands for any device (系统).
 */
const HEAD =
  /^(?:电池|电机|风机|水泵|锅炉|电?主轴|电堆|芯片|网箱|机器人|机械臂|无人机|飞机|车(?![内速辆道牌身轮间门窗床体]))(?=.{2})/;
/** One by its ending, with two characters before it that are shared too: 换热器 and 加热器 are two devices. */
const ENDS_AS_DEVICE = /^[^感测析应]{2,3}(?:(?<![测感析应])器|机|炉|泵|阀|箱|柜|塔|罐|船|艇|灯|屏)(?=.{2})/;
/** What is measured itself: of it the noun behind says something else (功率波动 is no 波动 of the rest). */
const MEASURAND =
  /(?:温度|湿度|压力|流量|速度|转速|功率|电压|电流|频率|浓度|厚度|长度|宽度|高度|深度|角度|距离|重量|位移|扭矩|液位|尺寸|直径)$/;
/** Losses and times add up: what one part alone exceeds, the whole exceeds too. */
const ADDS_UP = /^(?:响应时间|时间|延迟|重量|成本|损耗|功耗|能耗)$/;

/** Both subjects without the characters they begin with alike. */
function apart(shorter: string, longer: string): { head: number; rests: [string, string] } {
  let head = 0;
  while (head < shorter.length && shorter.charAt(head) === longer.charAt(head)) head += 1;
  return { head, rests: [shorter.slice(head), longer.slice(head)] };
}

/** True where one subject is the other's layer: 支架 and 支架壁, nothing and 膜, 涂层 and 膜. Symmetric. Pure. */
export function isLayer(left: string, right: string): boolean {
  const { rests } = apart(left, right);
  return [rests, [...rests].reverse()].some(
    ([whole = '', layer = '']) =>
      (whole === '' && LAYER.test(layer)) || (layer === '膜' && /^(?:涂层|薄膜|镀层)$/.test(whole)),
  );
}

/**
 * True where two names share their head noun and the property behind it (`shared`), so that what stands before only
 * says which kind each is: 动力电池, 固态电池. Symmetric. Pure.
 */
export function sharesHead(shared: string, left: string, right: string): boolean {
  if (MEASURAND.test(left) || MEASURAND.test(right)) return false;
  return HEAD.test(shared) || ENDS_AS_DEVICE.test(shared);
}

/** True where a name begins with a class of things, so that what stands before it only says which of them. Pure. */
export const startsWithClass = (name: string): boolean => CLASS_FIRST.test(name);

/** True where one subject is the other with words before it, whatever stands for the thing as such behind either. */
function isNarrowed(left: string, right: string): boolean {
  const [one = '', other = ''] = [left, right].map((subject) => subject.replace(SUCH_END, ''));
  return Math.min(one.length, other.length) >= 2 && (one.endsWith(other) || other.endsWith(one));
}

/**
 * How surely two subjects before one noun are those of one property, the shorter first: 0 where they are two things or
 * might be. Of a `generic` noun (重量) every part has its own, so that no subject may be added; of an `intensive` one
 * (密度) a thing may; of a `specific` one (包封率) anything that makes it no other property. Pure.
 */
export function subjectLikeness(
  shorter: string,
  longer: string,
  noun: 'generic' | 'intensive' | 'specific',
): number {
  if (shorter === '' && SELF.test(longer)) return 0.9;
  if (noun === 'generic') return 0;
  const { head, rests } = apart(shorter, longer);
  const [rest, more] = rests;
  if (MEASURAND.test(rest) || MEASURAND.test(more)) return 0;
  if (shorter === '') {
    if (noun === 'intensive') return THING.test(longer) ? 0.85 : 0;
    return longer.length >= 2 || longer === '体' ? 0.9 : 0;
  }
  if (head >= 2 && (rest === '' || SUCH.test(rest)) && SUCH.test(more)) return 0.8;
  if (noun === 'specific' && isNarrowed(shorter, longer)) return 0.8;
  if (noun === 'intensive') return 0;
  const named = [shorter, longer].filter((subject) => !MEDIUM.test(subject));
  return named.length === 1 && THING.test(named[0]!) ? 0.75 : 0;
}

/**
 * True where `part` is a property of a part of the system that `whole` names, and adds up in it: 储能变流器响应时间 and
 * 储能系统响应时间. What the part alone exceeds, the system does. Both in canonical form. Pure.
 */
export function addsUpIn(whole: string, part: string): boolean {
  const found = /^(.{2,8})系统(.{2,6})$/.exec(whole);
  const [, kind = '', noun = ''] = found ?? [];
  if (!found || !ADDS_UP.test(noun) || !part.startsWith(kind) || !part.endsWith(noun)) return false;
  return THING.test(part.slice(kind.length, part.length - noun.length));
}
