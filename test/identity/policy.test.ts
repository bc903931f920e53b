import { describe, expect, it } from 'vitest';
import { disclosures, lists } from '../../src/catalog/entry-model.ts';
import { states } from '../../src/catalog/life-cycle.ts';
import { accountOf } from '../../src/identity/model.ts';
import {
  can,
  type EntrySubject,
  isDelegate,
  organisationsKeeping,
  organisationsOf,
  viewOf,
} from '../../src/identity/policy.ts';
import { account, delegateOf, everybody, type Person, people } from './people.ts';

type EntryAction = 'entry.view' | 'entry.edit' | 'entry.keep' | 'entry.review' | 'entry.matches';

/** Who of everybody may do this to that entry. */
function whoMay(action: EntryAction, entry: EntrySubject): Person[] {
  return everybody.filter((person) => can(people[person], action, entry));
}

const entry = (list: EntrySubject['list'], state: string, disclosure = 'public'): EntrySubject => ({
  list,
  organisationId: 'own',
  state,
  disclosure,
  targets: [],
  pledged: [],
});

/** An entry's own people, who work for it whatever their role there. */
const own: Person[] = ['enterprise', 'researcher', 'expertOfOwn'];
const insiders: Person[] = [...own, 'operator', 'service'];
/** Enterprises keep demands, researchers keep achievements. */
const keeper = { demands: 'enterprise', achievements: 'researcher' } as const;
const sorted = (persons: Person[]) => everybody.filter((person) => persons.includes(person));

const cases = lists.flatMap((list) =>
  states.flatMap((state) => disclosures.map((disclosure) => ({ list, state, disclosure }))),
);

/** What everybody but the insiders gets of an entry that names no targets: by level, once it is published. */
const forOthers: Record<string, string | null> = {
  public: 'full',
  masked: 'masked',
  targeted: null,
  internal: null,
};

describe('who may see an entry', () => {
  it.each(cases)('$state and $disclosure in $list', ({ list, state, disclosure }) => {
    const subject = entry(list, state, disclosure);
    const view = state === 'published' ? forOthers[disclosure] : null;
    for (const person of everybody) {
      const expected = insiders.includes(person) ? 'full' : view;
      expect([person, viewOf(people[person], subject)]).toEqual([person, expected]);
    }
    expect(whoMay('entry.view', subject)).toEqual(sorted(view === null ? insiders : everybody));
  });

  it('does not count the administrator of the machine among those who see hidden entries', () => {
    for (const { list, state, disclosure } of cases) {
      if (state === 'published' && ['public', 'masked'].includes(disclosure)) continue;
      for (const person of ['admin', 'auditor', 'expert', 'visitor', 'newcomer'] as const) {
        expect([person, can(people[person], 'entry.view', entry(list, state, disclosure))]).toEqual([
          person,
          false,
        ]);
      }
    }
  });

  it('hides entries in states and of levels nobody has thought of yet', () => {
    for (const hidden of [entry('demands', 'someday'), entry('demands', 'published', 'perhaps')]) {
      expect(whoMay('entry.view', hidden)).toEqual(sorted(insiders));
    }
  });
});

describe('the targets of an entry', () => {
  const target = account(['guest', 'enterprise']);
  const expertOfTarget = account(['guest', 'expert']);
  const ofTwo = account(['guest', 'researcher'], ['other', 'enterprise']);
  const openedTo = (...pledged: string[]) => ({
    ...entry('demands', 'published', 'targeted'),
    targets: ['guest', 'second'],
    pledged,
  });

  it('know that it is there, and read it once their own organisation promised', () => {
    for (const reader of [target, expertOfTarget, ofTwo]) {
      expect(viewOf(reader, openedTo())).toBe('stub');
      expect(viewOf(reader, openedTo('second'))).toBe('stub');
      expect(viewOf(reader, openedTo('guest'))).toBe('full');
    }
  });

  it('are nobody else, and a promise of who is no target opens nothing', () => {
    for (const person of everybody) {
      const expected = insiders.includes(person) ? 'full' : null;
      expect([person, viewOf(people[person], openedTo('other', 'bureau', 'own'))]).toEqual([
        person,
        expected,
      ]);
    }
    expect(viewOf(target, { ...openedTo('guest'), targets: ['second'] })).toBe(null);
  });

  it.each(cases)('gain nothing by it where it is $state and $disclosure in $list', (subject) => {
    const named = { ...entry(subject.list, subject.state, subject.disclosure), targets: ['guest'] };
    const pledged = { ...named, pledged: ['guest'] };
    if (subject.state === 'published' && subject.disclosure === 'targeted') {
      expect([viewOf(target, named), viewOf(target, pledged)]).toEqual(['stub', 'full']);
      return;
    }
    const stranger = viewOf(people.rivalEnterprise, named);
    expect([viewOf(target, named), viewOf(target, pledged)]).toEqual([stranger, stranger]);
  });

  it('promise by those who post or answer there, each for their own organisation', () => {
    const may = (actor: Parameters<typeof can>[0], organisationId: string) =>
      can(actor, 'entry.pledge', { entry: openedTo(), organisationId });
    expect([may(target, 'guest'), may(ofTwo, 'guest')]).toEqual([true, true]);
    expect([may(expertOfTarget, 'guest'), may(target, 'second'), may(ofTwo, 'other')]).toEqual([
      false,
      false,
      false,
    ]);
    for (const person of everybody) {
      const expected = person === 'service';
      expect([person, may(people[person], 'guest')]).toEqual([person, expected]);
    }
    for (const disclosure of ['public', 'masked', 'internal']) {
      const other = { ...openedTo(), disclosure };
      expect(can(target, 'entry.pledge', { entry: other, organisationId: 'guest' })).toBe(false);
    }
    const hidden = { ...openedTo(), state: 'withdrawn' };
    expect(can(target, 'entry.pledge', { entry: hidden, organisationId: 'guest' })).toBe(false);
  });
});

