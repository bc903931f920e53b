import { Writable } from 'node:stream';
import { pino } from 'pino';
import { achievementContent } from '../../src/catalog/achievement-model.ts';
import { demandContent } from '../../src/catalog/demand-model.ts';
import { service } from '../../src/identity/model.ts';
import { createTestApp, type Name, PASSWORD } from '../support/test-app.ts';

export const lists = ['demands', 'achievements'] as const;
export type ListName = (typeof lists)[number];

/** How an entry stands towards others. `concealed` is public but for its contact and its money. */
export const standings = [
  'public',
  'concealed',
  'masked',
  'targeted',
  'internal',
  'draft',
  'withdrawn',
] as const;
export type Standing = (typeof standings)[number];

/** A word that must not be read by everybody: one of the whole entry, or one that masking takes away. */
export interface Canary {
  list: ListName;
  standing: Standing;
  kind: 'text' | 'masked-away';
  word: string;
}

/** Three Han characters that stand together in no other text, so that every pair of them is a canary as well. */
const CHARACTERS = [
  ...'鼱鼷鼹龂龆龃龅龇龈龉龊龌魍魉魈魑鲅鲆鲇鲈鲋鲍鲎鲐鲑鲔鲚鲛鲞鲟鲠鲡鲢鲣鲥鲦鲧鲨鲩鲫鲭鲮鲰鲱鲲鲳鲴鲵鲶鲷鲺鲻鲼鲽鳄鳅鳆鳇鳊鳋鳌鳍鳎鳏鳐鳓鳔鳕鳖鳗鳘鳙鳜鳝鳟鳢骱骶骷骸骺骼髁髀髂髅髋髌髑髟髡髦髫髭髯髹鬃鬈鬏鬓鬟鬣鬯',
];

function createWords() {
  let next = 0;
  return () => {
    const word = CHARACTERS.slice(next, next + 3).join('');
    next += 3;
    if ([...word].length < 3) throw new Error('no characters left for canaries');
    return word;
  };
}

const parties = {
  target: { organisation: '丙方公司', kind: 'enterprise', role: 'enterprise' },
  pledged: { organisation: '丁方公司', kind: 'enterprise', role: 'enterprise' },
  targetLab: { organisation: '戊研究院', kind: 'institute', role: 'researcher' },
  pledgedLab: { organisation: '己研究院', kind: 'institute', role: 'researcher' },
} as const;

/** Everybody who reads; `token` is the rival through a program. */
export const readers = [
  'visitor',
  'enterprise',
  'researcher',
  'rival',
  'peer',
  'target',
  'pledged',
  'targetLab',
  'pledgedLab',
  'expert',
  'operator',
  'auditor',
  'admin',
  'token',
] as const;
export type Reader = (typeof readers)[number];

/** `hidden: 'absent'`: the twin world, in which nothing is there that others may not read. */
export interface WorldOptions {
  hidden: 'present' | 'absent';
  environment?: Record<string, string>;
}

const ownerOf = { demands: 'enterprise', achievements: 'researcher' } as const;
const common = '铝合金压铸件表面划伤的机器视觉检测';

