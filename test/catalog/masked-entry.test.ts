import { describe, expect, it } from 'vitest';
import { contentSchemas, type Entry } from '../../src/catalog/entry.ts';
import { audienceOf, type List } from '../../src/catalog/entry-model.ts';
import { maskEntry, stubOf } from '../../src/catalog/masked-entry.ts';

const amount = { kind: 'amount', wan: 30 };
const indicator = {
  metric: '海信检查精度',
  operator: '<=',
  values: [0.1],
  unit: '海信 mm',
  condition: '海信产线',
};
const forms = {
  demands: {
    title: '海信产线的划伤检测',
    problem: '我司海信用压铸件，温度1180℃，联系13800138000。',
    technology: '海信的相机',
    goals: '海信要0.1mm',
    ipTerms: '归海信',
    conditions: '到海信来',
    budget: amount,
    reward: { ...amount, wan: 5 },
    deadline: '2026-12-31',
    completionMonths: 18,
  },
  achievements: {
    title: '海信产线的缺陷成像',
    field: '海信视觉',
    summary: '海信提出条纹光，检测精度0.1mm。',
    innovation: '海信首创',
    prospects: '海信可用',
    cases: '海信三条产线',
    evaluation: '海信评价',
    patents: [{ number: '200610011407.X', status: '海信持有' }],
    price: amount,
    expiry: '2027-01-01',
  },
};
const common = {
  chain: 'smart-manufacturing',
  keywords: ['海信', '划伤'],
  indicators: [indicator],
  region: '崂山区海信路',
  trl: 6,
  contact: '王小明 13800138000',
  targets: ['o2'],
  maskWords: ['条纹光'],
  titleEn: 'Lines of 海信',
  summaryEn: 'For 海信.',
};

function entryOf(list: List, given: object = {}): Entry {
  return {
    id: 'e1',
    list,
    organisationId: 'o1',
    state: 'published',
    version: 3,
    content: contentSchemas[list].parse({ ...common, ...forms[list], ...given }),
    sample: false,
    delegated: true,
    reviewNote: '给海信的话',
    createdBy: 'a1',
    createdAt: 1,
    updatedAt: 2,
    publishedAt: 2,
  };
}

const ORGANISATION = '青岛海信智能装备有限公司';
const mask = (entry: Entry) => maskEntry(entry, ORGANISATION);

/** Which fields others do not get, by level and what the author chose; written apart from the code's own rule. */
const rows: [level: 'public' | 'masked', field: string, choice: string | undefined, isMasked: boolean][] = [
  ['public', 'contact', undefined, false],
  ['public', 'contact', 'open', false],
  ['public', 'contact', 'masked', true],
  ['public', 'indicators', undefined, false],
  ['public', 'indicators', 'masked', true],
  ['public', 'budget', undefined, false],
  ['public', 'budget', 'masked', true],
  ['public', 'reward', 'masked', true],
  ['public', 'price', undefined, false],
  ['public', 'price', 'masked', true],
  ['public', 'patents', undefined, false],
  ['public', 'patents', 'masked', true],
  ['masked', 'contact', undefined, true],
  ['masked', 'contact', 'open', true],
  ['masked', 'contact', 'masked', true],
  ['masked', 'indicators', undefined, true],
  ['masked', 'indicators', 'open', false],
  ['masked', 'budget', undefined, false],
  ['masked', 'budget', 'open', false],
  ['masked', 'budget', 'masked', true],
  ['masked', 'reward', undefined, false],
  ['masked', 'reward', 'masked', true],
  ['masked', 'price', undefined, false],
  ['masked', 'price', 'masked', true],
  ['masked', 'patents', undefined, true],
  ['masked', 'patents', 'open', false],
];

