import { fold } from './fold.ts';

/** Names of one and the same property, each line led by the one that stands for all. */
const SYNONYMS = `
  抗拉强度 拉伸强度 抗张强度
  断裂伸长率 断后伸长率 拉断伸长率 延伸率 断裂延伸率
  弯曲强度 抗弯强度 抗折强度
  压缩强度 抗压强度
  噪声 噪音
  延迟 时延 延时
  响应时间 反应时间
  检测限 检出限 检测下限 最低检出限
  导热系数 热导率 导热率
  电导率 导电率
  功耗 功率消耗
  能耗 能量消耗
  含水率 含水量 水分含量
  合格率 良品率 成品率 良率
  误检率 误报率
  漏检率 漏报率
  准确率 正确率
  重量 自重
  分辨率 分辨力
  使用寿命 工作寿命 服役寿命
  存储温度 储存温度 贮存温度
  工作温度 使用温度
  重复定位精度 重复精度 重复定位误差
  定位精度 定位误差
  测量精度 测量误差
  检测精度 检查精度 检测误差
  测温精度 测温误差
  控温精度 温控精度 温度控制精度
  粘度 黏度
  有效期 保质期
  续航时间 续航时长
  平均无故障时间 平均无故障工作时间 平均无故障运行时间 平均故障间隔时间 mtbf
  最大 最高
  提高 提升 增加 增大 增长 延长
  降低 下降 减少 缩短 减小
  热膨胀系数 线膨胀系数 热膨胀率
  比表面积 比表面
  粒径 粒度
  去除率 脱除率
  收率 得率
  方阻 方块电阻
  透过率 透光率
  表面粗糙度 粗糙度
`;

const groups = SYNONYMS.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const standsFor = new Map(
  groups.flatMap(([first = '', ...rest]) => rest.map((word) => [word, first] as const)),
);
const SYNONYM = new RegExp(
  [...standsFor.keys()].sort((left, right) => right.length - left.length).join('|'),
  'g',
);
const KEEP = new RegExp(
  [...new Set(groups.map(([first = '']) => first)), ...standsFor.keys()]
    .sort((left, right) => right.length - left.length)
    .join('|'),
  'g',
);