describe('who acts for an organisation by its consent', () => {
  const delegate = delegateOf('own');

  it.each(cases)('may keep what is $state and $disclosure in $list, as its own people may', (subject) => {
    const own = entry(subject.list, subject.state, subject.disclosure);
    const keeperThere = people[keeper[subject.list]];
    for (const action of ['entry.view', 'entry.keep', 'entry.edit', 'entry.matches'] as const) {
      expect([action, can(delegate, action, own)]).toEqual([action, can(keeperThere, action, own)]);
    }
    expect(can(delegate, 'entry.review', own)).toBe(true);
  });

  it('may post for it and for nobody else', () => {
    for (const list of lists) {
      expect(can(delegate, 'entry.create', { list, organisationId: 'own' })).toBe(true);
      expect(can(delegate, 'entry.create', { list, organisationId: 'other' })).toBe(false);
      expect(can(delegate, 'entry.keep', { ...entry(list, 'draft'), organisationId: 'other' })).toBe(false);
      // Only a chosen organisation is acted for: none of its own is one.
      expect(organisationsKeeping(delegate, list)).toEqual([]);
    }
  });

  it('is marked as such, unless the organisation is its own as well', () => {
    const subject = { list: 'demands', organisationId: 'own' } as const;
    expect(isDelegate(delegate, subject)).toBe(true);
    expect(isDelegate(delegate, { ...subject, organisationId: 'other' })).toBe(false);
    const both = account(['own', 'enterprise'], ['bureau', 'operator']);
    const keepsItself = { ...both, actsFor: ['own'] } as typeof both;
    expect(isDelegate(keepsItself, subject)).toBe(false);
    expect(isDelegate(keepsItself, { ...subject, list: 'achievements' })).toBe(true);
  });

  it('is an operator: a consent alone gives nobody else any right', () => {
    for (const person of ['newcomer', 'rivalEnterprise', 'admin', 'auditor', 'expert'] as const) {
      const consented = { ...people[person], actsFor: ['own'] } as typeof delegate;
      expect([person, can(consented, 'entry.keep', entry('demands', 'draft'))]).toEqual([person, false]);
      expect([person, can(consented, 'entry.view', entry('demands', 'draft'))]).toEqual([person, false]);
      expect([person, isDelegate(consented, entry('demands', 'draft'))]).toEqual([person, false]);
    }
  });
});

describe('who may change an entry', () => {
  const editable = ['draft', 'returned', 'submitted', 'published'];

  it.each(cases)('$state and $disclosure in $list', ({ list, state, disclosure }) => {
    const keepers: Person[] = [keeper[list], 'service'];
    expect(whoMay('entry.edit', entry(list, state, disclosure))).toEqual(
      editable.includes(state) ? keepers : [],
    );
  });
});

describe('who may submit and withdraw, review, and see the matches of an entry', () => {
  it.each(cases)('$state and $disclosure in $list', ({ list, state, disclosure }) => {
    const subject = entry(list, state, disclosure);
    expect(whoMay('entry.keep', subject)).toEqual([keeper[list], 'service']);
    expect(whoMay('entry.review', subject)).toEqual(['operator', 'service']);
    expect(whoMay('entry.matches', subject)).toEqual([keeper[list], 'operator', 'service']);
  });
});

describe('who may put an entry on a list', () => {
  it.each(lists)('%s: those who keep it, for their own organisation only', (list) => {
    const may = (organisationId: string) =>
      everybody.filter((person) => can(people[person], 'entry.create', { list, organisationId }));
    expect(may('own')).toEqual([keeper[list], 'service']);
    expect(may('other')).toEqual([list === 'demands' ? 'rivalEnterprise' : 'rivalResearcher', 'service']);
    expect(may('nowhere')).toEqual(['service']);
  });

  it('can be one person in several organisations, in each as what they are there', () => {
    const both = account(
      ['own', 'enterprise'],
      ['own', 'expert'],
      ['lab', 'researcher'],
      ['firm', 'enterprise'],
    );
    expect(organisationsOf(both)).toEqual(['own', 'lab', 'firm']);
    expect(organisationsKeeping(both, 'demands')).toEqual(['own', 'firm']);
    expect(organisationsKeeping(both, 'achievements')).toEqual(['lab']);
    expect(can(both, 'entry.create', { list: 'achievements', organisationId: 'own' })).toBe(false);
    expect(organisationsKeeping(people.visitor, 'demands')).toEqual([]);
    expect(organisationsOf(people.service)).toEqual([]);
  });
});

describe('what concerns the whole service', () => {
  it.each([
    ['entries.import', ['service']],
    ['entries.lapse', ['service']],
    ['index.view', ['operator', 'admin', 'service']],
    ['scores.read', ['operator', 'admin', 'auditor', 'service']],
    ['scores.manage', ['admin', 'service']],
  ] as const)('%s is for %j', (action, allowed) => {
    expect(everybody.filter((person) => can(people[person], action, null))).toEqual(allowed);
  });
});

it('names the account behind an act for the log, and none for visitors and the service', () => {
  expect(accountOf(people.operator)).toBe('somebody');
  expect([accountOf(people.visitor), accountOf(people.service)]).toEqual([null, null]);
});
