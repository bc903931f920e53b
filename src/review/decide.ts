import { append } from '../audit/log.ts';
import { findEntries } from '../catalog/store.ts';
import type { Db } from '../db/open.ts';
import { type Tx, transact } from '../db/tx.ts';
import { type Actor, accountOf, signatureOf } from '../identity/model.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError, invalid, notFound, staleVersion } from '../kernel/errors.ts';
import type { NewId } from '../kernel/ids.ts';
import type { RejectReason } from '../matching/learning/reasons.ts';
import { openVerdicts, undoable, type Verdict } from './life-cycle.ts';
import type { Decision, Match } from './model.ts';
import { findMatch, insertDecision, listDecisions, updateMatch } from './store.ts';

export interface Judgement {
  verdict: Verdict | 'undone';
  reasons: RejectReason[];
  note: string;
}

/** Decisions about single matches, each with its line in the log. Callers have asked the policy. */
export function createDecide({ db, clock, newId }: { db: Db; clock: Clock; newId: NewId }) {
  function load(tx: Tx, id: string, basedOn: number): Match {
    const match = findMatch(tx.sql, id);
    if (match === undefined) throw notFound();
    if (match.version !== basedOn) throw staleVersion(match);
    return match;
  }

  function save(
    tx: Tx,
    actor: Actor,
    before: Match,
    changes: Partial<Match>,
    action: string,
    reasons: string[] = [],
  ): Match {
    const at = clock.now();
    const after = { ...before, ...changes, version: before.version + 1, updatedAt: at };
    if (!updateMatch(tx.sql, after, before.version)) throw staleVersion(before);
    append(tx, {
      at,
      ...signatureOf(actor),
      action: `matches.${action}`,
      subjectId: before.id,
      facts: { version: after.version, ...(reasons.length > 0 && { reasons }) },
      before: { state: before.state, flagged: before.flagged },
      after: { state: after.state, flagged: after.flagged },
    });
    return after;
  }

  function keep(tx: Tx, actor: Actor, match: Match, judgement: Judgement): void {
    const { score, rank, propensity, madeOf } = match;
    const decision: Decision = {
      id: newId(),
      matchId: match.id,
      ...judgement,
      before: match.state,
      accountId: accountOf(actor),
      at: clock.now(),
      shown: { score, rank, propensity, madeOf },
    };
    insertDecision(tx.sql, decision);
  }

  /** Both entries are on their lists at this moment, whether or not the job that closes matches has come by. */
  function isOpen(tx: Tx, { open, demandId, achievementId }: Match): boolean {
    const found = [...findEntries(tx.sql, [demandId, achievementId]).values()];
    return open && found.length === 2 && found.every(({ state }) => state === 'published');
  }

  function judge(tx: Tx, actor: Actor, match: Match, judgement: Judgement & { verdict: Verdict }): Match {
    const { verdict, reasons } = judgement;
    if (!openVerdicts(match.state).includes(verdict)) throw new AppError('conflict', 'error.matchState');
    if (verdict === 'accepted' && !isOpen(tx, match)) throw new AppError('conflict', 'error.matchClosed');
    if (verdict === 'rejected' && reasons.length === 0) {
      throw invalid([{ field: 'reasons', text: 'field.reasons' }]);
    }
    if (verdict !== 'rejected' && reasons.length > 0) {
      throw invalid([{ field: 'reasons', text: 'field.reasonsUnasked' }]);
    }
    keep(tx, actor, match, judgement);
    return save(tx, actor, match, { state: verdict }, verdict, reasons);
  }

  /** Takes the newest decision back: the match stands where it stood before, and a line says so. */
  function undo(tx: Tx, actor: Actor, match: Match, judgement: Judgement): Match {
    const last = undoable(listDecisions(tx.sql, match.id));
    if (last === null || last.verdict !== match.state) throw new AppError('conflict', 'error.matchUndo');
    keep(tx, actor, match, { ...judgement, reasons: [] });
    return save(tx, actor, match, { state: last.before }, 'undone');
  }

  return {
    /**
     * One decision, or taking the newest one back; `basedOn` is the version the operator looked at. Throws
     * `conflict` with `currentVersion` when somebody else was first, `conflict` where the match cannot take this
     * verdict, `invalid` for a rejection without a reason.
     */
    decide: (actor: Actor, id: string, basedOn: number, judgement: Judgement): Match =>
      transact(db, (tx) => {
        const match = load(tx, id, basedOn);
        const { verdict } = judgement;
        return verdict === 'undone'
          ? undo(tx, actor, match, judgement)
          : judge(tx, actor, match, { ...judgement, verdict });
      }),

    /** Whether `decide` would go through: the same, taken back at once. Throws what it would throw. */
    tryOut(actor: Actor, id: string, basedOn: number, judgement: Judgement & { verdict: Verdict }): void {
      const rehearsal = new Error('nothing is kept of a rehearsal');
      try {
        transact(db, (tx) => {
          judge(tx, actor, load(tx, id, basedOn), judgement);
          throw rehearsal;
        });
      } catch (error) {
        if (error !== rehearsal) throw error;
      }
    },

    /** Sets or takes away an operator's flag 标记. */
    flag: (actor: Actor, id: string, basedOn: number, flagged: boolean): Match =>
      transact(db, (tx) => save(tx, actor, load(tx, id, basedOn), { flagged }, 'flag')),
  };
}