/** The service with entries of every standing in both lists, each with words of its own, all indexed. */
export async function createWorld({ hidden, environment = {} }: WorldOptions) {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const log = pino({ level: 'debug' }, sink);
  const app = await createTestApp({ environment, overrides: { log } });
  const { identity, catalog, pledges } = app.services;
  const passwordHash = await identity.hashPassword(PASSWORD);
  const organisations = new Map<string, string>();
  for (const [name, { organisation, kind, role }] of Object.entries(parties)) {
    const { id } = identity.createOrganisation({ name: organisation, kind, sample: false });
    organisations.set(name, id);
    identity.createAccount({ name, displayName: name, passwordHash }, [{ organisationId: id, role }]);
  }
  const targets = [...organisations.values()];
  const newWord = createWords();
  const canaries: Canary[] = [];
  const ids = new Map<string, string>();

  /** The form of an entry: what is common to all, its own word, and the words that masking takes away. */
  function contentOf(list: ListName, standing: Standing) {
    const word = newWord();
    // In the twin everything that masking takes away reads otherwise; what is left must be the same.
    const isTwin = hidden === 'absent';
    const isMasked = standing === 'masked';
    const own = isMasked ? { brand: newWord(), person: newWord() } : { brand: '', person: '' };
    const away = isTwin ? { brand: '龙门座', person: '欧阳海' } : own;
    // Each list has numbers of its own, for everybody may read those of their own entries.
    const digit = list === 'demands' ? 4 : 7;
    const [pitch, phone, mail, limit] = isTwin
      ? ['2.7182', '010-99998888', 'twin@example.cn', 99.5]
      : [`31.${digit}159`, `0532-8642135${digit}`, `canary${digit}@example.cn`, 270 + digit + 0.828];
    const [mobile, money] = [`1357766889${digit}`, 161_800 + digit];
    canaries.push({ list, standing, kind: 'text', word });
    if (isMasked) {
      for (const lost of Object.values(away))
        canaries.push({ list, standing, kind: 'masked-away', word: lost });
      for (const lost of [pitch, phone, mail, String(limit)])
        canaries.push({ list, standing, kind: 'masked-away', word: lost });
    }
    if (standing === 'concealed') {
      for (const lost of [mobile, String(money)])
        canaries.push({ list, standing, kind: 'masked-away', word: lost });
    }
    const disclosure = ['draft', 'withdrawn', 'concealed'].includes(standing) ? 'public' : standing;
    const details = isMasked
      ? `使用${away.brand}品牌设备，节距${pitch}毫米，联系${away.person}，${phone}，${mail}。`
      : '';
    const text = `${common}，${word}工艺。${details}`;
    const form = {
      title: `${word}${standing === 'public' ? '公开' : ''}检测`,
      chain: 'smart-manufacturing',
      keywords: [word],
      region: standing === 'internal' ? word : '',
      contact: isMasked ? `${away.person} ${phone}` : standing === 'concealed' ? mobile : `${word}联系`,
      disclosure,
      targets: standing === 'targeted' ? targets : [],
      fieldDisclosure:
        standing === 'concealed'
          ? { contact: 'masked', budget: 'masked', reward: 'masked', price: 'masked' }
          : {},
      maskWords: isMasked ? [away.brand] : [],
      indicators: isMasked
        ? [{ metric: '节距', operator: '<=', values: [limit], unit: 'mm', condition: '' }]
        : [],
      titleEn: '',
      summaryEn: '',
    };
    const amount = { kind: 'amount', wan: standing === 'concealed' ? money : 5 };
    return list === 'demands'
      ? demandContent.parse({ ...form, problem: text, budget: amount, reward: amount })
      : achievementContent.parse({ ...form, summary: text, price: amount });
  }

  for (const list of lists) {
    const organisationId = await app.organisationOf(ownerOf[list]);
    for (const standing of standings) {
      const content = contentOf(list, standing);
      const isHidden = ['targeted', 'internal', 'draft', 'withdrawn'].includes(standing);
      if (isHidden && hidden === 'absent') continue;
      const state = standing === 'draft' ? 'draft' : 'published';
      const [id = ''] = catalog.importEntries(service, list, [
        { content, organisationId, state, sample: false },
      ]);
      ids.set(`${list} ${standing}`, id);
      if (standing === 'withdrawn') {
        const owner = await app.actor(ownerOf[list]);
        catalog.move(owner, list, id, { to: 'withdrawn' });
      }
    }
    // Something of their own for the other parties, close to all of the above, to be ranked against them.
    for (const name of ['rival', 'peer', 'target', 'targetLab', 'pledged', 'pledgedLab'] as const) {
      const isLab = ['peer', 'targetLab', 'pledgedLab'].includes(name);
      if (isLab === (list === 'demands')) continue;
      const own = organisations.get(name) ?? (await app.organisationOf(name as Name));
      const fields = {
        title: `${name}的检测`,
        chain: 'smart-manufacturing',
        contact: '自有',
        disclosure: 'internal',
      };
      const content =
        list === 'demands'
          ? demandContent.parse({ ...fields, problem: `${common}，自用。` })
          : achievementContent.parse({ ...fields, summary: `${common}，自用。` });
      catalog.importEntries(service, list, [{ content, organisationId: own, state: 'draft', sample: false }]);
    }
  }
  await app.worker.drain();

  const cookies = new Map<Reader, Record<string, string>>([['visitor', {}]]);
  async function headersOf(reader: Reader): Promise<Record<string, string>> {
    const known = cookies.get(reader);
    if (known !== undefined) return known;
    const answer = await app.server.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { account: reader, password: PASSWORD },
    });
    const headers = { cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' };
    cookies.set(reader, headers);
    return headers;
  }
  const token = await app.server.inject({
    method: 'POST',
    url: '/api/v1/account/tokens',
    headers: await headersOf('rival'),
    payload: { name: 'program', scopes: ['read', 'write'], expiresInDays: 10 },
  });
  cookies.set('token', { authorization: `Bearer ${token.json<{ token: string }>().token}` });

  for (const list of lists) {
    const id = ids.get(`${list} targeted`);
    if (id === undefined) continue;
    for (const name of ['pledged', 'pledgedLab'] as const) {
      const answer = await app.server.inject({
        method: 'POST',
        url: `/api/v1/${list}/${id}/pledges`,
        headers: await headersOf(name),
        payload: { wording: pledges.current().wording },
      });
      if (answer.statusCode !== 201) throw new Error(`no pledge: ${answer.body}`);
    }
  }

  return {
    app,
    lines,
    canaries,
    ids,
    idOf: (list: ListName, standing: Standing) => ids.get(`${list} ${standing}`) ?? '',
    /** One request as that reader. */
    async ask(reader: Reader, method: 'GET' | 'POST' | 'PATCH', path: string, payload?: object) {
      const headers = await headersOf(reader);
      const request = { method, url: `/api/v1${path}`, headers };
      return app.server.inject(payload === undefined ? request : { ...request, payload });
    },
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;
