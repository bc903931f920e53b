import type { Settings } from 'meilisearch';
import { EMBEDDER, fullFields, othersFields } from './documents.ts';

/** The settings of both indexes; compared with the server's before anything is written, and mended. */
export function indexSettings(dimensions: number): Settings {
  return {
    // In this order a title counts before a body.
    searchableAttributes: [fullFields[0], othersFields[0], fullFields[1], othersFields[1]],
    displayedAttributes: ['*'],
    filterableAttributes: [
      'chain',
      'copy',
      'deadline',
      'disclosure',
      'entry',
      'organisation',
      'region',
      'shard',
      'state',
      'trl',
    ],
    sortableAttributes: ['amount', 'deadline', 'published'],
    rankingRules: ['sort', 'attribute', 'exactness', 'published:desc'],
    // One wrong letter makes another substance of 磷酸铁锂.
    typoTolerance: { enabled: false },
    // Our bigrams say already which characters stand together; the pairs of words would be most of the index.
    proximityPrecision: 'byAttribute',
    pagination: { maxTotalHits: 1_000_000 },
    faceting: { maxValuesPerFacet: 1000 },
    // The words are our own: no other language, separator or dictionary has a say.
    stopWords: [],
    synonyms: {},
    distinctAttribute: null,
    searchCutoffMs: 900,
    embedders: {
      [EMBEDDER]: {
        source: 'userProvided',
        dimensions,
        // What cosines of this family of models look like; turns them into the server's 0–1.
        distribution: { mean: 0.5, sigma: 0.15 },
      },
    },
  };
}

/** Settings whose order means nothing. */
const sets = ['filterableAttributes', 'sortableAttributes'];

/** The names of the settings that differ from ours. The server adds defaults of its own, which are no difference. Pure. */
export function differingSettings(ours: Settings, found: Settings): string[] {
  return Object.entries(ours)
    .filter(([name, value]) => !contains(found[name as keyof Settings], value, sets.includes(name)))
    .map(([name]) => name);
}

/** Whether `found` says everything that `wanted` says; the order of some lists has no meaning. */
function contains(found: unknown, wanted: unknown, isSet: boolean): boolean {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(found) || found.length !== wanted.length) return false;
    const [one, other] = isSet ? [[...found].sort(), [...wanted].sort()] : [found, wanted];
    return JSON.stringify(one) === JSON.stringify(other);
  }
  if (typeof wanted === 'object' && wanted !== null) {
    if (typeof found !== 'object' || found === null) return false;
    if (Object.keys(wanted).length === 0) return Object.keys(found).length === 0;
    return Object.entries(wanted).every(([name, value]) =>
      contains((found as Record<string, unknown>)[name], value, false),
    );
  }
  return found === wanted || (found === undefined && wanted === null);
}
