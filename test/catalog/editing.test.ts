import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EntryBody, expectRefusal, fieldsOf, type ListName, listNames } from '../api/answers.ts';
import { createTestApp, goodAchievement, goodDemand, publish, type TestApp } from '../support/test-app.ts';

const owners = { demands: 'enterprise', achievements: 'researcher' } as const;
/** A form in which no field has its default, so that a field that falls back shows. */
const common = {
  chain: 'smart-manufacturing',
  keywords: ['视觉', '划伤'],
  indicators: [{ metric: '检查精度', operator: '<=', values: [0.1], unit: 'mm', condition: '常温' }],
  cooperation: ['联合开发'],
  trl: 6,
  region: '崂山区',
  disclosure: 'targeted',
  targets: [] as string[],
  fieldDisclosure: { contact: 'masked' },
  maskWords: ['某品牌'],
  titleEn: 'Scratches',
  summaryEn: 'Find scratches on castings.',
};
const full = {
  demands: {
    ...goodDemand,
    ...common,
    technology: '多角度成像',
    goals: '漏检率低于 1%',
    budget: { kind: 'amount', wan: 30 },
    reward: { kind: 'negotiable' },
    deadline: '2026-12-31',
    completionMonths: 18,
    ipTerms: '共有',
    conditions: '有同类案例',
    source: '专班征集',
  },
  achievements: {
    ...goodAchievement,
    ...common,
    field: '机器视觉',
    innovation: '条纹光',
    prospects: '压铸',
    cases: '三条产线',
    patents: [{ number: '200610011407.X', status: '有效' }],
    price: { kind: 'amount', wan: 80 },
    evaluation: '第三方评价',
    expiry: '2027-01-01',
  },
};
const clearable = {
  demands: ['chain', 'trl', 'deadline', 'completionMonths'],
  achievements: ['chain', 'trl', 'expiry'],
};

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp();
  common.targets.push(await app.organisationOf('rival'));
});
afterAll(() => app.end());

