import type { Entry } from '../catalog/entry.ts';
import { findEntries, findEntry } from '../catalog/store.ts';
import type { Db } from '../db/open.ts';
import { type Tx, transact } from '../db/tx.ts';
import { enqueue } from '../jobs/outbox.ts';
import type { Clock } from '../kernel/clock.ts';
import type { NewId } from '../kernel/ids.ts';
import type { Candidate, Candidates } from './candidates.ts';
import { isCured } from './life-cycle.ts';
import { type Match, textHash } from './model.ts';
import {
  deleteMatch,
  findMatch,
  findPair,
  insertDecision,
  insertMatch,
  listDecisions,
  listOfEntry,
  updateMatch,
} from './store.ts';
import { areTwins, saying } from './twins.ts';

/** The job that brings an entry's suggested matches up to date; its key is the entry's id. */
export const MATCHES_SUGGEST = 'matches.suggest';

export interface SuggestDeps {
  db: Db;
  clock: Clock;
  newId: NewId;
  candidates: Candidates;
  /** Ends the introduction of a match whose entry was withdrawn, if it runs; gives the match as it stands then. */
  endWithdrawn(tx: Tx, match: Match): Match;
}

/** The two entries of a pair, by their lists. */
interface Pair {
  demand: Entry;
  achievement: Entry;
}

/** Whether a match changed in what an operator decides by: its two texts, and where it stands. Pure. */
function isAnother(before: Match, after: Match): boolean {
  const basis = ({ state, open, madeOf }: Match) => JSON.stringify([state, open, madeOf.texts]);
  return basis(before) !== basis(after);
}

