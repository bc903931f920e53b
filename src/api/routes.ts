import type { FastifyInstance } from 'fastify';
import type { SearchService } from '../catalog/search.ts';
import type { CatalogService } from '../catalog/service.ts';
import type { Taxonomies } from '../catalog/taxonomies.ts';
import type { IdentityService } from '../identity/service.ts';
import type { IndexingService } from '../indexing/service.ts';
import type { Clock } from '../kernel/clock.ts';
import type { MatchingService } from '../matching/service.ts';
import { registerAchievements } from './achievements.ts';
import { registerDemands } from './demands.ts';
import { registerIndexStatus } from './index-status.ts';
import { createPresenter } from './present.ts';
import { registerSearch } from './search.ts';
import { registerSessionRoutes } from './session.ts';
import { registerTaxonomies } from './taxonomies.ts';

export interface ApiServices {
  identity: IdentityService;
  catalog: CatalogService;
  search: SearchService;
  matching: MatchingService;
  indexing: IndexingService;
  clock: Clock;
  taxonomies: Taxonomies;
}

/** Every resource of the API, one line each. */
export function registerRoutes(server: FastifyInstance, services: ApiServices): void {
  const presenter = createPresenter(services);
  registerSessionRoutes(server, services);
  registerDemands(server, { ...services, presenter });
  registerAchievements(server, { ...services, presenter });
  registerSearch(server, { ...services, presenter });
  registerTaxonomies(server, services);
  registerIndexStatus(server, services);
}
