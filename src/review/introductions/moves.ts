import { append } from '../../audit/log.ts';
import type { Entry } from '../../catalog/entry.ts';
import { findEntries } from '../../catalog/store.ts';
import type { Db } from '../../db/open.ts';
import { type Tx, transact } from '../../db/tx.ts';
import { type Actor, accountOf, service, signatureOf } from '../../identity/model.ts';
import { isDelegate } from '../../identity/policy.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError, invalid, notFound, staleVersion } from '../../kernel/errors.ts';
import type { NewId } from '../../kernel/ids.ts';
import type { RejectReason } from '../../matching/learning/reasons.ts';
import type { MatchState } from '../life-cycle.ts';
import type { Match } from '../model.ts';
import { findMatch, updateMatch } from '../store.ts';
import {
  type AnswerKind,
  openStates,
  openSteps,
  owesReason,
  type ProgressKind,
  type Side,
  standingOf,
} from './life-cycle.ts';
import type { NoteTo, Step } from './model.ts';
import type { Notices } from './notices.ts';
import { findSteps, insertStep } from './store.ts';

/** What a party says or records. */
export interface PartyStep {
  kind: AnswerKind | ProgressKind;
  reasons: RejectReason[];
  note: string;
  noteTo: NoteTo;
}

type Said = Pick<Step, 'kind' | 'side' | 'reasons' | 'note' | 'noteTo'>;

export type Moves = ReturnType<typeof createMoves>;

/** Steps of introductions, each with its line in the log. Callers have asked the policy. */
export function createMoves(deps: { db: Db; clock: Clock; newId: NewId; notices: Notices }) {
  const { db, clock, newId, notices } = deps;

  function load(tx: Tx, id: string): { match: Match; demand: Entry; achievement: Entry } {
    const match = findMatch(tx.sql, id);
    if (match === undefined) throw notFound();
    const found = findEntries(tx.sql, [match.demandId, match.achievementId]);
    return { match, demand: found.get(match.demandId)!, achievement: found.get(match.achievementId)! };
  }

  /** Stores a step, brings the match into the state it leads to, and writes the line. */
  function write(
    tx: Tx,
    actor: Actor,
    match: Match,
    step: Said,
    { to, forOrganisationId = null }: { to: MatchState; forOrganisationId?: string | null },
  ): Match {
    const at = clock.now();
    const { kind, side, reasons } = step;
    const delegated = forOrganisationId !== null;
    insertStep(tx.sql, {
      ...{ id: newId(), matchId: match.id, ...step },
      ...{ delegated, accountId: accountOf(actor), at },
    });
    const after = { ...match, state: to, version: match.version + 1, updatedAt: at };
    if (!updateMatch(tx.sql, after, match.version)) throw staleVersion(match);
    append(tx, {
      ...{ at, ...signatureOf(actor), forOrganisationId },
      action: `introductions.${kind}`,
      subjectId: match.id,
      facts: { version: after.version, side, ...(reasons.length > 0 && { reasons }) },
      before: { state: match.state },
      after: { state: to },
    });
    return after;
  }

  function check({ kind, reasons }: PartyStep): void {
    if (owesReason(kind) && reasons.length === 0) {
      throw invalid([{ field: 'reasons', text: 'field.introductionReasons' }]);
    }
    if (!owesReason(kind) && reasons.length > 0) {
      throw invalid([{ field: 'reasons', text: 'field.introductionReasonsUnasked' }]);
    }
  }

  return {
    /**
     * Sends an accepted match to both parties; `basedOn` is the version the operator looked at. Throws `conflict` with
     * `currentVersion` when somebody else was first, `conflict` where it is not accepted or an entry left its list.
     */
    send: (actor: Actor, id: string, basedOn: number, note: string): Match =>
      transact(db, (tx) => {
        const { match, demand, achievement } = load(tx, id);
        if (match.version !== basedOn) throw staleVersion(match);
        if (match.state !== 'accepted') throw new AppError('conflict', 'error.introduceState');
        const published = [demand, achievement].every(({ state }) => state === 'published');
        if (!match.open || !published) throw new AppError('conflict', 'error.introductionClosed');
        const step: Said = { kind: 'introduced', side: null, reasons: [], note, noteTo: 'both' };
        const sent = write(tx, actor, match, step, { to: 'introduced' });
        notices.tell(tx, id, [demand, achievement], 'introduced');
        return sent;
      }),

    /**
     * A party's answer or progress. Throws `invalid` for a missing or an unasked reason, `conflict` for a step that is
     * not open to that party any more, or yet, and where an entry was withdrawn.
     */
    step: (actor: Actor, id: string, side: Side, asked: PartyStep): Match =>
      transact(db, (tx) => {
        const loaded = load(tx, id);
        const { match, demand, achievement } = loaded;
        const steps = findSteps(tx.sql, [id]).get(id) ?? [];
        if (steps.length === 0) throw notFound();
        if (!openSteps(standingOf(steps), side).includes(asked.kind)) {
          throw new AppError('conflict', 'error.introductionStep');
        }
        if ([demand, achievement].some(({ state }) => state === 'withdrawn')) {
          throw new AppError('conflict', 'error.introductionClosed');
        }
        check(asked);
        const { organisationId } = loaded[side];
        const forOrganisationId = isDelegate(actor, loaded[side]) ? organisationId : null;
        const { state: to } = standingOf([...steps, { kind: asked.kind, side }]);
        const moved = write(tx, actor, match, { ...asked, side }, { to, forOrganisationId });
        if (match.state !== 'in_talks' && to === 'in_talks') {
          notices.tell(tx, id, [demand, achievement], 'contacts');
        }
        return moved;
      }),

    /** Ends what still runs of a match whose entry was withdrawn; what was agreed stays. Gives the match as it is then. */
    endWithdrawn(tx: Tx, match: Match): Match {
      if (!openStates.some((state) => state === match.state)) return match;
      const step: Said = { kind: 'withdrawn', side: null, reasons: [], note: '', noteTo: 'bureau' };
      return write(tx, service, match, step, { to: 'ended' });
    },
  };
}
