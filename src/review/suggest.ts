import { setImmediate as turn } from 'node:timers/promises';
import type { Entry } from '../catalog/entry.ts';
import { asPair } from '../catalog/entry-model.ts';
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
  findMatches,
  findPair,
  insertDecision,
  insertMatch,
  listDecisions,
  listSides,
  type Side,
  updateMatch,
} from './store.ts';
import { createTwinFinder } from './twins.ts';

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

/** A pair as it is scored now: whether it is proposed, and whether that or anything else keeps it in the queue. */
interface Fresh {
  candidate: Candidate;
  isProposed: boolean;
  isWanted: boolean;
}

/** Candidates that are settled together. */
interface Settled {
  page: Candidate[];
  isProposed: (candidate: Candidate) => boolean;
  /** The ids of those that are still on their list are added here. */
  seen: Set<string>;
}

/** So many matches are written before requests get their turn: some milliseconds. */
const PAGE = 25;

/** Turns rankings into matches for operators. */
export function createSuggest({ db, clock, newId, candidates, endWithdrawn }: SuggestDeps) {
  const twins = createTwinFinder({ db });

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

  /**
   * A suggestion follows its texts and its model; what was decided keeps the score it was decided by, and follows its
   * demand into another chain.
   */
  function refresh(tx: Tx, match: Match, pair: Pair, { candidate, isProposed, isWanted }: Fresh): void {
    const facts = factsOf(pair, candidate);
    if (match.state === 'rejected' && isWanted && reopen(tx, match, facts)) return;
    if (match.state !== 'suggested') {
      if (match.chain !== facts.chain) change(tx, match, { chain: facts.chain });
      return;
    }
    const fresh = { ...match, ...facts, ...drawOf(match, candidate, isProposed) };
    const told = ({ score, rank, placed, chain, exploratory, propensity, madeOf }: Match) =>
      JSON.stringify([score, rank, placed, chain, exploratory, propensity, madeOf]);
    if (told(match) !== told(fresh)) change(tx, match, fresh);
  }

  /**
   * Whether a suggestion stands in the queue by chance, and where: one that is among the best by now does not any more,
   * and one that only chance keeps there does from now on.
   */
  function drawOf(match: Match, { exploratory, propensity, placed, score }: Candidate, isProposed: boolean) {
    const isBest = isProposed && !exploratory;
    if (isBest) return { exploratory: false, propensity: 1, placed };
    if (match.exploratory) return { exploratory: true, propensity: match.propensity, placed: match.placed };
    if (exploratory && !candidates.isEnough(score)) return { exploratory, propensity, placed };
    return { exploratory: false, propensity: 1, placed: score };
  }

  /** A rejection for what a text said ends with that text; one for what the entry is about holds for good. */
  function reopen(tx: Tx, match: Match, facts: ReturnType<typeof factsOf>): boolean {
    const last = listDecisions(tx.sql, match.id).at(-1);
    if (last === undefined || !isCured(last.reasons)) return false;
    const { texts } = last.shown.madeOf;
    if (texts.demand === facts.madeOf.texts.demand && texts.achievement === facts.madeOf.texts.achievement)
      return false;
    if (!change(tx, match, { ...facts, state: 'suggested' })) return false;
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
    return true;
  }

  /** Takes a suggestion out of the queue; it is forgotten unless somebody flagged it or decided about it once. */
  function close(tx: Tx, match: Match): void {
    const isNew = match.state === 'suggested' && !match.flagged;
    const untouched = isNew && listDecisions(tx.sql, match.id).length === 0;
    if (untouched) deleteMatch(tx.sql, match.id);
    else if (match.open) change(tx, match, { open: false });
  }

  const otherOf = ({ demandId, achievementId }: Side, id: string) =>
    demandId === id ? achievementId : demandId;

  /** One short transaction after the other, so that an entry with thousands of matches holds up nobody. */
  async function inPages<T>(all: readonly T[], work: (tx: Tx, page: T[]) => void): Promise<void> {
    for (let at = 0; at < all.length; at += PAGE) {
      if (at > 0) await turn();
      transact(db, (tx) => work(tx, all.slice(at, at + PAGE)));
    }
  }

  /** An entry that left its list takes its matches out of the queue; what stood behind them may come forward. */
  async function closeAll(id: string): Promise<void> {
    await inPages(listSides(db, id), (tx, page) => {
      const state = findEntry(tx.sql, id)?.state;
      if (state === 'published') return;
      const found = findMatches(
        tx.sql,
        page.map((side) => side.id),
      );
      for (const match of found.values()) {
        close(tx, state === 'withdrawn' ? endWithdrawn(tx, match) : match);
        const freed = match.open ? [otherOf(match, id), ...match.twins] : [];
        for (const other of freed) enqueue(tx, MATCHES_SUGGEST, other, clock.now());
      }
    });
  }

  async function suggest(id: string): Promise<void> {
    const entry = findEntry(db, id);
    if (entry?.state !== 'published') return closeAll(id);
    const known = listSides(db, id);
    // One drawn by chance is enough, until somebody has judged it.
    const explore = !known.some(
      ({ exploratory, open, state }) => exploratory && open && state === 'suggested',
    );
    const matched = new Set(known.map((match) => otherOf(match, id)));
    const ranked = await candidates.ranking(entry.list, id);
    const proposed = await candidates.propose(entry.list, id, ranked, { explore, matched });
    const isAmong = new Set(proposed.map(({ otherId }) => otherId));
    const left = [...matched].filter((other) => !isAmong.has(other));
    const rescored = await candidates.rescore(entry.list, id, left, ranked);
    const { kept, ...noted } = await twins.withoutTwins(entry, proposed, known);
    const seen = new Set<string>();
    await inPages([...kept, ...rescored], (tx, page) => {
      // Meanwhile the entry may have left its list; then its own job comes.
      const now = findEntry(tx.sql, id);
      if (now?.state === 'published')
        settle(tx, now, { page, isProposed: (one) => kept.includes(one), seen });
    });
    const rest = listSides(db, id).filter((side) => {
      const other = otherOf(side, id);
      return !seen.has(other) || noted.behind.has(other) || side.twins.length > 0;
    });
    await inPages(rest, (tx, page) => {
      if (findEntry(tx.sql, id)?.state !== 'published') return;
      for (const side of page) {
        const match = findMatch(tx.sql, side.id);
        const other = otherOf(side, id);
        if (match !== undefined && !seen.has(other)) close(tx, match);
        noteBehind(tx, entry, side.id, noted.behind.get(other) ?? []);
      }
    });
    await inPages([...noted.ahead, ...noted.past], (tx, page) => {
      for (const matchId of page) noteSelf(tx, matchId, id, noted.ahead.has(matchId));
    });
  }

  /** Brings stored matches of an entry in line with these candidates. */
  function settle(tx: Tx, entry: Entry, { page, isProposed, seen }: Settled): void {
    const others = findEntries(
      tx.sql,
      page.map(({ otherId }) => otherId),
    );
    for (const candidate of page) {
      const other = others.get(candidate.otherId);
      if (other?.state !== 'published') continue;
      seen.add(other.id);
      const pair = asPair(entry.list, entry, other);
      const match = findPair(tx.sql, pair.demand.id, pair.achievement.id);
      if (match !== undefined) renew(tx, match, pair, candidate, isProposed(candidate));
      else if (isProposed(candidate)) add(tx, pair, candidate);
    }
  }

  function renew(tx: Tx, match: Match, pair: Pair, candidate: Candidate, isProposed: boolean): void {
    const isEnough = candidates.isEnough(candidate.score);
    const isWanted = isProposed || match.exploratory || match.flagged || isEnough;
    if (match.state === 'suggested' && !isWanted) {
      close(tx, match);
      return;
    }
    if (!match.open) change(tx, match, { open: true });
    const opened = match.open ? match : (findMatch(tx.sql, match.id) ?? match);
    refresh(tx, opened, pair, { candidate, isProposed, isWanted });
  }

  /** Notes which entries of the other list stand behind a match; those of this list are for their own jobs to note. */
  function noteBehind(tx: Tx, entry: Entry, matchId: string, behind: string[]): void {
    const match = findMatch(tx.sql, matchId);
    if (match === undefined) return;
    const known = findEntries(tx.sql, match.twins);
    const own = match.twins.filter((id) => known.get(id)?.list === entry.list);
    setTwins(tx, match, [...own, ...behind]);
  }

  function noteSelf(tx: Tx, matchId: string, id: string, isTwin: boolean): void {
    const match = findMatch(tx.sql, matchId);
    if (match === undefined) return;
    const others = match.twins.filter((twin) => twin !== id);
    setTwins(tx, match, isTwin ? [...others, id] : others);
  }

  function setTwins(tx: Tx, match: Match, all: string[]): void {
    const twins = [...new Set(all)].sort();
    if (JSON.stringify([...match.twins].sort()) !== JSON.stringify(twins)) change(tx, match, { twins });
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
