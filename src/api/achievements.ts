import type { FastifyInstance } from 'fastify';
import { achievement, createAchievementBody, patchAchievementBody } from './contracts/entries.ts';
import { demandMatches } from './contracts/matches.ts';
import { type EntryRouteDeps, registerEntryRoutes } from './entry-routes.ts';

/** 成果榜单 */
export function registerAchievements(server: FastifyInstance, deps: EntryRouteDeps): void {
  registerEntryRoutes(server, deps, {
    list: 'achievements',
    entry: achievement,
    createBody: createAchievementBody,
    patchBody: patchAchievementBody,
    matches: demandMatches,
  });
}
