import { achievementContent } from '../../src/catalog/achievement-model.ts';
import { demandContent } from '../../src/catalog/demand-model.ts';
import { service, toActor } from '../../src/identity/model.ts';
import type { TestApp } from '../support/test-app.ts';
import type { People } from './people.ts';
import type { Snapshot } from './snapshot.ts';
import { type EntryCase, type Level, type List, levels, lists, type State, states } from './subjects.ts';

/** One entry that requests are about. */
export interface EntrySubject {
  case: EntryCase;
  list: List;
  label: string;
  id: string;
  version: number;
  /** A word of its text, which masking leaves, and one of its contact, which masking takes out. */
  word: string;
  secret: string;
}

const disclosureOf: Record<Level, object> = {
  public: { disclosure: 'public' },
  'public, contact masked': { disclosure: 'public', fieldDisclosure: { contact: 'masked' } },
  masked: { disclosure: 'masked' },
  targeted: { disclosure: 'targeted' },
  internal: { disclosure: 'internal' },
};

const PRESENT_WORDING = 1;

/** Where an entry is when it is imported; operators and the clock bring it on from there. */
const begins: Partial<Record<State, 'submitted' | 'published'>> = {
  submitted: 'submitted',
  returned: 'submitted',
  rejected: 'submitted',
  published: 'published',
  withdrawn: 'published',
  unclaimed: 'published',
  expired: 'published',
};

/** A word of small letters that no other number makes, and that looks like no model or brand. */
function wordOf(kind: string, number: number): string {
  const letters = String(number)
    .padStart(3, '0')
    .replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)]!);
  return `${kind}${letters}`;
}

/** Every level in every state on both lists, one that is on no list, and one that is on the other. */
export async function createEntries(app: TestApp, people: People, { db }: Snapshot): Promise<EntrySubject[]> {
  const { catalog, identity } = app.services;
  const operator = toActor(
    identity.authenticate(people.find('operator', 'demands').cookie.slice('sid='.length))!,
  );
  const subjects: EntrySubject[] = [];

  function put(list: List, level: Level, state: State): EntrySubject {
    const number = subjects.length;
    const [word, secret] = [wordOf('tell', number), wordOf('hush', number)];
    const isOver = state === 'unclaimed' || state === 'expired';
    const form = {
      ...disclosureOf[level],
      targets: level === 'targeted' ? [people.targetOf[list], people.pledgedOf[list]] : [],
      title: `密封件${word}`,
      chain: 'smart-manufacturing',
      contact: `${secret} 0532-00000000`,
    };
    const text = `高温下密封件老化${word}`;
    const day = isOver ? '2026-03-01' : null;
    const content =
      list === 'demands'
        ? demandContent.parse({ ...form, problem: text, deadline: day })
        : achievementContent.parse({ ...form, summary: text, expiry: day });
    const row = { content, organisationId: people.ownOf[list], sample: false };
    const [id = ''] = catalog.importEntries(service, list, [{ ...row, state: begins[state] ?? 'draft' }]);
    if (['returned', 'rejected', 'withdrawn'].includes(state)) {
      catalog.move(operator, list, id, { to: state, note: '请补充' });
    }
    return {
      case: { list, level, state },
      list,
      label: `${list} ${level} ${state}`,
      id,
      version: 0,
      word,
      secret,
    };
  }

  for (const list of lists) {
    for (const level of levels) for (const state of states[list]) subjects.push(put(list, level, state));
  }
  catalog.lapse(service);
  const promise = db.$client.prepare(
    'INSERT INTO pledges (entry_id, organisation_id, wording, accepted_at) VALUES (?, ?, ?, ?)',
  );
  for (const { case: at, list, id } of subjects) {
    if (at === 'none' || at.level !== 'targeted') continue;
    promise.run(id, people.pledgedOf[list], PRESENT_WORDING, app.clock.now());
    promise.run(id, people.targetOf[list], PRESENT_WORDING - 1, app.clock.now());
  }
  await app.worker.drain();
  const versionOf = db.$client.prepare('SELECT version FROM entries WHERE id = ? AND state = ?').pluck();
  const stored = subjects.map((subject) => {
    const version = versionOf.get(subject.id, (subject.case as { state: State }).state);
    if (version === undefined) throw new Error(`${subject.label} did not come into its state`);
    return { ...subject, version: Number(version) };
  });
  const elsewhere = lists.flatMap((list): EntrySubject[] => {
    const rest = { case: 'none' as const, list, version: 1, word: '', secret: '' };
    const other = stored.find(
      ({ case: at }) =>
        at !== 'none' && at.list !== list && at.level === 'public' && at.state === 'published',
    )!;
    return [
      { ...rest, label: `${list} none`, id: 'no-such-entry' },
      { ...rest, label: `${list} on the other list`, id: other.id, word: other.word, secret: other.secret },
    ];
  });
  return [...stored, ...elsewhere];
}
