import { isLayer, sharesHead, startsWithClass, subjectLikeness } from './subjects.ts';

/** Words that make another property of the same noun: 重复定位精度 is not 定位精度. */
const QUALIFIER = new RegExp(
  `
  重复 最大 最小 最低 平均 瞬时 峰值 峰峰 额定 标称 静态 动态 纵向 横向 轴向 径向 水平(?!井) 垂直 初始 长期 短期 相对 绝对 残余 高温(?!合金) 低温 常温 室温 疲劳 输入 输出 充电
  放电 启动 停机 待机 空载 满载 极限 屈服 断裂 冲击 剪切 剥离 层间 界面 存储 运输 环境 入口 进口 一次 二次 首次 未 弯曲 压缩 拉伸 扭转 理论 实际 预测 训练 (?<!检)测试 推理
  有效 可用 公称 设计 老化 水洗 循环 浸泡 冻融 放置 储存 提高 降低 制动 质子 (?<!等)离子 电子 人脸 语音 文字 字符 车牌 指纹 声纹 虹膜 手势 行为
  (?:单体|电芯|模组|模块|电堆|电池包|系统)(?=(?:质量|体积)?(?:能量密度|功率密度|比能量|循环寿命|转换效率)) 阳性 阴性
  单体(?=(?:电池)?(?:电压|容量|内阻|一致)) 实验室 现场 缺口 饱和 表观 夜间 白天 高速 低速 干态 湿态 局部 边缘 小试 中试 [首两三五十]年 原料 出口 进水 出水 焊缝 母材 基材 基体
  接头 体积 面积 面内 法向 切向 连续 上行 下行 空间 时间(?=分辨) 光谱(?!仪) 吸附 解吸
`
    .trim()
    .split(/\s+/)
    .join('|'),
  'g',
);
/** Of these words one before a device only says which kind it is: 高速电主轴, 边缘计算芯片, 存储芯片. */
const KIND =
  /(?:高速|低速|边缘|电子|质子|(?<!等)离子|测试|训练|推理|弯曲|压缩|扭转|冲击|疲劳|充电|放电|制动|存储(?=芯片)|环境|循环|水洗|空间|水平|垂直)(?=(?![后前时中下]).{0,4}?(?:电池|电机|主轴|芯片|列车|机器人|设备|装置|.[车机器仪炉泵阀箱柜床]).{2})/g;
/** Single characters that do so right before the noun: 比强度, 面密度. */
const QUALIFYING_END =
  /(?:[单双多初终湿干热冷内外上下前后左右正负总净毛比抗耐日月年每非不反逆漏误虚全半近远快慢进出回吸粗侧顶底边辅吨发]|(?<!摩擦|运动)副|(?<![焊连拼])接)$/;

/** Nouns that say nothing alone: 强度 may be any of a dozen. */
const GENERIC = new Set(
  `强度 精度 温度 速度 时间 效率 功率 误差 尺寸 厚度 寿命 压力 含量 成本 重量 范围 频率 电压 电流 浓度 湿度 角度 长度 宽度
  高度 深度 距离 容量 流量 能力 数量 次数 等级 面积 体积 直径 外径 内径 间距 偏差 比例 系数 指数 跳动 损耗 能耗 功耗 电耗 水耗 油耗 延迟 消耗 排放 残留 稳定性
  一致性 均匀性 准确率 去除率 保持率 转化率 利用率 覆盖率 成功率 响应 周期 间隔 提高 降低 用量 产量 产能 负载 价格 售价 速率 带宽 增益
  信号 噪声 变形 位移 应力 电阻 电容 处理时间 处理能力 工作时间 节拍 性能 指标 比 率 度 量 值`.split(/\s+/),
);

/** Properties of what a thing is or can, which its parts do not have each for itself: of them a subject may be named. */
const INTENSIVE = new Set(['密度', '硬度', '分辨率', '灵敏度']);

/** How many characters both end with. */
function sharedTail(left: string, right: string): number {
  let count = 0;
  while (count < Math.min(left.length, right.length) && left.at(-1 - count) === right.at(-1 - count))
    count += 1;
  return count;
}

/** The words in a name that make it another property, in one order: how they are arranged says nothing. */
const qualifiersOf = (name: string) => [...new Set(name.match(QUALIFIER))].sort().join(' ');

/** True where two metrics end with the same noun and none of them is another property of it. Pure. */
export function endsAlike(left: string, right: string): boolean {
  const tail = sharedTail(left, right);
  return tail >= 2 && ![left, right].some((name) => qualifiersOf(name.slice(0, name.length - tail)) !== '');
}

/**
 * How surely two metrics name one property, both in canonical form: 1 for the same words, less where one names its
 * subject too (板材抗拉强度 and 抗拉强度), 0 where they differ or might. Symmetric. Pure.
 */
export function metricLikeness(left: string, right: string): number {
  if (left === right) return left === '' ? 0 : 1;
  // One side may leave the kind of device out; 高速电机 and 低速电机 are two.
  const [one = '', other = ''] = [left, right].map((name) => (name.match(KIND) ?? []).join(' '));
  if (one !== other && one !== '' && other !== '') return 0;
  return likenessOfKind(left.replace(KIND, ''), right.replace(KIND, ''));
}

function likenessOfKind(left: string, right: string): number {
  const tail = sharedTail(left, right);
  if (tail < 2 || qualifiersOf(left) !== qualifiersOf(right)) return 0;
  const noun = left.slice(left.length - tail);
  const subjects = [left, right].map((name) => name.slice(0, name.length - tail).replace(QUALIFIER, ''));
  const [shorter = '', longer = ''] = subjects.sort((one, other) => one.length - other.length);
  if (shorter === longer) return 0.95;
  // A cell survives something or other; whatever else is measured afterwards is not what it was before.
  if (shorter === '' && /后.{0,4}$/.test(longer) && /存活率$/.test(noun)) return 0.9;
  if (subjects.some((subject) => QUALIFYING_END.test(subject))) return 0;
  if (noun === '厚度' && isLayer(shorter, longer)) return 0.85;
  if (shorter === '' && startsWithClass(noun)) return 0.85;
  if (INTENSIVE.has(noun)) return subjectLikeness(shorter, longer, 'intensive');
  if (shorter !== '' && sharesHead(noun, shorter, longer)) return 0.8;
  const base = noun.replace(/(?<!能耗|噪声)(?:提高|降低)$/, '');
  return subjectLikeness(shorter, longer, GENERIC.has(base) ? 'generic' : 'specific');
}
