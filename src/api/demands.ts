import type { FastifyInstance } from 'fastify';
import { createDemandBody, demand, patchDemandBody } from './contracts/entries.ts';
import { achievementMatches } from './contracts/matches.ts';
import { type EntryRouteDeps, registerEntryRoutes } from './entry-routes.ts';

/** 需求榜单 */
export function registerDemands(server: FastifyInstance, deps: EntryRouteDeps): void {
  registerEntryRoutes(server, deps, {
    list: 'demands',
    entry: demand,
    createBody: createDemandBody,
    patchBody: patchDemandBody,
    matches: achievementMatches,
  });
}
