import type { Indicator } from './model.ts';

/** Nouns of which less is better, at the end of a metric. */
const LOW =
  /(?:精度|准确度|误差|偏差|公差|成本|费用|造价|噪声|噪音|损耗|损失|漂移|延迟|时延|延时|响应时间|处理时间|检测时间|能耗|功耗|电耗|油耗|水耗|物耗|泄漏|漏率|泄漏率|缺陷率|不良率|废品率|次品率|误检率|误报率|误判率|漏检率|漏报率|错误率|误码率|字错率|跳动|粗糙度|检测限|检出限|检测下限|不确定度|平面度|直线度|圆度|同轴度|垂直度|平行度|残留|排放|用水|用电|用药|用)(?:值|量)?$/;
/** Nouns of which more is better. */
const HIGH =
  /(?:寿命|效率|强度|续航|续航时间|续航里程|准确率|正确率|识别率|检出率|合格率|良率|良品率|成品率|通量|保持率|回收率|收率|转化率|选择性|纯度|去除率|成活率|光效|能量密度|功率密度|电流密度|利用率|成功率|覆盖率|产量|产能|能力|速度|速率|转速|扭矩|功率|增益|带宽|抑制比|信噪比|隔离度|阻断电压|击穿电压|脱盐率|循环次数|载荷|负载|载重|作用距离|探测距离|测量距离|传输距离|存活率|通信距离|可用性|可用度|可靠性|可靠度|算力|深度|水深|导热系数|热导率|电导率|比表面积|比容量|硬度|韧性|模量|延伸率|伸长率)(?:值)?$/;
const RISES = /(?:节水|节电|节能|减重|减量|增产|减排|提高|提升|增加|增大|增长|改善|延长)(?:率|量|了)?$/;
const FALLS = /(?:降低|下降|减少|缩短|减小|降幅)(?:率|量|幅度|了)?$/;

/** Which side of a metric is good, where its noun tells; a fall is good where less is better. Pure. */
export function goodSide({ metric, unit, values }: Indicator): 'low' | 'high' | undefined {
  if (RISES.test(metric)) return 'high';
  if (FALLS.test(metric)) return LOW.test(metric.replace(FALLS, '')) ? 'high' : undefined;
  // A precision of 0.1 mm is good when small, one of 99 % when large.
  if (/(?:精度|准确度)$/.test(metric) && unit === '%' && (values[0] ?? 0) >= 50) return 'high';
  if (LOW.test(metric)) return 'low';
  return HIGH.test(metric) ? 'high' : undefined;
}
