import type { Actor } from '../identity/model.ts';
import { toIso } from '../kernel/clock.ts';
import type { Match } from '../review/model.ts';
import type { Explained, NamedDecision, ReviewItem, ReviewService } from '../review/service.ts';
import type { Achievement, Demand } from './contracts/entries.ts';
import type { Presenter } from './present.ts';

type Whole = Awaited<ReturnType<ReviewService['get']>>;
type Pair = Awaited<ReturnType<ReviewService['pair']>>;

/** Matches in the words of the API. */
export function createReviewPresenter(presenter: Presenter) {
  function standing(match: Match, can: string[]) {
    const { id, state, version, score, band, rank, exploratory, flagged, open } = match;
    const { suggestedAt, madeOf } = match;
    return {
      ...{ id, state, version, score, band, rank, exploratory, flagged, open, can },
      estimated: madeOf.estimated,
      suggestedAt: toIso(suggestedAt),
    };
  }

  function summaries(actor: Actor, items: ReviewItem[]) {
    const rows = presenter.summaries(
      actor,
      items.flatMap(({ demand, achievement }) => [demand, achievement]),
    );
    return items.map(({ match, can }, at) => ({
      ...standing(match, can),
      demand: rows[2 * at]!,
      achievement: rows[2 * at + 1]!,
    }));
  }

  function decision({ id, matchId, verdict, reasons, note, by, at }: NamedDecision) {
    return { id, matchId, verdict, reasons, note, by, at: toIso(at) };
  }

  function explained(
    actor: Actor,
    { demand, achievement, evidence, against, nearMiss, features, computedBy }: Explained,
  ) {
    return {
      demand: presenter.full(actor, demand) as Demand,
      achievement: presenter.full(actor, achievement) as Achievement,
      evidence,
      against,
      nearMiss,
      features: features?.values ?? null,
      computedBy,
    };
  }

  return {
    summaries,
    summary: (actor: Actor, item: ReviewItem) => summaries(actor, [item])[0]!,
    decision,
    explained,

    whole: (actor: Actor, found: Whole) => ({
      ...standing(found.match, found.can),
      ...explained(actor, found),
      decisions: found.decisions.map(decision),
      twins: found.twins.map(({ entry: { list, id, content } }) => ({ list, id, title: content.title })),
    }),

    pair(actor: Actor, found: Pair) {
      const { score, band, estimated, matchId, standing: where, rank } = found;
      return { ...explained(actor, found), score, band, estimated, matchId, standing: where, rank };
    },
  };
}
