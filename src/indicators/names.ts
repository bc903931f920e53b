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
  使用寿命 工作寿命 服役寿命 使用年限 服役年限
  存储温度 储存温度 贮存温度
  工作温度 使用温度 运行温度
  重复定位精度 重复精度 重复定位误差
  定位精度 定位误差
  测量精度 测量误差
  检测精度 检查精度 检测误差
  温度控制精度 控温精度 温控精度
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
  去除率 脱除率 去除效率 脱除效率
  降解率 降解效率
  捕集率 捕集效率
  脱硫率 脱硫效率
  脱硝率 脱硝效率
  孔隙率 孔隙度 气孔率
  疲劳强度 疲劳极限
  屈服强度 屈服极限
  击穿强度 介电强度
  固含量 含固量 固体含量
  摩擦系数 摩擦因数
  扭矩 转矩
  氧指数 极限氧指数
  灵敏度 敏感性 敏感度
  亩产 每亩产量 亩产量
  颗粒物 粉尘 烟尘
  成形 成型
  探测距离 检测距离
  吸附容量 吸附量
  可用性 可用度
  蛋白 蛋白质
  弹性模量 杨氏模量
  泄漏率 漏率
  波长范围 光谱范围
  均方根误差 rmse
  平均绝对误差 mae
  虚警率 误警率
  耐盐雾时间 耐中性盐雾时间 盐雾试验时间 中性盐雾试验时间
  附着力 附着强度 结合强度 结合力
  转换效率 转化效率
  检测准确率 检查准确率
  存活率 成活率
  特异性 特异度
  精确率 查准率
  召回率 查全率
  帧率 帧频
  采样率 采样频率
  刷新率 刷新频率
  续航里程 续驶里程
  转速 旋转速度
  车速 行驶速度
  航速 航行速度
  首次库仑效率 首次充放电效率 首次效率 首效
  涂层 涂料 涂膜 漆膜
  收率 得率 产率
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
const KEEP = new RegExp(
  [...new Set(groups.map(([first = '']) => first)), ...standsFor.keys()]
    .sort((left, right) => right.length - left.length)
    .join('|'),
  'g',
);

/** What the short forms of measuring measure: 测温误差 is 温度测量误差. */
const MEASURED: Record<string, string> = {
  温: '温度',
  距: '距离',
  速: '速度',
  厚: '厚度',
  角: '角度',
  高: '高度',
  深: '深度',
  湿: '湿度',
};

/** The time that the unit already divides by: 年腐蚀速率 in μm/年. */
const PER_TIME: Record<string, RegExp> = {
  年: /^年(?:平?均)?(?=.{2})/,
  d: /^(?:每?[日天])均?(?=.{2})/,
  h: /^每?小时(?=.{2})/,
};

/** So much in so much time: the deed alone says what is measured, whether it is called 处理能力 or 处理量. */
const DEED = /(处理|检测|分拣|采摘|分选|识别|包装|加工|喷涂|抓取|播种|收获)(?:速度|能力|效率|量)$/;
const PER_UNIT = /\/(?:s|min|h|d|年)$|^fps$/;

/**
 * The name of a property in one form: folded, without blanks and symbols behind it, synonyms made one. Takes the unit
 * too where it is known, which tells what 质量 in kg is. Pure.
 */
