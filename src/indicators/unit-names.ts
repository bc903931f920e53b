const words = (table: string) => table.trim().split(/\s+/);
const pairs = (table: string) =>
  words(table).map((pair): [string, string] => {
    const [name = '', symbol = ''] = pair.split('=');
    return [name, symbol];
  });

/** Chinese SI prefixes and their symbols. */
const PREFIXES = pairs('吉=G 兆=M 千=k 分=d 厘=c 毫=m 微=μ 纳=n 皮=p 飞=f 太=T');

/** Chinese names of units that take such a prefix. */
const PREFIXABLE = pairs(`
  安培小时=Ah 电子伏特=eV 安时=Ah 瓦时=Wh 瓦·时=Wh 瓦小时=Wh 伏安=VA 米=m 克=g 帕斯卡=Pa 帕=Pa 瓦特=W 瓦=W 伏特=V
  伏=V 安培=A 安=A 牛顿=N 牛=N 焦耳=J 焦=J 赫兹=Hz 赫=Hz 欧姆=Ω 欧=Ω 升=L 秒=s 西门子=S 法拉=F 特斯拉=T 摩尔=mol
  字节=B 比特=bit 卡=cal 库仑=C
`);

/** Names that stand for one symbol on the wire. */
const NAMED = pairs(`
  公里=km 海里=nmile 英寸=in 埃=Å 平方毫米=mm² 平方厘米=cm² 平方千米=km² 平方公里=km² 平方米=m² 平米=m² 立方毫米=mm³
  立方厘米=cm³ 标准立方米=Nm³ 标方=Nm³ 立方米=m³ 立方=m³ 方=m³ 公斤=kg 吨=t 个小时=h 小时=h 个钟头=h 分钟=min 秒钟=s
  转=r 千瓦时=kWh 度电=kWh 摄氏度=℃ 开尔文=K 微应变=με 乏=var 分贝=dB 流明=lm 勒克斯=lx 坎德拉=cd 高斯=Gs 弧度=rad 大气压=atm
  毫米汞柱=mmHg 个数量级=数量级 个百分点=百分点 个月=月 个周期=次 次循环=次 个循环=次 圈=圈 循环=次 个工作日=工作日
  日=d 天=d 度=° 角秒=″ 角分=′
`);

/** Chinese units that keep their own name on the wire. */
const OWN = words(`
  数量级 百分点 工作日 像素 人次 车次 批次 通道 美元 欧元 英镑 日元 公顷 年 月 周 亩 倍 次 个 台 套 件 片 帧 目 级 路
  种 类 条 株 粒 只 张 点 节 分 层 头 尾 道 组 字 词 线 轴 支 根 瓶 盒 袋 辆 架 艘 颗 枚 块 孔 位 步 轮 页 份 户 人 名
  家 项 篇 例 模块 样本 节点 终端 并发 维 阶 模 英里 丝 担 斤 滴 针 包 箱 车 船 井 棵 束 对 轨 幅 段 键 克拉 测试 档 屈光度 万像素
`);

/** A unit's name followed by one of these begins another word: 5 安全… is no ampere, 3 分之… no point. */
const OTHER_WORDS = new Map(
  pairs(`
    安=[全装徽置保] 牛=[奶肉] 分=[之辨析类布离级别子支散段期销公贝] 方=[案法向面程便式位可才] 升=[级温降至到高压]
    度=[假过量] 个=[人性体] 点=[云对检位阵火胶焊] 类=[似别型] 级=[联别] 节=[能点约水电省拍] 层=[次析状压面]
    道=[路岔] 组=[成件织合分] 位=[置移于姿错] 步=[骤进态] 轮=[胎廓毂船] 条=[件码形状] 线=[性路束缆激上下程]
    轴=[承向流系联] 件=[数] 目=[标前的录] 周=[期边围向长转岁] 天=[线然津气候窗] 月=[球份] 日=[常本照志元产均耗]
    只=[有需要能读] 张=[力紧开] 片=[材状剂区段上] 对=[比应接称于外象流准] 支=[持撑架路付] 根=[据系部]
    人=[工机员体脸群才均民形字] 名=[称义优] 家=[电具庭用] 项=[目] 字=[节符段典] 车=[辆载间身型道体规]
    包=[装括含覆] 段=[落] 维=[护修持度生数] 阶=[段梯] 模=[型具块式拟态组量] 种=[子植苗质] 粒=[子径度]
    卡=[尔车片扣] 克=[隆] 米=[粉饭糠] 瓦=[斯楞] 孔=[径隙洞板壁] 键=[盘合槽] 台=[架阶湾州账风] 批=[量次号]
    路=[由面径线灯况段] 页=[岩面] 转=[移化换让速矩运基产] 针=[对织刺阀] 块=[状体] 头=[部盔] 次=[品氯级生要日年]
    套=[管筒餐] 年=[度龄轻产] 井=[下口筒盖] 循环=[水寿泵利经系] 斤=[两] 束=[缚] 欧=[洲盟] 测试=[温精时]
  `).map(([name, next]): [string, RegExp] => [name, new RegExp(next)]),
);