describe.each(listNames)('%s', (list) => {
  const owner = owners[list];

  async function draft(): Promise<EntryBody> {
    const answer = await app.as(owner, 'POST', `/${list}`, full[list]);
    expect(answer.json()).toMatchObject({ ...full[list], state: 'draft', version: 1 });
    expect(answer.headers.etag).toBe('"1"');
    return answer.json();
  }

  async function read(id: string): Promise<EntryBody> {
    return (await app.as(owner, 'GET', `/${list}/${id}`)).json();
  }

  function patch(id: string, body: object, ifMatch?: string) {
    return app.as(
      owner,
      'PATCH',
      `/${list}/${id}`,
      body,
      ifMatch === undefined ? {} : { 'if-match': ifMatch },
    );
  }

  it('keep every field that a change does not name', async () => {
    const entry = await draft();
    app.clock.advance(1000);
    const changed = await patch(entry.id, { title: '新名称' }, '"1"');
    expect(changed.statusCode).toBe(200);
    const now = new Date(app.clock.now()).toISOString();
    expect(changed.json()).toEqual({ ...entry, title: '新名称', version: 2, updatedAt: now });
    expect(await read(entry.id)).toEqual(changed.json());
  });

  it('change one field at a time without touching the others', async () => {
    let entry = await draft();
    for (const [field, value] of Object.entries(full[list])) {
      const changed = (await patch(entry.id, { [field]: value, version: entry.version })).json<EntryBody>();
      expect(changed).toEqual({ ...entry, version: entry.version + 1 });
      entry = changed;
    }
  });

  it.each(clearable[list])('take null to clear %s, and only null', async (field) => {
    const { id } = await draft();
    expect((await patch(id, { [field]: null, version: 1 })).json()).toMatchObject({
      ...full[list],
      [field]: null,
    });
    expect((await read(id))[field]).toBeNull();
  });

  it('do not take null where a field cannot be empty', async () => {
    const { id } = await draft();
    for (const field of ['title', 'keywords', 'contact', 'disclosure', 'cooperation', 'indicators']) {
      expect(fieldsOf(expectRefusal(await patch(id, { [field]: null, version: 1 }), 400, 'invalid'))).toEqual(
        [field],
      );
    }
    expect(await read(id)).toMatchObject({ ...full[list], version: 1 });
  });

  it('tell their version as ETag wherever they are answered whole', async () => {
    const { id } = await draft();
    expect((await app.as(owner, 'GET', `/${list}/${id}`)).headers.etag).toBe('"1"');
    expect((await patch(id, { region: '' }, '"1"')).headers.etag).toBe('"2"');
    const moved = await app.as(owner, 'POST', `/${list}/${id}/transitions`, { to: 'withdrawn' });
    expect(moved.headers.etag).toBe('"3"');
    expect((await read(id)).version).toBe(3);
  });

  it('take the version from If-Match, weak or strong, or from the body', async () => {
    const { id } = await draft();
    expect((await patch(id, { region: '一' }, '"1"')).statusCode).toBe(200);
    expect((await patch(id, { region: '二' }, 'W/"2"')).statusCode).toBe(200);
    expect((await patch(id, { region: '三', version: 3 })).statusCode).toBe(200);
    expect(await read(id)).toMatchObject({ region: '三', version: 4 });
  });

  it('ask which version a change is based on (428) and then store nothing', async () => {
    const { id } = await draft();
    expectRefusal(await patch(id, { title: '没说版本' }), 428, 'precondition_required');
    expect(await read(id)).toMatchObject({ title: full[list].title, version: 1 });
  });

  it('refuse a change based on an older version (412), name the current one and store nothing', async () => {
    const { id } = await draft();
    await patch(id, { title: '先到的修改' }, '"1"');
    for (const [body, header] of [
      [{ title: '后到的修改' }, '"1"'],
      [{ title: '后到的修改', version: 1 }, undefined],
      [{ title: '后到的修改', version: 2 }, '"1"'],
      [{ title: '后到的修改' }, '"3"'],
    ] as const) {
      const refusal = expectRefusal(await patch(id, body, header), 412, 'precondition_failed');
      expect(refusal.facts).toEqual({ currentVersion: 2 });
      expect(refusal.message).toContain('2');
    }
    expect(await read(id)).toMatchObject({ title: '先到的修改', version: 2 });
  });

  it.each(['*', '1', '"one"', '"1", "2"', '"-1"', '"1.0"', 'garbage', ''])(
    'store nothing for the If-Match %j',
    async (tag) => {
      const { id } = await draft();
      const answer = await patch(id, { title: '来路不明' }, tag);
      expect([412, 428]).toContain(answer.statusCode);
      expect(await read(id)).toMatchObject({ title: full[list].title, version: 1 });
    },
  );

  it('let one of two simultaneous changes win and tell the other', async () => {
    const { id } = await draft();
    const answers = await Promise.all(['甲', '乙'].map((title) => patch(id, { title }, '"1"')));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412]);
    const winner = answers.find(({ statusCode }) => statusCode === 200);
    expect(await read(id)).toMatchObject({ title: winner?.json<EntryBody>().title, version: 2 });
  });

  it('stay complete once others read them', async () => {
    const id = await publish(app, list);
    const main = list === 'demands' ? 'problem' : 'summary';
    const empty = { chain: null, contact: ' ', [main]: '' };
    const refusal = expectRefusal(await patch(id, { ...empty, version: 3 }), 400, 'invalid');
    expect(fieldsOf(refusal).sort()).toEqual(['chain', 'contact', main].sort());
    expect(fieldsOf(expectRefusal(await patch(id, { title: '', version: 3 }), 400, 'invalid'))).toEqual([
      'title',
    ]);
    expect(await read(id)).toMatchObject({ state: 'published', version: 3, contact: goodDemand.contact });
  });

  it.each(['rejected', 'withdrawn'])('cannot be edited any more when %s', async (state) => {
    const { id } = await draft();
    const to = (name: 'operator' | typeof owner, target: string) =>
      app.as(name, 'POST', `/${list}/${id}/transitions`, {
        to: target,
        note: '理由',
        confirmations: ['state-secrets'],
      });
    if (state === 'rejected') {
      await to(owner, 'submitted');
      await to('operator', 'rejected');
    } else await to(owner, 'withdrawn');
    const { version, can } = await read(id);
    expect(can).not.toContain('edit');
    expectRefusal(await patch(id, { title: '再来', version }), 409, 'conflict');
    expect(await read(id)).toMatchObject({ title: full[list].title, state, version });
  });

  it('are edited by their own organisation only, not by operators', async () => {
    const id = await publish(app, list);
    const change = { title: '代改', version: 3 };
    expectRefusal(await app.as('operator', 'PATCH', `/${list}/${id}`, change), 403, 'forbidden');
    expect((await read(id)).version).toBe(3);
  });

  it('refuse keys that are not theirs, and a change of their standing', async () => {
    const { id } = await draft();
    for (const key of ['state', 'id', 'organisationId', 'publishedAt', 'reviewNote', 'sample', 'nonsense']) {
      expect(
        fieldsOf(expectRefusal(await patch(id, { [key]: 'published', version: 1 }), 400, 'invalid')),
      ).toEqual([key]);
    }
    expect(await read(id)).toMatchObject({ state: 'draft', version: 1 });
  });

  it('may keep a closing day that has passed meanwhile, but not get one', async () => {
    const { id } = await draft();
    const day = list === 'demands' ? 'deadline' : 'expiry';
    expect((await patch(id, { [day]: '2026-03-02', version: 1 })).statusCode).toBe(200);
    expect(
      fieldsOf(expectRefusal(await patch(id, { [day]: '2026-03-01', version: 2 }), 400, 'invalid')),
    ).toEqual([day]);
  });
});

it('keeps numbers, signs and quirks of a form exactly as its author wrote them', async () => {
  const quirks = '精度≤0.1ｍｍ，湿度 50％～60％ ±3；&nbsp;株高112.6～2987.5px；𠮷🧪';
  const answer = await app.as('enterprise', 'POST', '/demands', { ...goodDemand, problem: quirks });
  const { id } = answer.json<EntryBody>();
  const list: ListName = 'demands';
  expect((await app.as('enterprise', 'GET', `/${list}/${id}`)).json<EntryBody>().problem).toBe(quirks);
});
