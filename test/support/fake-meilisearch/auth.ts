import { ApiError } from './errors.ts';

export interface ApiKey {
  value: string;
  actions: string[];
  indexes: string[];
}

/**
 * What a route needs. A key limited to some indexes may call routes without an index in the path only where they
 * look at the indexes themselves (`checked`); the `global` ones are closed to it whatever its actions.
 */
export interface Need {
  action: string | null;
  scope: 'index' | 'checked' | 'global';
}

export const allIndexes = (key: ApiKey | undefined) => !key || key.indexes.includes('*');

/** Index patterns are names or beginnings of names: `prefix*`. */
export function mayUse(key: ApiKey | undefined, uid: string): boolean {
  if (!key) return true;
  return key.indexes.some((pattern) =>
    pattern.endsWith('*') ? uid.startsWith(pattern.slice(0, -1)) : pattern === uid,
  );
}

/** Actions are names, `group.*` or `*`. */
export function mayDo(key: ApiKey | undefined, action: string): boolean {
  if (!key) return true;
  return key.actions.some(
    (granted) => granted === '*' || granted === action || granted === `${action.split('.')[0]}.*`,
  );
}

export const invalidKey = (message = 'The provided API key is invalid.') =>
  new ApiError('invalid_api_key', message);

/** Refuses a request that its key does not allow; without a key in the options everything is allowed. */
export function authorize(
  key: ApiKey | undefined,
  header: string | undefined,
  need: Need,
  uid?: string,
): void {
  if (!key || need.action === null) return;
  const token = /^Bearer (.+)$/.exec(header ?? '')?.[1];
  if (token === undefined)
    throw new ApiError(
      'missing_authorization_header',
      'The Authorization header is missing. It must use the bearer authorization method.',
    );
  if (token !== key.value) throw invalidKey();
  if (uid !== undefined && !mayUse(key, uid))
    throw invalidKey(
      `The API key cannot acces the index \`${uid}\`, authorized indexes are ${JSON.stringify(key.indexes)}.`,
    );
  if (!mayDo(key, need.action)) throw invalidKey();
  if (uid === undefined && need.scope !== 'checked' && !allIndexes(key)) throw invalidKey();
}
