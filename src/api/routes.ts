import type { FastifyInstance } from 'fastify';
import type { PledgeService } from '../catalog/pledges.ts';
import type { SearchService } from '../catalog/search.ts';
import type { CatalogService } from '../catalog/service.ts';
import type { Taxonomies } from '../catalog/taxonomies.ts';
import type { AuditAccess } from '../identity/audit-access.ts';
import type { Directory } from '../identity/directory.ts';
import type { IdentityService } from '../identity/service.ts';
import type { IndexingService } from '../indexing/service.ts';
import type { Clock } from '../kernel/clock.ts';
import type { MatchingService } from '../matching/service.ts';
import type { ScoreModelsService } from '../review/lessons/service.ts';
import type { ReviewService } from '../review/service.ts';
import { registerAccount } from './account.ts';
import { registerAchievements } from './achievements.ts';
import { registerApiTokens } from './api-tokens.ts';
import { registerAudit } from './audit.ts';
import { registerConsents } from './consents.ts';
import { registerDemands } from './demands.ts';
import { registerDisclosure } from './disclosure.ts';
import { registerIndexStatus } from './index-status.ts';
import { registerInvitations } from './invitations.ts';
import { registerMembers } from './members.ts';
import { registerOrganisations } from './organisations.ts';
import { registerPasswordResets } from './password-resets.ts';
import { registerPersonalData } from './personal-data.ts';
import { createPresenter } from './present.ts';
import { registerReview } from './review.ts';
import { registerScoreModels } from './score-models.ts';
import { registerSearch } from './search.ts';
import { registerSecondFactor } from './second-factor.ts';
import { registerSessionRoutes } from './session.ts';
import { registerTaxonomies } from './taxonomies.ts';

export interface ApiServices {
  identity: IdentityService;
  directory: Directory;
  catalog: CatalogService;
  pledges: PledgeService;
  search: SearchService;
  matching: MatchingService;
  indexing: IndexingService;
  review: ReviewService;
  scoreModels: ScoreModelsService;
  audit: AuditAccess;
  clock: Clock;
  taxonomies: Taxonomies;
}

/** Every resource of the API, one line each. */
export function registerRoutes(server: FastifyInstance, services: ApiServices): void {
  const presenter = createPresenter(services);
  registerSessionRoutes(server, services);
  registerAccount(server, services);
  registerSecondFactor(server, services);
  registerApiTokens(server, services);
  registerPasswordResets(server, services);
  registerPersonalData(server, services);
  registerOrganisations(server, services);
  registerMembers(server, services);
  registerInvitations(server, services);
  registerConsents(server, services);
  registerDemands(server, { ...services, presenter });
  registerAchievements(server, { ...services, presenter });
  registerDisclosure(server, { ...services, presenter });
  registerReview(server, { ...services, presenter });
  registerScoreModels(server, services);
  registerSearch(server, { ...services, presenter });
  registerTaxonomies(server, services);
  registerIndexStatus(server, services);
  registerAudit(server, services);
}
