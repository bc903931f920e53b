import { describe, expect, it } from 'vitest';
import { disclosures, lists } from '../../src/catalog/entry-model.ts';
import { states } from '../../src/catalog/life-cycle.ts';
import { accountOf } from '../../src/identity/model.ts';
import { can, type EntrySubject, organisationsKeeping, organisationsOf } from '../../src/identity/policy.ts';
import { account, everybody, type Person, people } from './people.ts';

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

describe('who may see an entry', () => {
  it.each(cases)('$state and $disclosure in $list', ({ list, state, disclosure }) => {
    const open = state === 'published' && disclosure === 'public';
    expect(whoMay('entry.view', entry(list, state, disclosure))).toEqual(sorted(open ? everybody : insiders));
  });

  it('does not count the administrator of the machine among those who see hidden entries', () => {
    for (const { list, state, disclosure } of cases) {
      if (state === 'published' && disclosure === 'public') continue;
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
  ] as const)('%s is for %j', (action, allowed) => {
    expect(everybody.filter((person) => can(people[person], action, null))).toEqual(allowed);
  });
});

it('names the account behind an act for the log, and none for visitors and the service', () => {
  expect(accountOf(people.operator)).toBe('somebody');
  expect([accountOf(people.visitor), accountOf(people.service)]).toEqual([null, null]);
});