/** Latin units people write in the wrong case, or in several ways. */
const SPELLINGS = new Map(
  pairs(`
    mpa=MPa Mpa=MPa MPA=MPa Gpa=GPa GPA=GPa kpa=kPa Kpa=kPa KPA=kPa pa=Pa hz=Hz HZ=Hz khz=kHz KHZ=kHz Khz=kHz mhz=MHz
    Mhz=MHz MHZ=MHz ghz=GHz Ghz=GHz GHZ=GHz kw=kW Kw=kW KW=kW kwh=kWh Kwh=kWh KWh=kWh KWH=kWh mah=mAh MAH=mAh mAH=mAh
    ah=Ah AH=Ah wh=Wh WH=Wh kv=kV Kv=kV kva=kVA db=dB Db=dB DB=dB dBA=dB(A) dba=dB(A) um=μm UM=μm MM=mm Mm=mm CM=cm
    KM=km Km=km NM=nm KG=kg Kg=kg kG=kg MG=mg ML=mL ml=mL Ml=mL ul=μL nl=nL dl=dL l=L KN=kN Nm=N·m Nm3=Nm³ RPM=r/min
    rpm=r/min Rpm=r/min hr=h hrs=h sec=s mins=min MIN=min Min=min FPS=fps Fps=fps PPM=ppm Ppm=ppm PPB=ppb mbps=Mbps
    MBPS=Mbps gbps=Gbps Kbps=kbps Mb/s=Mbps cfu=CFU PX=px pixel=px pixels=px Px=px BAR=bar Bar=bar inch=in year=年
    ev=eV kev=keV Mol=mol cst=cSt cps=cP cp=cP arcmin=′ arcsec=″ ntu=NTU HRc=HRC hrc=HRC sqm=m² a=年 °C=℃ °F=℉ ㎜=mm ㎝=cm ㎞=km ㎡=m²
    ㎥=m³ ㎎=mg ㎏=kg ㎖=mL
  `),
);

/** Latin units without prefix, as they stand on the wire. */
const PLAIN = words(`
  mmH2O mmHg dB(A) dB(C) dB(Z) TFLOPS GFLOPS PFLOPS FLOPS TOPS GOPS POPS CFU PFU FNU NTU MCF kgce gce tce kgf gf lbf HRC
  HRA HRB HBW HV HB HL HS dBm dBi dBc dBd dBW dBμV dB min ppm ppb ppt psi atm Torr torr Mbps Gbps Tbps kbps fps dpi ppi
  QPS qps TPS tps IU kDa Da cSt cP mD kOe Oe Gs nmile kn rad mrad μrad krad arcsec sr in ft px mil cell cells copies copy tex
  dtex den rps r t h d U Å ℃ ℉ ° ′ ″ Kt kt Mt Ah KB Ω GU PSU SPS kSPS MSPS GSPS mg kg nm ms bar Nm³ C kWh kWp Wp MWp GWp bp kbp Mbp ppq με kgf μCi Vpp rms mmol μmol
  EU nit mgKOH sq □ Brix kvar OD nT RIU HU LSB
`);

const BASE =
  'mol|Hz|Pa|Wh|Ah|VA|var|bit|bps|bar|eV|lm|lx|cd|Sv|Gy|Bq|Wb|cal|rad|m|g|s|A|K|N|J|W|V|F|Ω|S|T|H|L|B|b';

const plain = new Set(PLAIN);
const escapeForPattern = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const longestFirst = (left: string, right: string) => right.length - left.length;

/** One Latin unit without exponent; a letter may not follow, so `3D` and `5Gbps` are not cut short. */
export const LATIN_UNIT = new RegExp(
  `(?:${[...SPELLINGS.keys(), ...PLAIN].sort(longestFirst).map(escapeForPattern).join('|')}|(?:da|[PTGMKkhdcmμunpf])?(?:${BASE}))(?![A-Za-zμΩ])`,
  'y',
);

/** The wire form of one Latin unit as written, e.g. `Mpa` → `MPa`. Pure. */
export function wireSymbol(written: string): string {
  const known = SPELLINGS.get(written);
  if (known !== undefined) return known;
  if (plain.has(written)) return written;
  return written.replace(/^u(?=.)/, 'μ').replace(/^K(?=[A-Za-zΩ])/, 'k');
}

const chineseNames = [
  ...PREFIXABLE.flatMap(([name, symbol]): [string, string][] => [
    ...PREFIXES.map(([prefix, sign]): [string, string] => [prefix + name, sign + symbol]),
    [name, symbol],
  ]),
  ...NAMED,
  ...OWN.map((name): [string, string] => [name, name]),
].sort(([left], [right]) => right.length - left.length);

/** Chinese names and their wire forms by first character, longest name first. */
const byFirst = new Map<string, [string, string][]>();
for (const pair of chineseNames)
  byFirst.set(pair[0].charAt(0), [...(byFirst.get(pair[0].charAt(0)) ?? []), pair]);

/** The Chinese unit name at `at` with its wire form; nothing where a longer word begins there. Pure. */
export function chineseUnitAt(text: string, at: number): [name: string, wire: string] | undefined {
  return byFirst
    .get(text.charAt(at))
    ?.find(
      ([name]) => text.startsWith(name, at) && !OTHER_WORDS.get(name)?.test(text.charAt(at + name.length)),
    );
}

/** Units that count things: what they count is no property of a material or a machine. */
export const COUNTS = new Set(
  words(
    '个 台 套 件 片 种 类 条 株 粒 只 张 组 支 根 瓶 盒 袋 辆 架 艘 颗 枚 块 份 户 人 名 家 项 篇 例 段 页 道 亩 轮 车 头',
  ),
);
