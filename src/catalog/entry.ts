import { type AchievementContent, achievementContent, achievementRequired } from './achievement-model.ts';
import { type DemandContent, demandContent, demandRequired } from './demand-model.ts';
import { audienceOf, type List } from './entry-model.ts';
import type { State } from './life-cycle.ts';

/** The form of an entry as its author filled it in. */
export type EntryContent = DemandContent | AchievementContent;

/** An entry of either list. Instants are milliseconds since the epoch. */
export interface Entry {
  id: string;
  list: List;
  organisationId: string;
  state: State;
  /** Counts up with every change of form or state. */
  version: number;
  content: EntryContent;
  /** Written for the sample data 示例, not by a party. */
  sample: boolean;
  /** 代办: an operator filled it in or moved it for its organisation. */
  delegated: boolean;
  /** What the operator said when returning, rejecting or withdrawing it. */
  reviewNote: string;
  createdBy: string | null;
  createdAt: number;
  updatedAt: number;
  publishedAt: number | null;
}

export const contentSchemas = { demands: demandContent, achievements: achievementContent };

/** What an entry must have before it can be submitted. */
export const requiredFields: Record<List, readonly string[]> = {
  demands: demandRequired,
  achievements: achievementRequired,
};

/** The last day an entry is on its list, `YYYY-MM-DD`: deadline of a demand, expiry of an achievement. */
export function closingDay(content: EntryContent): string | null {
  return 'deadline' in content ? content.deadline : content.expiry;
}

/** What the policy and the indexes look at; `pledged` are the organisations that promised confidentiality. */
export function subjectOf({ list, organisationId, state, content }: Entry, pledged: string[] = []) {
  return { list, organisationId, state, disclosure: audienceOf(content), targets: content.targets, pledged };
}