export function canonicalMetric(metric: string, unit = ''): string {
  const plain = withoutEndings(withoutBeginnings(fold(metric).toLowerCase()))
    .replace(PER_TIME[unit.split('/')[1] ?? ''] ?? /^$/, '')
    .replace(
      /测([温距速厚角高深湿])(?=精度|误差|准确度|范围|分辨)/,
      (_, what: string) => `${MEASURED[what]}测量`,
    )
    .replace(/(?<=[体水油气炉])温(?=测量|检测|监测|控制)/, '温度')
    // Of many grains and pores the size is told by the average.
    .replace(/平均(?=粒径|粒度|孔径|晶粒尺寸)/, '')
    .replace(/[每单](?:一)?(?=[张帧幅件个次台片只条批根块枚])/, '单')
    .replace(/薄膜(?=厚)/, '膜')
    .replace(/(?<=[膜壁板层])厚度?(?=$|均匀)/, '厚度')
    .replace(/工作(?=半径|幅宽|宽度)/, '作业')
    .replace(/(?:服役|使用)(?=有效期)/, '')
    .replace(/(?:耗时|用时|时长)$/, '时间')
    .replace(/(?<=定位|尺寸|测量|检测|检查|对准|装配|加工|控制|跟踪|称重|标定)误差$/, '精度')
    .replace(/(?<=圆度|平面度|直线度|平行度|垂直度|同轴度|圆柱度)误差$/, '')
    .replace(/(?:单次|一次)(?:充电|满电)(?=续航)/, '')
    .replace(/^(.{0,4}?)(?:运行|工作)(?=噪[声音]$)/, '$1')
    .replace(/^(?:设备|装置|整机)(?=(?:噪[声音]|重量|功耗)$)/, '')
    .replace(/耗([电水油气])量?$/, '$1耗')
    .replace(/峰值(?=推力|拉力|扭矩|转矩|效率)/, '最大')
    .replace(/(?<=尺寸|[厚径宽]|厚度|直径|宽度)公差$/, '偏差')
    .replace(/负载能力$/, '负载')
    .replace(/(?<=耐[温压])(?:性|强度)$/, '')
    .replace(/^([^固])含量$/, '含$1量')
    .replace(/质量$/, /^(?:[mk]?g|t)$/.test(unit) ? '重量' : '质量')
    .replace(/(?<=含[^固]|载药|吸水|持水)量$/, unit === '%' ? '率' : '量')
    .replace(DEED, PER_UNIT.test(unit) ? '$1' : '$&');
  return plain
    .replace(KEEP, (word) => standsFor.get(word) ?? word)
    .replace(KEEP, (word) => standsFor.get(word) ?? word);
}

/** Without what says only that the property is the thing's own. */
function withoutBeginnings(metric: string): string {
  return (
    metric
      .replace(/\([^()]{0,40}\)/g, '')
      .replace(/[\s:,，、。;"'“”的]/g, '')
      // What was made is measured as a matter of course after it was made; after a test of endurance it is not.
      .replace(
        /^.{0,4}(?:处理|抛光|加工|提纯|杀菌|干燥|脱水|过滤|分离|纯化|浓缩|优化|改进|改性|改造|净化|烧结|成形|成型|固化|喷涂|使用|采用|应用)后(?:的)?(?=.{2,})/,
        '',
      )
      .replace(/^末端(?=.{4})/, '')
      // The system's energy density is not that of its cells.
      .replace(
        /^(?:要求|整体|系统(?!能量密度|功率密度|比能量|循环寿命|转换效率)|设备|技术|模型|算法)(?=.{3,})/,
        '',
      )
      .replace(/^(?:[新本该所]?(?:产品|成品|样机)|[新本该]工艺|新型?(?=合金|材料))(?=.{2,})/, '')
  );
}

function withoutEndings(metric: string): string {
  return (
    metric
      .replace(
        /^(.{2,})(峰值|最[大高小低]值|平均值)$/,
        (_, noun: string, which: string) => which.replace(/^(最.|平均)值$/, '$1') + noun,
      )
      .replace(/(?<=f1|auc)(?:分数|得分|score)$/, '')
      .replace(/(?:指标|数值|值|要求)$/, '')
      .replace(/(?<=[\u4e00-\u9fff])(?:r[azq]|mrr|t90|d50|δe|cv)$/, '')
      .replace(/(提高|提升|降低|下降|减少)(?:率|量|幅度|比例|了)$/, '$1')
      .replace(/(?<=减重|节水|节电|节能|减量|增产)(?:率|量|比例|幅度)$/, '')
      .replace(/续航$/, '续航时间')
      .replace(
        /(?<=排放|氨氮|总磷|总氮|cod|bod|toc|voc|nox|so2|颗粒物|粉尘|烟尘|甲醛)浓度$|(?<=.{2})(?<!水分|固|固体|油)含量$/,
        '',
      )
      // 能耗比热风干燥降低 is 能耗降低.
      .replace(/^(.{2,12}?)[比较].{2,12}?(?=(?:提高|提升|增加|降低|下降|减少|缩短)$)/, '$1')
      .replace(/升幅$/, '提高')
      .replace(/降幅$/, '降低')
  );
}
