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
import { type MadeOf, type Match, textHash } from './model.ts';
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

/** The two entries of a pair. */
interface Pair {
  demand: Entry;
  achievement: Entry;
}

/** Turns rankings into matches for operators. */
export function createSuggest({ db, clock, newId, candidates, endWithdrawn }: SuggestDeps) {
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
    const isSame =
      match.score === facts.score &&
      match.madeOf.weights === facts.madeOf.weights &&
      haveSameTexts(match.madeOf, facts.madeOf);
    if (!isSame) change(tx, match, match.exploratory ? rest : { ...rest, placed });
  }

  /** A rejection for what a text said ends with that text; one for what the entry is about holds for good. */
  function reopen(tx: Tx, match: Match, facts: ReturnType<typeof factsOf>): void {
    const last = listDecisions(tx.sql, match.id).at(-1);
    if (last === undefined || !isCured(last.reasons)) return;
    if (haveSameTexts(last.shown.madeOf, facts.madeOf)) return;
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

  /** What was found, without entries that say the same as one before; `twins` are those left out, by the one kept. */
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

  /** Nothing of an entry that left its list stays in the queue; its withdrawal also ends what its introductions began. */
  function closeAll(id: string, isWithdrawn: boolean): void {
    transact(db, (tx) => {
      for (const match of listOfEntry(tx.sql, id)) close(tx, isWithdrawn ? endWithdrawn(tx, match) : match);
    });
  }

  /** Brings a pair's match up to date; only a proposed pair gets a new one, or stays in below the threshold. */
  function place(tx: Tx, entry: Entry, other: Entry, candidate: Candidate, isProposed: boolean): void {
    const pair = asPair(entry.list, entry, other);
    const match = findPair(tx.sql, pair.demand.id, pair.achievement.id);
    if (match === undefined) {
      if (isProposed) add(tx, pair, candidate);
    } else if (isProposed || match.exploratory || candidates.isEnough(entry.list, candidate.score)) {
      if (!match.open) change(tx, match, { open: true });
      refresh(tx, findMatch(tx.sql, match.id) ?? match, pair, candidate);
    } else if (match.state === 'suggested') close(tx, match);
  }

  /** Stores what a ranking says of an entry; matches it says nothing of any more leave the queue. */
  function store(
    entry: Entry,
    proposed: Candidate[],
    rescored: Candidate[],
    twins: Map<string, string[]>,
  ): void {
    transact(db, (tx) => {
      const all = [...proposed, ...rescored];
      const others = findEntries(
        tx.sql,
        all.map(({ otherId }) => otherId),
      );
      const seen = new Set<string>();
      for (const candidate of all) {
        const other = others.get(candidate.otherId);
        if (other?.state !== 'published') continue;
        seen.add(other.id);
        place(tx, entry, other, candidate, proposed.includes(candidate));
      }
      for (const match of listOfEntry(tx.sql, entry.id)) {
        const otherId = otherOf(match, entry.id);
        if (seen.has(otherId)) noteTwins(tx, match, twins.get(otherId) ?? []);
        else close(tx, match);
      }
    });
  }

  async function suggest(id: string): Promise<void> {
    const entry = findEntry(db, id);
    if (entry?.state !== 'published') {
      closeAll(id, entry?.state === 'withdrawn');
      return;
    }
    const known = listOfEntry(db, id);
    // One drawn by chance is enough, until somebody has judged it.
    const explore = !known.some(
      ({ exploratory, open, state }) => exploratory && open && state === 'suggested',
    );
    const best = await candidates.propose(entry.list, id, { explore });
    const proposedIds = new Set(best.map(({ otherId }) => otherId));
    const left = known.map((match) => otherOf(match, id)).filter((otherId) => !proposedIds.has(otherId));
    const rescored = await candidates.score(entry.list, id, left);
    const { kept, twins } = withoutTwins(entry, best);
    store(entry, kept, rescored, twins);
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

/** The other entry of a match that this one belongs to. Pure. */
function otherOf({ demandId, achievementId }: Match, id: string): string {
  return demandId === id ? achievementId : demandId;
}

/** What a match keeps of how its score was made. Pure. */
function factsOf({ demand, achievement }: Pair, { score, band, rank, placed, made }: Candidate) {
  const texts = { demand: textHash(demand), achievement: textHash(achievement) };
  return { score, band, rank, placed, madeOf: { ...made, texts }, chain: demand.content.chain };
}

function haveSameTexts(
  { texts: one }: Pick<MadeOf, 'texts'>,
  { texts: other }: Pick<MadeOf, 'texts'>,
): boolean {
  return one.demand === other.demand && one.achievement === other.achievement;
}

/** Whether a match changed in what an operator decides by: its two texts, and where it stands. Pure. */
function isAnother(before: Match, after: Match): boolean {
  return (
    before.state !== after.state || before.open !== after.open || !haveSameTexts(before.madeOf, after.madeOf)
  );
}
