import { Writable } from 'node:stream';
import type { InjectOptions } from 'fastify';
import { pino } from 'pino';
import { service } from '../../src/identity/model.ts';
import type { Mail } from '../../src/mail/mailer.ts';
import { createTestApp } from '../support/test-app.ts';
import { type Choice, COMMON, createDrawing, formOf } from './forms.ts';
import { addParties, createPasses } from './people.ts';
import {
  type Canary,
  type Kind,
  type ListName,
  lists,
  type Reader,
  type Standing,
  standings,
} from './readers.ts';

/**
 * What of a world is there. The twins of a world differ from it only in what some readers may not read: hidden entries
 * are absent, and other words stand where masking takes them away; 定向 entries are absent for strangers, read
 * otherwise for targets who have not promised, and are the same for those who have.
 */
export interface WorldOptions {
  hidden: 'present' | 'absent';
  masked: Choice;
  targeted: Choice | 'absent';
  environment?: Record<string, string>;
}

export type World = Awaited<ReturnType<typeof createWorld>>;

const posters: Record<ListName, Reader> = { demands: 'enterprise', achievements: 'researcher' };
const secretive: Standing[] = ['masked', 'targeted', 'internal', 'withdrawn'];
const hiddenStandings: Standing[] = ['internal', 'draft', 'submitted', 'returned', 'withdrawn'];
const withOwn: Reader[] = ['rival', 'peer', 'target', 'pledged'];
const keeps = (reader: Reader, list: ListName) =>
  reader !== 'rival' && reader !== 'peer' ? true : (reader === 'rival') === (list === 'demands');

