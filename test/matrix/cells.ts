import { type Ask, asking, basedOn } from './ask.ts';
import { serviceAsks } from './ask-service.ts';
import { askEntry, askMove, askOrganisationMove, organisationAsks } from './ask-subject.ts';
import type { EntrySubject } from './entries.ts';
import {
  atTheDoor,
  onEntry,
  onMove,
  onOrganisation,
  onOrganisationMove,
  onService,
  type Version,
  versions,
} from './expectations.ts';
import type { Rule } from './rule.ts';
import { rules } from './rules.ts';
import { type Level, type List, lists, type Reader, type Status, states } from './subjects.ts';
import type { World } from './world.ts';

/** One question, and the answer that each reader should have. */
export interface Question {
  subject: string;
  /**
   * null: not asked, because there are two reasons to refuse and either may be told, or because nobody looks at what
   * makes this question another one: the level of an entry for a change without a version (all are asked of public
   * entries), the wished state for readers who are turned away before (all are asked of internal entries).
   */
  expected(reader: Reader): Status | null;
  ask(reader: Reader): Ask;
  entry?: EntrySubject;
}

/** The list whose people ask; where an operation belongs to none, that of demands. */
export function listOf(operation: string): List {
  return lists.find((list) => operation.includes(`/${list}`)) ?? 'demands';
}

export function ruleOf(operation: string): Rule {
  const rule = rules[operation];
  if (rule === undefined) throw new Error(`${operation} has no rule: say in rules.ts who gets what`);
  return rule;
}

/** A change is asked for with every kind of version, everything else once. */
function versionsOf(operation: string): readonly Version[] {
  return operation.startsWith('patch ') ? versions : ['this version'];
}

/** Where somebody might want to bring an entry; a draft is what it begins as. */
function targetsOf(list: List): string[] {
  return states[list].filter((to) => to !== 'draft');
}

/** Where the state refuses a change anyway, nobody need say that its version is another one, too. */
function unlessMoot(version: Version, answer: (version: Version) => Status): Status | null {
  return version === 'another version' && answer('this version') === 409 ? null : answer(version);
}

function isOfLevel({ case: at }: EntrySubject, level: Level): boolean {
  return at === 'none' || at.level === level;
}

function nameOf(...parts: string[]): string {
  return parts.filter((part) => part !== 'plain' && part !== 'this version').join(', ');
}

/** Questions that need nothing but the address; every other one must be told how it is asked. */
const bare = ['plain', 'without a search server'];

function builderOf<Build>(
  builders: Record<string, Build> | undefined,
  operation: string,
  ask: string,
): Build | undefined {
  const build = builders?.[ask];
  if (build !== undefined || bare.includes(ask)) return build;
  throw new Error(`nobody says how to ask ${operation} for “${ask}”`);
}

/** Every question to an operation, but those to lists, which are read off a whole answer. */
export function questionsOf(world: World, operation: string): Question[] {
  const rule = ruleOf(operation);
  const entries = world.entries.filter(({ list }) => list === listOf(operation));
  switch (rule.about) {
    case 'service':
      return Object.keys(rule.asks).map((ask) => ({
        subject: nameOf(ask),
        expected: (reader) => onService(rule, reader, ask),
        ask: (reader) => {
          const build = builderOf(serviceAsks[operation], operation, ask);
          return build?.(asking(world, reader, listOf(operation))) ?? {};
        },
      }));
    case 'entry':
      return entries.flatMap((entry) =>
        versionsOf(operation).map((version) => ({
          subject: nameOf(entry.label, version),
          expected: (reader) => {
            if (version === 'no version' && !isOfLevel(entry, 'public')) return null;
            return unlessMoot(version, (given) => onEntry(operation, reader, entry.case, given));
          },
          ask: () => askEntry(operation, entry, version),
          entry,
        })),
      );
    case 'move':
      return entries.flatMap((entry) =>
        targetsOf(entry.list).map((to) => ({
          subject: nameOf(entry.label, `to ${to}`),
          expected: (reader) => {
            const answer = onMove(operation, reader, entry.case, to);
            const isRepeated = to !== 'withdrawn' && !isOfLevel(entry, 'internal');
            const isTurnedAway = atTheDoor(rule, reader) !== null || answer === 404;
            return isRepeated && isTurnedAway ? null : answer;
          },
          ask: () => askMove(entry, to),
          entry,
        })),
      );
    case 'organisation':
      return Object.entries(rule.asks).flatMap(([ask, row]) =>
        world.organisations.flatMap((subject) =>
          versionsOf(operation).map((version) => ({
            subject: nameOf(subject.label, ask, version),
            expected: (reader) =>
              unlessMoot(version, (given) => onOrganisation(rule, row, reader, subject.case, given)),
            ask: (reader) => ({
              ...builderOf(
                organisationAsks[operation],
                operation,
                ask,
              )?.(asking(world, reader, 'demands'), subject),
              headers: operation.startsWith('patch ') ? basedOn(version, 1) : {},
            }),
          })),
        ),
      );
    case 'organisation move':
      return world.organisations.flatMap((subject) =>
        ['confirmed', 'refused', 'closed'].map((to) => ({
          subject: nameOf(subject.label, `to ${to}`),
          expected: (reader) => onOrganisationMove(rule, reader, subject.case, to),
          ask: () => askOrganisationMove(subject, to),
        })),
      );
    case 'list':
      return [];
  }
}
