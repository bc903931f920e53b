import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MASK, maskText, tellingWords } from '../../src/catalog/masking.ts';
import { normalise } from '../../src/kernel/text.ts';

const plain = { words: [], numbers: false };
const exact = { words: [], numbers: true };

describe('what leads to a person or a firm', () => {
  it.each([
    ['电话13800138000联系', '电话＊＊＊联系'],
    ['0532-88889999XJ-2000', '＊＊＊＊＊＊'],
    ['电话：0532-8888 9999', '电话：＊＊＊'],
    ['（0532）88889999转8012', '＊＊＊转8012'],
    ['+86 138 0013 8000', '＊＊＊'],
    ['手机１３８００１３８０００', '手机＊＊＊'],
    ['请写信到zhang.san@hai-er.com.cn。', '请写信到＊＊＊。'],
    ['ＺＨＡＮＧ＠ＱＱ．ＣＯＭ', '＊＊＊'],
    ['见https://www.example.cn/a?b=1，谢谢', '见＊＊＊，谢谢'],
    ['官网www.example.com', '官网＊＊＊'],
    ['访问hisense.com了解', '访问＊＊＊了解'],
    ['微信号：abc_12345', '微信号：＊＊＊'],
    ['QQ:1234567', 'QQ:＊＊＊'],
  ])('in %s is masked: %s', (raw, masked) => {
    expect(maskText(raw, plain)).toBe(masked);
  });

  it.each([
    ['采用“海尔”品牌冰箱', '采用“＊＊＊”品牌冰箱'],
    ['使用Hisense牌空调', '使用＊＊＊牌空调'],
    ['品牌为FOTILE', '品牌为＊＊＊'],
    ['Teflon®涂层', '＊＊＊®涂层'],
    ['与青岛某某精密机械有限公司合作', '与＊＊＊合作'],
    ['由海信集团有限责任公司提供', '由＊＊＊提供'],
    ['型号XJ-2000B的机床', '型号＊＊＊的机床'],
    ['ABB-IRB6700机器人', '＊＊＊机器人'],
  ])('as a brand, a model or a company in %s is masked: %s', (raw, masked) => {
    expect(maskText(raw, plain)).toBe(masked);
  });

  it.each([
    '按GB/T 4897.1执行',
    '符合ISO9001与IEC 61508',
    '减少CO2排放，PM2.5与Al2O3涂层',
    '3D打印与5G通信',
    '步骤①、②，面积10m²',
    '品牌号召力强，老牌子，牌照',
    '微信支付与电话会议',
    '采用铝合金压铸工艺',
  ])('is not what %s says', (raw) => {
    expect(maskText(raw, plain)).toBe(raw);
  });
});

describe('exact parameters', () => {
  it.each([
    ['温度1180℃', '温度＊＊＊℃'],
    ['精度±0.05mm', '精度＊＊＊mm'],
    ['湿度50％～60％', '湿度＊＊＊％'],
    ['厚度１．２毫米', '厚度＊＊＊毫米'],
    ['良率≥99.5%', '良率＊＊＊%'],
    ['产能3,000台', '产能＊＊＊台'],
    ['长度20至30米', '长度＊＊＊米'],
    ['提高百分之二十五', '提高＊＊＊'],
    ['误差不超过千分之三', '误差不超过＊＊＊'],
    ['寿命不低于五万小时，十万次以上', '寿命不低于＊＊＊小时，＊＊＊次以上'],
    ['深度三千米，灵敏度提高两个数量级', '深度＊＊＊米，灵敏度提高＊＊＊个数量级'],
    ['一次成型的三维打印，一体化', '一次成型的三维打印，一体化'],
    ['尺寸300×400×5mm', '尺寸＊＊＊mm'],
  ])('in %s are masked where that is asked for: %s', (raw, masked) => {
    expect(maskText(raw, exact)).toBe(masked);
    expect(maskText(raw, plain)).toBe(raw);
  });

  it.each(['按GB/T 4897.1执行', '符合ISO 9001', '3D打印与5G通信', '步骤①、②，单位m²与cm³', 'CO2与PM2.5'])(
    'are none in %s',
    (raw) => {
      expect(maskText(raw, exact)).toBe(raw);
    },
  );
});

describe('words that are given', () => {
  it.each([
    ['海尔的冰箱', ['海尔'], '＊＊＊的冰箱'],
    ['海爾的冰箱', ['海尔'], '＊＊＊的冰箱'],
    ['海尔的冰箱', ['海爾'], '＊＊＊的冰箱'],
    ['ＨＡＩＥＲ冰箱', ['Haier'], '＊＊＊冰箱'],
    ['haier冰箱与HAIER空调', ['Haier'], '＊＊＊冰箱与＊＊＊空调'],
    ['海尔海尔', ['海尔'], '＊＊＊'],
    ['海尔卡奥斯', ['海尔', '尔卡奥'], '＊＊＊斯'],
    ['第①代产品1', ['1'], '第＊＊＊代产品＊＊＊'],
    ['什么也没有，®', ['', '  ', '®', '，'], '什么也没有，®'],
  ])('in %s: %j gives %s', (raw, words, masked) => {
    expect(maskText(raw, { words, numbers: false })).toBe(masked);
  });
});

describe('the words by which an organisation is known', () => {
  const known = (organisation: string, contact: string, text: string) =>
    maskText(text, { words: tellingWords(organisation, contact), numbers: false });

  it.each([
    ['青岛海信智能装备有限公司', '我司青岛海信智能装备有限公司是'],
    ['青岛海信智能装备有限公司', '青岛海信智能装备的产线'],
    ['青岛海信智能装备有限公司', '海信智能装备的产线'],
    ['青岛海信智能装备有限公司', '海信的产线'],
    ['青島海信智能裝備有限公司', '海信的产线'],
    ['海尔集团公司', '海爾在做'],
    ['中国石油大学（华东）', '中国石油大学的团队'],
    ['Haier Group Co., Ltd.', 'ＨＡＩＥＲ ＧＲＯＵＰ的产线'],
  ])('%s: nothing of it is left in “%s”', (organisation, text) => {
    const masked = known(organisation, '', text);
    expect(masked).toContain(MASK);
    for (const word of tellingWords(organisation, '')) {
      expect(normalise(masked).text).not.toContain(normalise(word).text);
    }
    expect(masked).not.toMatch(/海信|海爾|海尔|石油大学|haier/i);
  });

  it('are also those of its people in the line of contact, and not their titles', () => {
    const contact = '联系人：王小明经理 13800138000，Anna O’Neil 女士';
    expect(known('甲方公司', contact, '王小明带队，Anna也在')).toBe('＊＊＊带队，＊＊＊也在');
    expect(known('甲方公司', contact, '经理与女士的联系电话')).toBe('经理与女士的联系电话');
  });

  it('are never a single character, which would mask half of any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 30 }),
        fc.string({ maxLength: 30 }),
        (name, contact) => {
          expect(tellingWords(name, contact).every((word) => word.length >= 2)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});