/** The name of a property in one form: folded, without blanks and symbols behind it, synonyms made one. Pure. */
export function canonicalMetric(metric: string): string {
  const plain = fold(metric)
    .toLowerCase()
    .replace(/\([^()]{0,40}\)/g, '')
    .replace(/[\s:,，、。;"'“”的]/g, '')
    // What was made is measured as a matter of course after it was made; after a test of endurance it is not.
    .replace(
      /^.{0,4}(?:处理|抛光|加工|提纯|杀菌|干燥|优化|改进|改性|改造|净化|烧结|成形|成型|固化|喷涂|使用|采用|应用)后(?:的)?(?=.{2,})/,
      '',
    )
    .replace(/^末端(?=.{4})/, '')
    .replace(/^(?:要求|产品|整体|系统|设备|技术)(?=.{3,})/, '')
    .replace(/(?:指标|数值|值|要求)$/, '')
    .replace(/(?<=[\u4e00-\u9fff])(?:r[azq]|mrr|t90|d50|δe|cv)$/, '')
    .replace(/(提高|提升|降低|下降|减少)(?:率|量|幅度|比例|了)$/, '$1')
    .replace(/(?<=减重|节水|节电|节能|减量|增产)(?:率|量|比例|幅度)$/, '')
    .replace(/续航$/, '续航时间')
    .replace(/(?<=排放)浓度$|(?<=.{2})(?<!水分)含量$/, '')
    // 能耗比热风干燥降低 is 能耗降低.
    .replace(/^(.{2,12}?)[比较].{2,12}?(?=(?:提高|提升|增加|降低|下降|减少|缩短)$)/, '$1')
    .replace(/升幅$/, '提高')
    .replace(/降幅$/, '降低');
  return plain
    .replace(KEEP, (word) => standsFor.get(word) ?? word)
    .replace(SYNONYM, (word) => standsFor.get(word) ?? word);
}

/** Words that make another property of the same noun: 重复定位精度 is not 定位精度. */
const QUALIFIER =
  /重复|最大|最小|最低|平均|瞬时|峰值|峰峰|额定|标称|静态|动态|纵向|横向|轴向|径向|水平|垂直|初始|长期|短期|相对|绝对|残余|高温|低温|常温|室温|疲劳|输入|输出|充电|放电|启动|停机|待机|空载|满载|极限|屈服|断裂|冲击|剪切|剥离|层间|界面|存储|运输|环境|入口|进口|一次|二次|首次|未|弯曲|压缩|拉伸|扭转|理论|实际|预测|训练|测试|推理|有效|可用|公称|设计|老化|水洗|循环|浸泡|冻融|放置|储存|提高|降低|制动|质子|离子|电子|人脸|语音|文字|字符|车牌|指纹|声纹|虹膜|手势|行为/;
/** Single characters that do so right before the noun: 比强度, 面密度. */
const QUALIFYING_END =
  /(?:[单双多初终湿干热冷内外上下前后左右正负总净毛比抗耐日月年每非不反逆漏误虚全半近远快慢进出回接吸侧顶底边辅吨]|(?<!摩擦|运动)副)$/;

/** Nouns that say nothing alone: 强度 may be any of a dozen. */
const GENERIC = new Set(
  `强度 精度 温度 速度 时间 效率 功率 误差 尺寸 厚度 寿命 压力 密度 含量 成本 重量 范围 频率 电压 电流 浓度 湿度 硬度 角度 长度 宽度
  高度 深度 距离 容量 流量 能力 数量 次数 等级 面积 体积 直径 外径 内径 间距 偏差 比例 系数 指数 跳动 损耗 能耗 功耗 电耗 水耗 油耗 延迟 消耗 排放 残留 稳定性
  一致性 均匀性 准确率 去除率 保持率 转化率 利用率 覆盖率 成功率 响应 周期 间隔 提高 降低 用量 产量 产能 负载 价格 售价 速率 带宽 增益
  灵敏度 分辨率 信号 噪声 变形 位移 应力 电阻 电容 处理时间 处理能力 工作时间 节拍 性能 指标 比 率 度 量 值`.split(
    /\s+/,
  ),
);

const bigrams = (text: string) =>
  Array.from({ length: Math.max(text.length - 1, 0) }, (_, at) => text.slice(at, at + 2));

function dice(left: string, right: string): number {
  const rest = bigrams(right);
  const total = rest.length + Math.max(left.length - 1, 0);
  let shared = 0;
  for (const bigram of bigrams(left)) {
    const at = rest.indexOf(bigram);
    if (at < 0) continue;
    shared += 1;
    rest.splice(at, 1);
  }
  return total === 0 ? 0 : (2 * shared) / total;
}

/** What stands before the part that both end with. */
function sharedTail(left: string, right: string): number {
  let count = 0;
  while (count < Math.min(left.length, right.length) && left.at(-1 - count) === right.at(-1 - count))
    count += 1;
  return count;
}

/** True where two metrics end with the same noun and none of them is another property of it. Pure. */
export function endsAlike(left: string, right: string): boolean {
  const tail = sharedTail(left, right);
  return tail >= 2 && ![left, right].some((name) => QUALIFIER.test(name.slice(0, name.length - tail)));
}

/** From what likeness on two metrics are taken for one; in doubt they are two. */
const ALIKE = 0.7;

/**
 * How surely two metrics name one property, both in canonical form: 1 for the same words, less where one names its
 * subject too (板材抗拉强度 and 抗拉强度), 0 where they differ or might. Symmetric. Pure.
 */
export function metricLikeness(left: string, right: string): number {
  if (left === right) return left === '' ? 0 : 1;
  const tail = sharedTail(left, right);
  if (tail < 2) return 0;
  const [shorter, longer] = left.length < right.length ? [left, right] : [right, left];
  const rests = [shorter, longer].map((name) => name.slice(0, name.length - tail));
  if (rests.some((rest) => QUALIFIER.test(rest) || QUALIFYING_END.test(rest))) return 0;
  if (rests[0] === '') return !GENERIC.has(shorter) && rests[1]!.length >= 2 ? 0.9 : 0;
  const likeness = dice(left, right);
  return likeness >= ALIKE && tail >= 3 ? likeness * 0.9 : 0;
}
