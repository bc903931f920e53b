import type { CatalogService } from '../catalog/service.ts';
import type { Visibility } from '../catalog/visibility.ts';
import type { Db } from '../db/open.ts';
import type { Worker } from '../jobs/worker.ts';
import type { Clock } from '../kernel/clock.ts';
import type { NewId } from '../kernel/ids.ts';
import type { Mail } from '../mail/mailer.ts';
import type { MatchingService } from '../matching/service.ts';
import { createCandidates } from './candidates.ts';
import { createClinic } from './clinic.ts';
import { createFeedbackService, type FeedbackDeps } from './introductions/feedback.ts';
import { createMoves } from './introductions/moves.ts';
import { createNotices } from './introductions/notices.ts';
import { createIntroductionsService } from './introductions/service.ts';
import { createReviewService } from './service.ts';
import { createSuggest, MATCHES_SUGGEST } from './suggest.ts';

export interface ReviewStart {
  db: Db;
  clock: Clock;
  newId: NewId;
  catalog: CatalogService;
  visibility: Visibility;
  matching: MatchingService;
  worker: Worker;
  /** For `not_found` where an organisation is no matter of the actor's. */
  viewOrganisation: FeedbackDeps['viewOrganisation'];
  sendMail(mail: Mail): void;
  /** The address people reach the service at, without a slash at its end. */
  publicUrl: string;
  config: { SUGGEST_FROM_DEMANDS: number; SUGGEST_FROM_ACHIEVEMENTS: number; SUGGEST_PER_ENTRY: number };
}

/** The room's parts put together: the operators' desk, the job that fills it, and what the parties get. */
export function createReview(deps: ReviewStart) {
  const { db, clock, newId, catalog, visibility, matching, worker, viewOrganisation, config } = deps;
  const rules = {
    from: { demands: config.SUGGEST_FROM_DEMANDS, achievements: config.SUGGEST_FROM_ACHIEVEMENTS },
    perEntry: config.SUGGEST_PER_ENTRY,
  };
  const candidates = createCandidates({ matching, rules, random: Math.random });
  const moves = createMoves({ db, clock, newId, notices: createNotices(deps) });
  const suggest = createSuggest({ db, clock, newId, candidates, endWithdrawn: moves.endWithdrawn });
  // In a lane of its own: rankings must not keep new entries waiting for their index.
  worker.register(MATCHES_SUGGEST, { handler: suggest.suggestAll, batch: 8, lane: 'suggestions' });
  return {
    service: createReviewService({ db, clock, newId, visibility, matching, candidates }),
    clinic: createClinic({ catalog, visibility, matching }),
    introductions: createIntroductionsService({ db, clock, visibility, matching, moves }),
    feedback: createFeedbackService({ db, clock, visibility, matching, viewOrganisation }),
    /** Asks for the suggestions of these entries. */
    request: suggest.request,
  };
}