describe('a field of an entry for others', () => {
  it.each(rows)('of level %s: %s, chosen %s: masked %s', (disclosure, field, choice, isMasked) => {
    const fieldDisclosure = choice === undefined ? {} : { [field]: choice };
    let seen = 0;
    for (const list of ['demands', 'achievements'] as const) {
      const entry = entryOf(list, { disclosure, fieldDisclosure });
      if (!(field in entry.content)) continue;
      seen += 1;
      const shown = mask(entry);
      expect(shown.masked.includes(field)).toBe(isMasked);
      const before = JSON.stringify((entry.content as Record<string, unknown>)[field]);
      const after = JSON.stringify((shown.entry.content as Record<string, unknown>)[field]);
      // Texts inside what stays open are masked as all others.
      const kept = JSON.stringify(JSON.parse(before), (_key, value) =>
        typeof value === 'string'
          ? value.replace('海信', disclosure === 'masked' ? '＊＊＊' : '海信')
          : value,
      );
      expect(after === kept).toBe(!isMasked);
      expect(audienceOf(entry.content)).toBe(isMasked ? 'masked' : disclosure);
    }
    expect(seen).toBeGreaterThan(0);
  });

  it('that was empty is not told of as masked', () => {
    const empty = { contact: '', indicators: [], patents: [], disclosure: 'masked' };
    for (const list of ['demands', 'achievements'] as const) {
      expect(mask(entryOf(list, empty)).masked).toEqual(['organisation', 'text']);
    }
    expect(
      mask(entryOf('demands', { budget: { kind: 'undetermined' }, fieldDisclosure: { budget: 'masked' } }))
        .masked,
    ).toEqual([]);
  });
});

describe.each(['demands', 'achievements'] as const)('masked %s', (list) => {
  it('hold nothing by which their organisation, its people or its brands are known', () => {
    const shown = mask(entryOf(list, { disclosure: 'masked' }));
    expect(JSON.stringify(shown)).not.toMatch(/海信|王小明|13800138000|条纹光|200610011407|o1|o2|a1/);
    expect(shown.masked).toContain('organisation');
    expect(shown.masked).toContain('text');
    expect(shown.entry).toMatchObject({
      id: 'e1',
      state: 'published',
      version: 3,
      organisationId: '',
      delegated: true,
    });
    expect(shown.entry.content).toMatchObject({
      ...{ chain: 'smart-manufacturing', region: '崂山区＊＊＊路', trl: 6, keywords: ['＊＊＊', '划伤'] },
      ...{ targets: [], maskWords: [], fieldDisclosure: {}, disclosure: 'masked' },
    });
  });

  it('keep exact parameters out of texts as long as their indicators are masked', () => {
    const text = (fieldDisclosure: object) =>
      JSON.stringify(mask(entryOf(list, { disclosure: 'masked', fieldDisclosure })).entry.content);
    expect(text({})).not.toMatch(/1180|0\.1/);
    expect(text({ indicators: 'open' })).toMatch(/1180|0\.1mm/);
    expect(text({ indicators: 'open' })).not.toContain('海信');
  });

  it('mask every free text there is', () => {
    const { content } = entryOf(list);
    const shown = mask(entryOf(list, { disclosure: 'masked' })).entry.content;
    for (const [field, value] of Object.entries(content)) {
      if (!JSON.stringify(value).includes('海信')) continue;
      expect([field, JSON.stringify(shown[field as keyof typeof shown]).includes('海信')]).toEqual([
        field,
        false,
      ]);
    }
  });

  it('leave the entry itself as it is', () => {
    const entry = entryOf(list, { disclosure: 'masked' });
    const before = structuredClone(entry);
    mask(entry);
    expect(entry).toEqual(before);
  });

  it('of level public keep their organisation and their texts, whatever single field is masked', () => {
    const shown = mask(entryOf(list, { disclosure: 'public', fieldDisclosure: { contact: 'masked' } }));
    expect(shown.masked).toEqual(['contact']);
    expect(shown.entry.organisationId).toBe('o1');
    expect(shown.entry.content.title).toContain('海信');
    expect(JSON.stringify(shown.entry)).not.toMatch(/王小明|a1|给海信的话/);
  });

  it('are a stub for targets: that they are there, their industry chain and their last day', () => {
    const entry = entryOf(list, { disclosure: 'targeted' });
    const empty = contentSchemas[list].parse({ title: '' });
    const stub = stubOf(entry, empty);
    const day = list === 'demands' ? { deadline: '2026-12-31' } : { expiry: '2027-01-01' };
    expect(stub.content).toEqual({ ...empty, ...day, chain: 'smart-manufacturing', disclosure: 'targeted' });
    expect(stub).toMatchObject({ id: 'e1', organisationId: '', createdBy: null, reviewNote: '' });
  });
});
