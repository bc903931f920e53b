import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricLikeness } from '../../src/indicators/align.ts';
import { canonicalMetric } from '../../src/indicators/names.ts';

const alike = (left: string, right: string) => metricLikeness(canonicalMetric(left), canonicalMetric(right));

describe('whether two metrics are one', () => {
  it.each([
    ['抗拉强度', '拉伸强度'],
    ['抗拉强度', '板材抗拉强度'],
    ['检查精度', '视觉检测精度'],
    ['噪声', '噪音'],
    ['表面粗糙度Ra', '表面粗糙度'],
    ['能耗降低', '能耗下降幅度'],
    ['主轴最高转速', '主轴最大转速'],
    ['回應時間', '回应时间'],
    ['密度', '复合材料密度'],
    ['支架厚度', '支架壁厚'],
    ['厚度', '膜厚'],
    ['涂层厚度', '膜厚'],
    ['铝合金密度', '新合金密度'],
    ['药物包封率', '脂质体包封率'],
    ['气体检测下限', '传感器检测下限'],
    ['检测系统误报率', '检测装置误报率'],
    ['防污涂层有效期', '防污涂料服役有效期'],
    ['产品收率', '新工艺收率'],
    ['单张识别时间', '每张图像识别时间'],
    ['板材最大厚度偏差', '最大板材厚度偏差'],
    ['体温测量误差', '测温误差'],
    ['测距精度', '距离测量误差'],
    ['细胞存活率', '冻存复苏后细胞存活率'],
    ['粒径', '平均粒径'],
    ['去除率', '去除效率'],
    ['续航时间', '单次充电续航时长'],
    ['最大扭矩', '峰值转矩'],
    ['焊接接头抗拉强度', '接头抗拉强度'],
    ['检测试剂盒灵敏度', '试剂盒灵敏度'],
    ['动力电池能量密度', '固态电池能量密度'],
    ['转换效率', '光伏组件转换效率'],
    ['工业激光器输出功率', '光纤激光器输出功率'],
    ['高速列车车内噪声', '车内噪声'],
    ['电动汽车续驶里程', '整车续驶里程'],
    ['灭菌时间', '过氧化氢等离子灭菌器灭菌时间'],
    ['优质稻新品种亩产', '优质稻亩产'],
    ['水质监测设备单价', '国产化水质监测仪设备单价'],
    ['高速电主轴最高转速', '电主轴最高转速'],
    ['算力', '边缘计算芯片算力'],
    ['深远海养殖网箱抗风浪能力', '半潜式网箱抗风浪能力'],
    ['焊接机器人重复定位精度', '搬运机器人重复定位精度'],
    ['空气压缩机排气量', '螺杆压缩机排气量'],
    ['疲劳试验机最大载荷', '试验机最大载荷'],
    ['高温合金抗拉强度', '合金抗拉强度'],
    ['存储芯片读取速度', '芯片读取速度'],
  ])('%s and %s are', (left, right) => {
    expect(alike(left, right)).toBeGreaterThan(0);
  });

  it.each([
    ['定位精度', '重复定位精度'],
    ['抗拉强度', '屈服强度'],
    ['工作温度', '存储温度'],
    ['强度', '抗拉强度'],
    ['强度', '比强度'],
    ['误报率', '漏报率'],
    ['充电时间', '放电时间'],
    ['效率', '效率提高'],
    ['输入功率', '输出功率'],
    ['纵向强度', '横向强度'],
    ['人脸识别准确率', '语音识别准确率'],
    ['拉伸强度', '老化后拉伸强度'],
    ['密度', '能量密度'],
    ['密度', '松装密度'],
    ['成本降低', '人工成本降低'],
    ['产品成本降低', '生产成本下降'],
    ['效率提高', '装配效率提高'],
    ['瞬时流速', '平均流速'],
    ['入口温度', '出口温度'],
    ['首年衰减率', '十年衰减率'],
    ['衰减率', '首年衰减率'],
    ['实验室检测准确率', '现场检测准确率'],
    ['系统能量密度', '单体能量密度'],
    ['系统能量密度', '能量密度'],
    ['能量密度', '电芯能量密度'],
    ['组件转换效率', '电池转换效率'],
    ['正极比容量', '负极比容量'],
    ['焊缝抗拉强度', '母材抗拉强度'],
    ['铜离子去除率', '铅离子去除率'],
    ['锌离子去除率', '锂离子去除率'],
    ['温度测量精度', '压力测量精度'],
    ['测量误差', '测温误差'],
    ['输出波动', '输出功率波动'],
    ['空间分辨率', '光谱分辨率'],
    ['分辨率', '空间分辨率'],
    ['合金纯度', '原料纯度'],
    ['纯度', '原料纯度'],
    ['冲击强度', '缺口冲击强度'],
    ['蛋白质含量', '粗蛋白含量'],
    ['管壁厚度', '板厚'],
    ['厚度', '基板厚度'],
    ['重量', '传感器重量'],
    ['海缆耐压', '岸基设备耐压'],
    ['养殖成活率', '鲍鱼苗种成活率'],
    ['无人机续航时间', '地面站续航时间'],
    ['电机峰值扭矩', '电机减速器峰值扭矩'],
    ['储能系统响应时间', '储能变流器响应时间'],
    ['螺旋桨空化噪声降低', '整机噪声降低'],
    ['一次合格率', '成品合格率'],
    ['轴承寿命', '电机寿命'],
    ['航空发动机寿命', '永磁电动机寿命'],
    ['柴油机热效率', '汽油机热效率'],
    ['甲烷传感器检测限', '乙醇传感器检测限'],
    ['新冠试剂盒灵敏度', '流感试剂盒灵敏度'],
    ['高速电机最高转速', '低速电机最高转速'],
    ['铝合金抗拉强度', '镁合金抗拉强度'],
    ['反应器停留时间', '换热器停留时间'],
    ['水泵效率', '风机效率'],
    ['大豆亩产', '玉米亩产'],
    ['激光器峰值功率', '激光器平均功率'],
    ['机器人重复定位精度', '机器人定位精度'],
    ['单体电池电压', '电池电压'],
    ['低温电池容量保持率', '电池容量保持率'],
    ['人脸识别系统准确率', '识别系统准确率'],
    ['船用柴油机热效率', '车用汽油机热效率'],
    ['板式换热器热效率', '管道加热器热效率'],
    ['风力发电机效率', '直流电机效率'],
    ['发电机效率', '电机效率'],
    ['大型水轮机效率', '工业汽轮机效率'],
  ])('%s and %s are not', (left, right) => {
    expect(alike(left, right)).toBe(0);
  });

  it('is the same from both sides', () => {
    const part = fc.constantFrom(
      '抗拉',
      '重复',
      '定位',
      '最大',
      '电池',
      '检测',
      '强度',
      '精度',
      '速度',
      '比',
      '的',
      '',
    );
    const metric = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(metric, metric, (left, right) => {
        expect(alike(left, right)).toBe(alike(right, left));
      }),
    );
  });

  const nouns = fc.constantFrom(
    '精度',
    '强度',
    '误报率',
    '寿命',
    '包封率',
    '收率',
    '厚度',
    '能量密度',
    '检测限',
    '响应时间',
  );
  const subject = fc.constantFrom('', '电池', '涂层', '新型材料', '检测系统', '机器人', '储能', '产品');

  it('never takes one of two opposites for the other, whatever else the names say', () => {
    const opposites = fc.constantFrom<[string, string]>(
      ['定位', '重复定位'],
      ['瞬时', '平均'],
      ['入口', '出口'],
      ['首年', '十年'],
      ['实验室', '现场'],
      ['充电', '放电'],
      ['工作', '存储'],
      ['抗拉', '屈服'],
      ['静态', '动态'],
      ['纵向', '横向'],
      ['高温', '常温'],
      ['正极', '负极'],
      ['焊缝', '母材'],
      ['阳性', '阴性'],
      ['进水', '出水'],
    );
    fc.assert(
      fc.property(subject, subject, nouns, opposites, (left, right, noun, [one, other]) => {
        expect(alike(left + one + noun, right + other + noun)).toBe(0);
        expect(alike(one + left + noun, other + right + noun)).toBe(0);
      }),
    );
  });

  it('never takes the property of a state, a place or a part for the property as such', () => {
    const narrower = fc.constantFrom(
      '重复',
      '瞬时',
      '峰值',
      '首年',
      '实验室',
      '现场',
      '老化后',
      '高温',
      '空载',
      '原料',
      '焊缝',
    );
    fc.assert(
      fc.property(subject, nouns, narrower, (before, noun, word) => {
        expect(alike(before + noun, before + word + noun)).toBe(0);
        expect(alike(noun, before + word + noun)).toBe(0);
      }),
    );
  });

  it('asks a device of one kind of any other kind, but not one instrument of another', () => {
    const kinds = fc.constantFrom('工业', '光纤', '高速', '深海', '便携式', '国产化');
    const device = fc.constantFrom('电池', '激光器', '网箱', '灭菌器', '机器人', '电主轴');
    const instrument = fc.constantFrom('甲烷', '乙醇', '臭氧').map((gas) => `${gas}传感器`);
    const property = fc.constantFrom('能量密度', '循环寿命', '灭菌时间', '最高转速');
    fc.assert(
      fc.property(kinds, kinds, device, property, (one, other, thing, what) => {
        expect(alike(one + thing + what, other + thing + what)).toBeGreaterThan(0);
      }),
    );
    fc.assert(
      fc.property(instrument, instrument, property, (one, other, what) => {
        expect(alike(one + what, other + what) > 0).toBe(one === other);
      }),
    );
  });
});
