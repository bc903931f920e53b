import type { List } from '../catalog/entry-model.ts';
import type { Actor } from '../identity/model.ts';
import { type Locale, translate } from '../kernel/texts/index.ts';
import type { Ranking } from '../matching/service.ts';
import type { Presenter } from './present.ts';

const reasons = {
  model: 'error.noVectors',
  pending: 'error.vectorsPending',
  engine: 'error.enginePending',
} as const;

/** A ranking as its readers get it: the matched entry stands under the name of its kind. */
export function presentRanking(
  list: List,
  ranking: Ranking,
  presenter: Presenter,
  actor: Actor,
  locale: Locale,
) {
  const { items, engine, degraded } = ranking;
  const summaries = presenter.summaries(
    actor,
    items.map(({ seen }) => seen),
  );
  const name = list === 'demands' ? 'achievement' : 'demand';
  return {
    items: items.map(({ seen: _seen, ...match }, index) => ({
      [name]: summaries[index],
      ...match,
      // A ranking is search; deciding on a match comes with the operators' queue.
      can: [],
    })),
    engine,
    degraded: degraded !== null,
    ...(degraded !== null && { message: translate(locale, reasons[degraded]) }),
  };
}
