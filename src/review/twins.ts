import { setImmediate as turn } from 'node:timers/promises';
import type { Entry } from '../catalog/entry.ts';
import { entryTexts } from '../catalog/entry-texts.ts';
import { findEntries } from '../catalog/store.ts';
import type { Db } from '../db/open.ts';
import { lexicalUnits, normalise } from '../kernel/text.ts';
import type { Candidate } from './candidates.ts';
import { isCured } from './life-cycle.ts';
import type { Match } from './model.ts';
import { listDecisions, listSides, type Side } from './store.ts';

/** Entries that share so much of what they say are shown once. */
const ALIKE = 0.85;
/** So many entries are read and compared before requests get their turn: some milliseconds. */
const PAGE = 25;

/** What an entry says, as the set of its bigrams and words; to be compared by `areTwins`. Pure. */
function saying(entry: Entry): Set<string> {
  const { title, prose } = entryTexts(entry);
  const units = [title, ...prose].flatMap(({ text }) => lexicalUnits(normalise(text).text));
  return new Set(units.filter(({ kind }) => kind !== 'character').map(({ text }) => text));
}

/** Whether two entries say nearly the same: shared units ÷ all units (Jaccard) ≥ 0.85. Pure, symmetric. */
function areTwins(one: Set<string>, other: Set<string>): boolean {
  const [few, many] = one.size <= other.size ? [one, other] : [other, one];
  if (few.size === 0 || few.size < many.size * ALIKE) return false;
  let shared = 0;
  for (const unit of few) if (many.has(unit)) shared += 1;
  return shared >= ALIKE * (few.size + many.size - shared);
}

/** What is left of the candidates of an entry when each thing that is said stands there once. */
export interface WithoutTwins {
  kept: Candidate[];
  /** By the id of an entry of the other list that is matched: those that say the same and stand behind it. */
  behind: Map<string, string[]>;
  /** Matches of entries that say what this one says: this one stands behind them. */
  ahead: Set<string>;
  /** Matches that name this entry as a twin although it is none any more. */
  past: Set<string>;
}

/** Finds entries that say the same among the candidates of an entry and the matches they have. */
export function createTwinFinder({ db }: { db: Db }) {
  /** Rejected for what the entries are about: that holds for a copy of them too. */
  function isRejectedForGood({ id, state }: Pick<Match, 'id' | 'state'>): boolean {
    return state === 'rejected' && !isCured(listDecisions(db, id).at(-1)?.reasons ?? []);
  }

  /** Those of these entries that say what `says` says. */
  async function twinsAmong(says: Set<string>, ids: string[]): Promise<Set<string>> {
    const found = new Set<string>();
    for (let at = 0; at < ids.length; at += PAGE) {
      if (at > 0) await turn();
      for (const entry of findEntries(db, ids.slice(at, at + PAGE)).values()) {
        if (areTwins(saying(entry), says)) found.add(entry.id);
      }
    }
    return found;
  }

  /** Matches of the candidates with entries that were there before this one and say the same. */
  async function matchesAhead(entry: Entry, sides: Map<string, Side[]>) {
    const ownOf = (side: Side) => (entry.list === 'demands' ? side.demandId : side.achievementId);
    const all = [...sides.values()].flat();
    const older = new Set(all.map(ownOf).filter((id) => id < entry.id));
    const twins = await twinsAmong(saying(entry), [...older]);
    const ahead = all.filter((side) => twins.has(ownOf(side)) && (side.open || isRejectedForGood(side)));
    const ids = new Set(ahead.map(({ id }) => id));
    const past = all.filter((side) => side.twins.includes(entry.id) && !ids.has(side.id));
    return { ahead: ids, past: new Set(past.map(({ id }) => id)) };
  }

  return {
    /**
     * The candidates without those that say what a better one says, or one that is matched already, or one that was
     * rejected for good; and without those that an older entry that says the same is matched with. What was decided
     * about stays whatever else is said.
     */
    async withoutTwins(entry: Entry, found: Candidate[], known: Side[]): Promise<WithoutTwins> {
      const otherOf = (match: Side) => (match.demandId === entry.id ? match.achievementId : match.demandId);
      const matchOf = new Map(known.map((match) => [otherOf(match), match]));
      const others = findEntries(
        db,
        found.map(({ otherId }) => otherId),
      );
      const published = found.filter(({ otherId }) => others.get(otherId)?.state === 'published');
      const sides = new Map(published.map(({ otherId }) => [otherId, listSides(db, otherId)]));
      const { ahead, past } = await matchesAhead(entry, sides);
      const isAhead = (otherId: string) => (sides.get(otherId) ?? []).some(({ id }) => ahead.has(id));
      const isDecided = (otherId: string) => (matchOf.get(otherId)?.state ?? 'suggested') !== 'suggested';

      const isListed = new Set(published.map(({ otherId }) => otherId));
      const rejected = known.filter((match) => !isListed.has(otherOf(match)) && isRejectedForGood(match));
      const gone = [...findEntries(db, rejected.map(otherOf)).values()];
      const heads = gone.map((other) => ({ id: other.id, says: saying(other) }));
      const behind = new Map<string, string[]>();
      const kept: Candidate[] = [];
      // What has a match stands before what has none: no copy takes its place.
      const place = ({ otherId }: Candidate) => (isDecided(otherId) ? 0 : matchOf.has(otherId) ? 1 : 2);
      for (const candidate of [...published].sort((one, other) => place(one) - place(other))) {
        const { otherId } = candidate;
        const says = saying(others.get(otherId)!);
        const head = heads.find((one) => areTwins(one.says, says));
        if (head !== undefined && !isDecided(otherId)) {
          behind.set(head.id, [...(behind.get(head.id) ?? []), otherId]);
        } else if (isDecided(otherId) || !isAhead(otherId)) {
          kept.push(candidate);
          heads.push({ id: otherId, says });
        }
      }
      return { kept, behind, ahead, past };
    },
  };
}
