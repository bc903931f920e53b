import type {
  Achievement,
  CreateAchievementBody,
  CreateDemandBody,
  Demand,
  EntrySummary,
} from '../../api/contracts/entries.ts';
import type { AchievementMatches, DemandMatches } from '../../api/contracts/matches.ts';

export type List = EntrySummary['list'];
export type Entry = Demand | Achievement;
export type EntryBody = CreateDemandBody | CreateAchievementBody;
export type EntryPatch = Partial<EntryBody> & { version: number };
export type Matches = AchievementMatches | DemandMatches;
export type Match = Matches['items'][number];

export const lists: readonly List[] = ['demands', 'achievements'];

export function otherList(list: List): List {
  return list === 'demands' ? 'achievements' : 'demands';
}

/** The two kinds of entries share most fields; this one tells them apart. */
export function isDemand(entry: Entry): entry is Demand {
  return 'problem' in entry;
}

/** The entry a match proposes, whichever list was asked. */
export function proposed(match: Match): EntrySummary {
  return 'achievement' in match ? match.achievement : match.demand;
}

/** How much of an entry others get: 公开, 脱敏公开, 定向 or 内部. */
export type Level = Entry['disclosure'];
