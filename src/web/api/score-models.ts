import { queryOptions } from '@tanstack/react-query';
import type { ScoreModelDetail, ScoreModelsPage } from '../../api/contracts/score-models.ts';
import { call } from './client.ts';

export type { ScoreModelDetail, ScoreModelsPage };

/** This right of a session opens the page of models. */
export const modelRights = ['scores'];

/** All about models, to be marked as outdated together. */
export const SCORE_MODELS = ['score-models'] as const;

const SHOWN = 50;

/** The model in use and the newest lessons; looked at often while one is under way. */
export const scoreModelsQuery = queryOptions({
  queryKey: [...SCORE_MODELS, 'list'],
  queryFn: ({ signal }) => {
    const query = new URLSearchParams({ limit: String(SHOWN) });
    return call<ScoreModelsPage>('GET', '/score-models', { query, signal });
  },
  refetchInterval: ({ state }) => (!state.error && state.data?.learning ? 2_000 : 30_000),
});

/** One lesson, or the default, by its name. */
export function scoreModelQuery(name: string) {
  return queryOptions({
    queryKey: [...SCORE_MODELS, 'one', name],
    queryFn: ({ signal }) =>
      call<ScoreModelDetail>('GET', `/score-models/${encodeURIComponent(name)}`, { signal }),
  });
}

/** Asks for a lesson; the page shows when it is there. */
export function learnNow(): Promise<unknown> {
  return call('POST', '/score-models');
}

/** Null goes back to the default. `version` is that of the model in use as the page shows it. */
export function activateModel(body: { name: string | null; version: number }): Promise<unknown> {
  return call('POST', '/score-models/activations', { body });
}