/** The service with entries of every standing in both lists, each with words of its own, all indexed. */
export async function createWorld({ hidden, masked, targeted, environment = {} }: WorldOptions) {
  const lines: string[] = [];
  const mails: Mail[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const mailer = { send: async (mail: Mail) => void mails.push(mail), close: () => undefined };
  const log = pino({ level: 'debug' }, sink);
  // Every pair is suggested, so that the operators' desk has something to show.
  const suggests = { SUGGEST_FROM_DEMANDS: '0', SUGGEST_FROM_ACHIEVEMENTS: '0' };
  const app = await createTestApp({
    environment: { ...suggests, ...environment },
    overrides: { log, mailer },
  });
  const drawing = createDrawing();
  const ids = new Map<string, string>();
  const passOf = createPasses(app);

  async function ask(
    reader: Reader,
    method: NonNullable<InjectOptions['method']>,
    path: string,
    payload?: object,
  ) {
    const url = path.startsWith('//') ? path.slice(1) : `/api/v1${path}`;
    const request = { method, url, headers: await passOf(reader) };
    return app.server.inject(payload === undefined ? request : { ...request, payload });
  }

  async function must(
    reader: Reader,
    path: string,
    payload: object,
  ): Promise<{ id: string; version: number }> {
    const answer = await ask(reader, 'POST', path, payload);
    if (answer.statusCode >= 300) throw new Error(`${path}: ${answer.body}`);
    return answer.json();
  }

  // Names are canaries of the entry that shows nothing else of its organisation.
  const names = drawing.drawFor('demands', 'internal', (kind) =>
    kind === 'organisation' && targeted !== 'own' ? 'twin' : 'own',
  );
  const targetNames = drawing.drawFor('demands', 'targeted', () => 'own');
  const organisation = names.han('organisation', 'name');
  const parties = await addParties(app.services.identity, {
    insider: { organisation, person: names.han('author', 'displayName') },
    target: `${targetNames.han('targets', 'name')}公司`,
    pledged: '丁方公司',
  });
  const everybody = (await ask('admin', 'GET', '/accounts?limit=100')).json<{
    items: { id: string; name: string; memberships: { organisationId: string }[] }[];
  }>();
  for (const { id, name, memberships } of everybody.items) {
    ids.set(`accounts ${name}`, id);
    for (const { organisationId } of memberships) ids.set(`organisations ${name}`, organisationId);
  }
  /** A word that hidden entries hold and one that only masked-away text holds, and as many that nobody else uses. */
  const guesses = {
    hidden: drawing.word(),
    masked: drawing.word(),
    unused: drawing.word(),
    unusedToo: drawing.word(),
    twin: drawing.twinWord(),
  };

  /** Whether words of that kind are those of the first world. */
  function choose(standing: Standing, kind: Kind): Choice {
    if (kind === 'masked') return masked;
    return standing === 'targeted' && targeted === 'twin' ? 'twin' : 'own';
  }

  async function post(list: ListName, standing: Standing): Promise<void> {
    const draw = drawing.drawFor(list, standing, (kind) => choose(standing, kind));
    const chosen = choose(standing, standing === 'masked' ? 'masked' : 'text');
    const guess = chosen === 'twin' ? guesses.twin : standing === 'masked' ? guesses.masked : guesses.hidden;
    const targets = [parties.get('target')!, parties.get('pledged')!];
    const form = formOf(list, standing, draw, { organisation, targets, guess });
    const note = ['public', 'returned', 'withdrawn'].includes(standing) ? draw.han('note', 'note') : '';
    if (hidden === 'absent' && hiddenStandings.includes(standing)) return;
    if (targeted === 'absent' && standing === 'targeted') return;
    const owner =
      standing === 'internal' ? 'former' : secretive.includes(standing) ? 'insider' : posters[list];
    const { id } = await must(owner, `/${list}`, form);
    ids.set(`${list} ${standing}`, id);
    const move = (reader: Reader, body: object) => must(reader, `/${list}/${id}/transitions`, body);
    if (standing === 'draft') return;
    await move(owner, { to: 'submitted', confirmations: ['state-secrets'] });
    if (standing === 'submitted') return;
    if (standing === 'returned') return void (await move('operator', { to: 'returned', note }));
    await move('operator', { to: 'published', ...(standing === 'public' && { note }) });
    if (standing === 'withdrawn') await move('operator', { to: 'withdrawn', note });
  }

  /** Entries of their own for other parties, near to all of the above: one with the words they guess, one without. */
  async function postOwn(reader: Reader, list: ListName): Promise<void> {
    const { hidden: first, masked: second, unused, unusedToo } = guesses;
    const words = { guessing: `${first}与${second}`, plain: `${unused}与${unusedToo}` };
    for (const [name, word] of Object.entries(words)) {
      const text = `${COMMON}，${word}自用。`;
      const texts = list === 'demands' ? { problem: text } : { summary: text };
      const form = { ...texts, title: `${name}检测`, chain: 'smart-manufacturing', contact: '自有' };
      const { id } = await must(reader, `/${list}`, { ...form, disclosure: 'internal' });
      ids.set(`${list} ${reader} ${name}`, id);
    }
  }

  /** Both parties hear of a pair that was suggested; nothing where it was not, or where one is not there. */
  async function introduce(demandId: string | undefined, achievementId: string | undefined): Promise<void> {
    if (demandId === undefined || achievementId === undefined) return;
    const found = await ask('operator', 'GET', `/matches?entry=${demandId}&limit=100`);
    const { items } = found.json<{ items: { id: string; version: number; achievement: { id: string } }[] }>();
    const match = items.find(({ achievement }) => achievement.id === achievementId);
    if (match === undefined) return;
    const { id, version } = match;
    const accepted = await must('operator', `/matches/${id}/decisions`, { verdict: 'accepted', version });
    await must('operator', `/matches/${id}/introduction`, { version: accepted.version });
    const number = [...ids.keys()].filter((label) => label.startsWith('introductions ')).length;
    ids.set(`introductions ${number}`, id);
  }

  for (const list of lists) {
    for (const standing of standings) await post(list, standing);
    for (const reader of withOwn.filter((one) => keeps(one, list))) await postOwn(reader, list);
  }
  await app.worker.drain();
  for (const role of ['enterprise', 'researcher']) {
    const member = `${parties.get('insider')}/members/${ids.get('accounts former')}/${role}`;
    await ask('insider', 'DELETE', `/organisations/${member}`);
  }
  for (const list of lists) {
    const id = ids.get(`${list} targeted`);
    if (id !== undefined) await must('pledged', `/${list}/${id}/pledges`, { wording: 1 });
  }
  if (environment.MEILI_URL !== undefined) {
    await app.services.indexing.reconcile(service);
    await app.worker.drain();
  }

  const queue = await ask('operator', 'GET', '/matches?limit=100');
  const { items: suggested } = queue.json<{ items: { id: string }[] }>();
  for (const [at, { id }] of suggested.entries()) ids.set(`matches ${at}`, id);
  const introduced: Standing[] = ['public', 'masked', 'targeted', 'internal'];
  for (const standing of introduced) {
    await introduce(ids.get('demands public'), ids.get(`achievements ${standing}`));
    await introduce(ids.get(`demands ${standing}`), ids.get('achievements public'));
  }

  return {
    app,
    log,
    ask,
    lines,
    mails,
    ids,
    guesses,
    canaries: [...drawing.canaries, ...idCanaries(ids)],
    idOf: (list: ListName, standing: Standing) => ids.get(`${list} ${standing}`) ?? '',
    /** Entries of that reader alone, by list; those of the rival for its program and for the operator. */
    ownOf: (reader: Reader) =>
      [...ids].flatMap(([label, id]) => {
        const [list = '', owner] = label.split(' ');
        const isOwn = owner === (reader === 'token' || reader === 'operator' ? 'rival' : reader);
        return isOwn && lists.some((one) => one === list) ? [{ list, label, id }] : [];
      }),
    /** A text with names in the place of ids, so that it can be compared with one of another world. */
    withoutIds(text: string): string {
      let named = text;
      for (const [label, id] of ids) named = named.replaceAll(id, `<${label}>`);
      return named;
    },
  };
}

/** The ids of entries, and of the organisation and the authors that no stranger may know of. */
function idCanaries(ids: Map<string, string>): Canary[] {
  const canaryOf = (list: ListName, standing: Standing, kind: Kind, label: string): Canary[] => {
    const word = ids.get(label);
    return word === undefined ? [] : [{ list, standing, kind, field: 'id', word }];
  };
  return [
    ...lists.flatMap((list) =>
      standings.flatMap((standing) => canaryOf(list, standing, 'id', `${list} ${standing}`)),
    ),
    ...canaryOf('demands', 'internal', 'organisation-id', 'organisations insider'),
    ...['insider', 'former'].flatMap((name) =>
      canaryOf('demands', 'internal', 'author-id', `accounts ${name}`),
    ),
  ];
}
