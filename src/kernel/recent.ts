export interface Recent<Value> {
  /** Undefined for what was never set or is forgotten; asking counts as using. */
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

/** Remembers the `most` values that were used last. */
export function createRecent<Value>(most: number): Recent<Value> {
  // A Map keeps its keys in the order in which they were set, so the first one was used longest ago.
  const kept = new Map<string, Value>();

  function set(key: string, value: Value): void {
    kept.delete(key);
    kept.set(key, value);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
  }

  return {
    get(key) {
      const known = kept.get(key);
      if (known !== undefined) set(key, known);
      return known;
    },
    set,
  };
}
