/** A small BEIR folder: eight demands, each with one achievement that answers it, and twelve bystanders. */
const pairs = [
  [
    '压铸件表面划伤检测',
    '我公司铝合金压铸件外观检测靠人工，反光强，划伤漏检率高，希望用机器视觉自动检测。',
    '高反光金属表面缺陷成像与识别',
    '提出多角度条纹光成像方法，可自动检测金属表面的划伤和凹坑，检测精度达到0.1mm。',
  ],
  [
    '海带多糖提取得率低',
    '企业加工海带，多糖提取温度高、得率低、能耗大，寻求低温高效提取工艺。',
    '海藻多糖的酶法低温提取',
    '采用复合酶在低温下提取海藻多糖，得率提高三成，能耗降低。',
  ],
  [
    '锂电池低温续航衰减',
    '目前磷酸铁锂电池在零下二十度容量损失大，希望改进正极材料的低温性能。',
    '磷酸铁锂正极的碳包覆改性',
    '通过碳包覆和离子掺杂提高磷酸铁锂正极的低温放电容量。',
  ],
  [
    '钢轨裂纹巡检',
    '铁路钢轨裂纹靠人工探伤，效率低，需要自动巡检设备。',
    '钢轨超声自动探伤小车',
    '研制搭载超声探头的巡检小车，自动识别钢轨内部裂纹并定位。',
  ],
  [
    '印染废水脱色',
    '印染废水色度高，现有生化工艺脱色不达标，需要低成本的深度处理技术。',
    '催化臭氧氧化深度处理印染废水',
    '以负载型催化剂强化臭氧氧化，印染废水色度去除率达到95%。',
  ],
  [
    '海上风机叶片除冰',
    '海上风电叶片冬季结冰停机，希望有不停机的除冰办法。',
    '风电叶片电热防冰涂层',
    '在叶片表面制备石墨烯电热涂层，通电即可防止结冰。',
  ],
  [
    '水产养殖水质预警',
    '对虾养殖池塘溶解氧变化快，死亡损失大，想要提前预警。',
    '基于时序模型的养殖水质预测',
    '利用传感器数据训练时序模型，提前两小时预测池塘溶解氧。',
  ],
  [
    '橡胶轮胎配方优化',
    '轮胎企业希望降低滚动阻力同时保持耐磨，缺少配方设计方法。',
    '高分散白炭黑补强橡胶',
    '改善白炭黑在橡胶中的分散，胎面胶滚动阻力下降而耐磨不降。',
  ],
] as const;

const bystanders = [
  '古籍数字化排版',
  '青少年近视流行病学调查',
  '城市公交线网优化',
  '苹果采后保鲜包装',
  '地铁隧道沉降监测',
  '中药材重金属残留分析',
  '语音识别方言模型',
  '港口集装箱调度',
  '卫星遥感估产',
  '建筑外墙保温砂浆',
  '手术机器人力反馈',
  '农村污水人工湿地',
];

export const demands = pairs.map(([title, text], index) => ({ _id: `d${index + 1}`, title, text }));

export const achievements = [
  ...pairs.map(([, , title, text], index) => ({ _id: `a${index + 1}`, title, text })),
  ...bystanders.map((title, index) => ({
    _id: `b${index + 1}`,
    title,
    text: `研究了${title}的方法，并在实际中应用。`,
  })),
];

/** Demand, achievement, grade: each demand’s answer, one bystander, and the answer of its neighbour as unrelated. */
export const labels: [string, string, number][] = demands.flatMap(
  ({ _id }, index): [string, string, number][] => [
    [_id, `a${index + 1}`, 2],
    [_id, `b${index + 1}`, 0],
    [_id, `a${((index + 1) % demands.length) + 1}`, 0],
  ],
);
