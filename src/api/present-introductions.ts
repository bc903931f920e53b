import type { Actor } from '../identity/model.ts';
import { toIso } from '../kernel/clock.ts';
import type { Weighed } from '../review/introductions/feedback.ts';
import type { Introduction, SeenStep, WholeIntroduction } from '../review/introductions/service.ts';
import type { Achievement, Demand } from './contracts/entries.ts';
import type { Presenter } from './present.ts';

/** Introductions in the words of the API. */
export function createIntroductionPresenter(presenter: Presenter) {
  function step({ id, kind, side, reasons, note, noteTo, delegated, by, at, days }: SeenStep) {
    return { id, kind, side, reasons, note, noteTo, delegated, by, days, at: toIso(at) };
  }

  function standing({ match, state, own, answers, unread, can, steps }: Introduction) {
    const sentAt = toIso(steps[0]?.at ?? match.updatedAt);
    return { id: match.id, chain: match.chain, state, own, answers, unread, can, sentAt };
  }

  return {
    /** Rows of the inbox, in order. */
    summaries(actor: Actor, items: Introduction[]) {
      const shown = items.flatMap(({ demand, achievement }) => [demand, achievement]);
      const rows = presenter.summaries(
        actor,
        shown.flatMap((seen) => seen ?? []),
      );
      const byId = new Map(rows.map((row) => [row.id, row]));
      return items.map((item) => ({
        ...standing(item),
        demand: byId.get(item.demand?.entry.id ?? '') ?? null,
        achievement: byId.get(item.achievement?.entry.id ?? '') ?? null,
        last: step(item.steps.at(-1)!),
      }));
    },

    whole(actor: Actor, found: WholeIntroduction) {
      const { demand, achievement, evidence, contacts, steps } = found;
      return {
        ...standing(found),
        demand: demand === undefined ? null : (presenter.full(actor, demand) as Demand),
        achievement: achievement === undefined ? null : (presenter.full(actor, achievement) as Achievement),
        evidence,
        contacts,
        steps: steps.map(step),
      };
    },

    weighed(actor: Actor, items: Weighed[]) {
      const rows = presenter.summaries(
        actor,
        items.map(({ demand }) => demand),
      );
      return items.map(({ match, band, outcome, reasons }, at) => ({
        ...{ demand: rows[at]!, band, outcome, reasons },
        weighedAt: toIso(match.suggestedAt),
        introductionId: outcome === 'weighed' ? null : match.id,
      }));
    },
  };
}
