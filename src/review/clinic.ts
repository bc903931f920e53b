import type { AchievementContent } from '../catalog/achievement-model.ts';
import { clarityOf } from '../catalog/clarity/clarity.ts';
import type { Clarity } from '../catalog/clarity/model.ts';
import type { DemandContent } from '../catalog/demand-model.ts';
import { type Entry, subjectOf } from '../catalog/entry.ts';
import type { CatalogService } from '../catalog/service.ts';
import type { SeenEntry, Visibility } from '../catalog/visibility.ts';
import type { Actor } from '../identity/model.ts';
import { can, requireSignIn } from '../identity/policy.ts';
import type { ComparedIndicator, Operator } from '../indicators/model.ts';
import { AppError } from '../kernel/errors.ts';
import { toShown } from '../matching/learned.ts';
import { probabilityOfScore } from '../matching/learning/model.ts';
import { bandOf } from '../matching/score.ts';
import type { MatchingService } from '../matching/service.ts';
import { findObstacles, type Obstacle, type ObstacleCandidate } from './obstacles.ts';

export interface ClinicDeps {
  catalog: CatalogService;
  visibility: Visibility;
  matching: MatchingService;
}

/** What the clinic says of a demand. */
export interface Examination {
  seen: SeenEntry;
  clarity: Clarity;
  /** What keeps related achievements away; null before publication, when nobody could have answered yet. */
  obstacles: { candidates: number; items: Obstacle[] } | null;
  /** What this actor may do: as to the entry, and `repost` where nobody claimed it. */
  can: string[];
}

/** So many of the best-ranked achievements are asked why they do not fit. */
const ASKED = 50;

export type Clinic = ReturnType<typeof createClinic>;

/** 需求体检: how clear a demand is, and which of its requirements stands in the way. */
export function createClinic({ catalog, visibility, matching }: ClinicDeps) {
  /** The related achievements that this actor may read, as they may read them. */
  async function relatedTo(actor: Actor, entry: Entry): Promise<Entry[]> {
    const { items } = await matching.rank(actor, 'demands', entry.id, { limit: ASKED, mode: 'hybrid' });
    const { scoreModel } = matching.yardstick();
    const related = items.filter(
      ({ score }) => bandOf(toShown(probabilityOfScore(score, scoreModel))) !== 'none',
    );
    const found = visibility.find(
      actor,
      related.map(({ id }) => id),
    );
    return [...found.values()].filter(({ view }) => view !== 'stub').map(({ entry: read }) => read);
  }

  return {
    /**
     * For the keepers of a demand and for operators. Counts only achievements that the reader may find, by what the
     * reader may read of them. Throws `not_found` where it is hidden, `forbidden` for whoever does not keep it.
     */
    async examine(actor: Actor, id: string): Promise<Examination> {
      requireSignIn(actor);
      const seen = catalog.get(actor, 'demands', id);
      const { entry } = seen;
      if (!can(actor, 'entry.matches', subjectOf(entry))) throw new AppError('forbidden', 'error.forbidden');
      const clarity = clarityOf(entry);
      const mayRepost = entry.state === 'unclaimed' && can(actor, 'entry.keep', subjectOf(entry));
      const allowed = [...catalog.allowed(actor, seen), ...(mayRepost ? ['repost'] : [])];
      const examined = { seen, clarity, obstacles: null, can: allowed };
      if (entry.state !== 'published' && entry.state !== 'unclaimed') return examined;
      const related = await relatedTo(actor, entry);
      const candidates = related.map(
        (other): ObstacleCandidate => ({
          content: other.content as AchievementContent,
          unmet: unmetOf(entry, matching.compared(entry, other)),
        }),
      );
      const items = findObstacles(entry.content as DemandContent, candidates);
      return { ...examined, obstacles: { candidates: candidates.length, items } };
    },
  };
}

/** What a bound becomes that takes in the very figure that was stated. */
const INCLUSIVE: Partial<Record<Operator, Operator>> = { '<': '<=', '>': '>=' };

/** The demand's indicators that are known not to be met, and for those of its form what would let this one in. Pure. */
export function unmetOf(
  { content }: Pick<Entry, 'content'>,
  compared: readonly ComparedIndicator[],
): ObstacleCandidate['unmet'] {
  return compared
    .filter(({ verdict }) => verdict === 'unmet')
    .map(({ asked, stated }) => {
      const at = Number(/^indicators\.(\d+)$/.exec(asked.source.field)?.[1] ?? Number.NaN);
      const own = content.indicators[at];
      const isPlain = own?.values.length === 1 && stated?.values.length === 1 && stated.unit === own.unit;
      // Of 不足 85 % no figure is known that would take it in.
      const isKnown = stated?.operator === '=' || stated?.operator.charAt(0) === own?.operator.charAt(0);
      if (!isPlain || !isKnown || stated.nearly) return { metric: asked.metric, relax: null };
      const indicators = content.indicators.with(at, {
        ...own,
        operator: INCLUSIVE[own.operator] ?? own.operator,
        values: stated.values,
      });
      return { metric: asked.metric, relax: { indicators } };
    });
}