/** Turns rankings into matches for operators. */
export function createSuggest({ db, clock, newId, candidates, endWithdrawn }: SuggestDeps) {
  function pairOf(entry: Entry, other: Entry): Pair {
    return entry.list === 'demands'
      ? { demand: entry, achievement: other }
      : { demand: other, achievement: entry };
  }

  function factsOf({ demand, achievement }: Pair, candidate: Candidate) {
    const { score, band, rank, placed, made } = candidate;
    const texts = { demand: textHash(demand), achievement: textHash(achievement) };
    return { score, band, rank, placed, madeOf: { ...made, texts }, chain: demand.content.chain };
  }

  function add(tx: Tx, pair: Pair, candidate: Candidate): void {
    const now = clock.now();
    const { exploratory, propensity } = candidate;
    insertMatch(tx.sql, {
      id: newId(),
      demandId: pair.demand.id,
      achievementId: pair.achievement.id,
      state: 'suggested',
      version: 1,
      open: true,
      flagged: false,
      ...factsOf(pair, candidate),
      ...{ exploratory, propensity, twins: [], suggestedAt: now, shownAt: null, updatedAt: now },
    });
  }

  /**
   * Stores what became of a match; where somebody decided meanwhile, theirs stands and the job comes again. A score
   * that moved is no new version: an operator who reads the same two texts may decide on what is on the screen.
   */
  function change(tx: Tx, match: Match, changes: Partial<Match>): boolean {
    const changed = { ...match, ...changes, updatedAt: clock.now() };
    const version = isAnother(match, changed) ? match.version + 1 : match.version;
    return updateMatch(tx.sql, { ...changed, version }, match.version);
  }

  /** A suggestion follows its texts and its model; what was decided keeps the score it was decided by. */
  function refresh(tx: Tx, match: Match, pair: Pair, candidate: Candidate): void {
    const facts = factsOf(pair, candidate);
    if (match.state === 'rejected') reopen(tx, match, facts);
    if (match.state !== 'suggested') return;
    const { placed, ...rest } = facts;
    const same =
      match.score === facts.score &&
      JSON.stringify(match.madeOf.texts) === JSON.stringify(facts.madeOf.texts);
    if (!same || match.madeOf.weights !== facts.madeOf.weights) {
      change(tx, match, match.exploratory ? rest : { ...rest, placed });
    }
  }

  /** A rejection for what a text said ends with that text; one for what the entry is about holds for good. */
  function reopen(tx: Tx, match: Match, facts: ReturnType<typeof factsOf>): void {
    const last = listDecisions(tx.sql, match.id).at(-1);
    if (last === undefined || !isCured(last.reasons)) return;
    const { texts } = last.shown.madeOf;
    if (texts.demand === facts.madeOf.texts.demand && texts.achievement === facts.madeOf.texts.achievement)
      return;
    if (!change(tx, match, { ...facts, state: 'suggested' })) return;
    const { score, rank, madeOf } = facts;
    insertDecision(tx.sql, {
      id: newId(),
      matchId: match.id,
      verdict: 'reopened',
      reasons: [],
      note: '',
      before: 'rejected',
      accountId: null,
      at: clock.now(),
      shown: { score, rank, propensity: match.propensity, madeOf },
    });
  }

  /** Takes a suggestion out of the queue; it is forgotten unless somebody decided about it once. */
  function close(tx: Tx, match: Match): void {
    const untouched = match.state === 'suggested' && listDecisions(tx.sql, match.id).length === 0;
    if (untouched) deleteMatch(tx.sql, match.id);
    else if (match.open) change(tx, match, { open: false });
  }

  /** The entry of the other list, unless one so like it is already suggested for this entry. */
  function withoutTwins(
    entry: Entry,
    found: Candidate[],
  ): { kept: Candidate[]; twins: Map<string, string[]> } {
    const others = findEntries(
      db,
      found.map(({ otherId }) => otherId),
    );
    const kept: { candidate: Candidate; says: Set<string> }[] = [];
    const twins = new Map<string, string[]>();
    for (const candidate of found) {
      const other = others.get(candidate.otherId);
      if (other?.state !== 'published') continue;
      const says = saying(other);
      const known = kept.find((one) => areTwins(one.says, says));
      if (known !== undefined) {
        const { otherId } = known.candidate;
        twins.set(otherId, [...(twins.get(otherId) ?? []), candidate.otherId]);
      } else if (!hasTwinBefore(entry, other)) kept.push({ candidate, says });
    }
    return { kept: kept.map(({ candidate }) => candidate), twins };
  }

  /** Whether the other entry was suggested before for an entry that says what this one says. */
  function hasTwinBefore(entry: Entry, other: Entry): boolean {
    const sides = listOfEntry(db, other.id)
      .filter(({ open }) => open)
      .map(({ demandId, achievementId }) => (entry.list === 'demands' ? demandId : achievementId))
      .filter((id) => id !== entry.id && id < entry.id);
    const says = saying(entry);
    return [...findEntries(db, sides).values()].some((known) => areTwins(saying(known), says));
  }

  async function suggest(id: string): Promise<void> {
    const entry = findEntry(db, id);
    const isPublished = entry?.state === 'published';
    const known = listOfEntry(db, id);
    // One drawn by chance is enough, until somebody has judged it.
    const explore = !known.some(
      ({ exploratory, open, state }) => exploratory && open && state === 'suggested',
    );
    const proposed = entry && isPublished ? await candidates.propose(entry.list, id, { explore }) : [];
    const otherOf = (match: Match) => (match.demandId === id ? match.achievementId : match.demandId);
    const left = known.map(otherOf).filter((other) => proposed.every(({ otherId }) => otherId !== other));
    const rescored = entry && isPublished ? await candidates.score(entry.list, id, left) : [];
    if (entry === undefined || !isPublished) {
      transact(db, (tx) => {
        for (const match of listOfEntry(tx.sql, id)) {
          close(tx, entry?.state === 'withdrawn' ? endWithdrawn(tx, match) : match);
        }
      });
      return;
    }
    const { kept, twins } = withoutTwins(entry, proposed);
    transact(db, (tx) => {
      const others = findEntries(
        tx.sql,
        [...kept, ...rescored].map(({ otherId }) => otherId),
      );
      const seen = new Set<string>();
      for (const candidate of [...kept, ...rescored]) {
        const other = others.get(candidate.otherId);
        if (other?.state !== 'published') continue;
        seen.add(other.id);
        const pair = pairOf(entry, other);
        const match = findPair(tx.sql, pair.demand.id, pair.achievement.id);
        const isProposed = kept.includes(candidate);
        if (match === undefined) {
          if (isProposed) add(tx, pair, candidate);
        } else if (!isProposed && !match.exploratory && !candidates.isEnough(entry.list, candidate.score)) {
          if (match.state === 'suggested') close(tx, match);
        } else {
          if (!match.open) change(tx, match, { open: true });
          refresh(tx, findMatch(tx.sql, match.id) ?? match, pair, candidate);
        }
      }
      for (const match of listOfEntry(tx.sql, id)) {
        if (!seen.has(otherOf(match))) close(tx, match);
        else noteTwins(tx, match, twins.get(otherOf(match)) ?? []);
      }
    });
  }

  function noteTwins(tx: Tx, match: Match, twins: string[]): void {
    if (twins.length > 0 && JSON.stringify(match.twins) !== JSON.stringify(twins))
      change(tx, match, { twins });
  }

  return {
    /** The job's handler: one entry after the other, because each ranking sees the matches of those before. */
    async suggestAll(ids: string[]): Promise<void> {
      for (const id of ids) await suggest(id);
    },

    /** Asks for the suggestions of these entries. */
    request(ids: string[]): void {
      transact(db, (tx) => {
        for (const id of ids) enqueue(tx, MATCHES_SUGGEST, id, clock.now());
      });
    },
  };
}
