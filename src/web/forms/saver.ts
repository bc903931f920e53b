import { changedFields, changesBetween } from './changes.ts';

interface Identified {
  id: string;
  version: number;
}

/** What the server is known to hold. `body` is the form as it was last sent or read. */
export interface Stored<Entry, Body> {
  entry: Entry;
  body: Body;
}

export interface SaverPort<Entry, Body> {
  create: (body: Body) => Promise<Entry>;
  change: (id: string, patch: Partial<Body> & { version: number }) => Promise<Entry>;
}

export interface Saver<Entry, Body> {
  /** The entry as the server last answered, or null before the first save. */
  stored: () => Stored<Entry, Body> | null;
  /** Saves a form and answers the entry. Saves wait for each other, so that one form never becomes two entries. */
  save: (body: Body) => Promise<Entry>;
  /** Whether the server lacks something of this form. */
  isBehind: (body: Body) => boolean;
  /** Takes over what the server holds now, after somebody else changed it. */
  adopt: (stored: Stored<Entry, Body>) => void;
}

/** The first save makes the entry, later ones send only what changed, on the version that was last seen. */
export function createSaver<Entry extends Identified, Body extends object>(
  port: SaverPort<Entry, Body>,
  start: Stored<Entry, Body> | null,
  empty: Body,
): Saver<Entry, Body> {
  let stored = start;
  let queue: Promise<unknown> = Promise.resolve();

  function isBehind(body: Body): boolean {
    return changedFields(stored?.body ?? empty, body).length > 0;
  }

  async function saveNow(body: Body): Promise<Entry> {
    if (stored && !isBehind(body)) return stored.entry;
    const entry = stored
      ? await port.change(stored.entry.id, {
          ...changesBetween(stored.body, body),
          version: stored.entry.version,
        })
      : await port.create(body);
    stored = { entry, body };
    return entry;
  }

  return {
    stored: () => stored,
    isBehind,
    adopt: (theirs) => {
      stored = theirs;
    },
    save: (body) => {
      const saved = queue.then(() => saveNow(body));
      queue = saved.catch(() => undefined);
      return saved;
    },
  };
}
