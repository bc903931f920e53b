import { ApiError } from './errors.ts';

export interface Settings {
  displayedAttributes: string[];
  searchableAttributes: string[];
  filterableAttributes: string[];
  sortableAttributes: string[];
  rankingRules: string[];
  faceting: { maxValuesPerFacet: number; sortFacetValuesBy: Record<string, string> };
  pagination: { maxTotalHits: number };
  proximityPrecision: string;
  prefixSearch: string;
  embedders: Record<string, { source: string; dimensions: number }>;
  [other: string]: unknown;
}

const TEXT_RULES = [
  'words',
  'typo',
  'proximity',
  'attribute',
  'attributeRank',
  'wordPosition',
  'sort',
  'exactness',
];
/** Sets, which the server keeps sorted and without repetitions; the other lists keep their order. */
const SETS = ['sortableAttributes', 'stopWords', 'nonSeparatorTokens', 'separatorTokens', 'dictionary'];
/** Objects that a PATCH changes field by field. */
const OBJECTS = ['typoTolerance', 'faceting', 'pagination'];

export function defaultSettings(): Settings {
  return {
    displayedAttributes: ['*'],
    searchableAttributes: ['*'],
    filterableAttributes: [],
    sortableAttributes: [],
    rankingRules: ['words', 'typo', 'proximity', 'attributeRank', 'sort', 'wordPosition', 'exactness'],
    stopWords: [],
    nonSeparatorTokens: [],
    separatorTokens: [],
    dictionary: [],
    synonyms: {},
    distinctAttribute: null,
    proximityPrecision: 'byWord',
    typoTolerance: {
      enabled: true,
      minWordSizeForTypos: { oneTypo: 5, twoTypos: 9 },
      disableOnWords: [],
      disableOnAttributes: [],
      disableOnNumbers: false,
    },
    faceting: { maxValuesPerFacet: 100, sortFacetValuesBy: { '*': 'alpha' } },
    pagination: { maxTotalHits: 1000 },
    embedders: {},
    searchCutoffMs: null,
    localizedAttributes: null,
    facetSearch: true,
    prefixSearch: 'indexingTime',
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Refuses, before any task is made, what the server refuses at once. */
export function checkSettings(given: unknown): Record<string, unknown> {
  if (!isObject(given)) throw new ApiError('bad_request', 'Invalid value type: expected an object.');
  const known = [...Object.keys(defaultSettings()), 'foreignKeys', 'chat'];
  for (const [name, value] of Object.entries(given)) {
    if (!known.includes(name)) throw new ApiError('bad_request', `Unknown field \`${name}\`.`);
    const kind = (defaultSettings() as Record<string, unknown>)[name];
    if (value !== null && Array.isArray(kind) && !Array.isArray(value))
      throw invalid(name, `Invalid value type at \`.${name}\`: expected an array.`);
  }
  checkRankingRules((given.rankingRules ?? []) as string[]);
  for (const [name, embedder] of Object.entries((given.embedders ?? {}) as Settings['embedders'])) {
    if (embedder?.source === 'userProvided' && !(embedder.dimensions > 0))
      throw invalid('embedders', `\`.embedders.${name}\`: Missing field \`dimensions\`.`);
  }
  return given;
}

function checkRankingRules(rules: string[]): void {
  const wrong = rules.find((rule) => !TEXT_RULES.includes(rule) && !/^.+:(asc|desc)$/.test(rule));
  if (wrong !== undefined)
    throw invalid(
      'rankingRules',
      `Invalid value at \`.rankingRules\`: \`${wrong}\` ranking rule is invalid.`,
    );
  if (rules.includes('attribute') && (rules.includes('attributeRank') || rules.includes('wordPosition')))
    throw invalid(
      'rankingRules',
      'Mixed usage of the attribute, attributeRank, and wordPosition ranking rules.',
    );
}

function invalid(setting: string, message: string): ApiError {
  const snake = setting.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return new ApiError(`invalid_settings_${snake}`, message);
}

/** Settings after a PATCH: what is not named stays, null goes back to the default. */
export function patchSettings(before: Settings, patch: Record<string, unknown>): Settings {
  const defaults = defaultSettings();
  const after: Settings = structuredClone(before);
  for (const [name, value] of Object.entries(patch)) {
    if (!(name in defaults)) continue;
    if (value === null) after[name] = defaults[name];
    else if (name === 'embedders') after.embedders = patchEmbedders(after.embedders, value);
    else if (OBJECTS.includes(name)) after[name] = patchObject(after[name], value, defaults[name]);
    else if (SETS.includes(name)) after[name] = [...new Set(value as string[])].sort();
    else if (name.endsWith('ableAttributes') && (value as string[]).includes('*')) after[name] = ['*'];
    else after[name] = structuredClone(value);
  }
  return after;
}

function patchObject(before: unknown, patch: unknown, defaults: unknown): unknown {
  if (!isObject(patch)) return patch;
  const after: Record<string, unknown> = isObject(before) ? { ...before } : {};
  for (const [name, value] of Object.entries(patch)) {
    const usual = isObject(defaults) ? defaults[name] : undefined;
    if (value === null) after[name] = usual;
    else after[name] = isObject(usual) ? patchObject(after[name], value, usual) : value;
  }
  return after;
}

function patchEmbedders(before: Settings['embedders'], patch: unknown): Settings['embedders'] {
  const after = { ...before };
  for (const [name, value] of Object.entries(patch as Settings['embedders'])) {
    if (value === null) delete after[name];
    else after[name] = { ...after[name], ...value };
  }
  return after;
}
