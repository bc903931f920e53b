import { invalid } from './errors.ts';

/** One page of a list. `total` counts the whole list, `nextCursor` is null on the last page. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total: number;
}

/** A place in a sorted list: the value of the sort key of the last item shown, and its id to break ties. */
export interface Place {
  key: string | number;
  id: string;
}

export function encodeCursor(place: Place): string {
  return Buffer.from(JSON.stringify([place.key, place.id])).toString('base64url');
}

/** Reads a cursor; throws `invalid` on field `cursor` for anything this service did not write. */
export function decodeCursor(cursor: string): Place {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(value) && value.length === 2) {
      const [key, id] = value as unknown[];
      const isPlace = (typeof key === 'string' || typeof key === 'number') && typeof id === 'string';
      // Only what this service would write itself: no blanks, no trailing letters, no infinite number.
      if (isPlace && encodeCursor({ key, id }) === cursor) return { key, id };
    }
  } catch {
    // Not base64url JSON: refused below like every other foreign cursor.
  }
  throw invalid([{ field: 'cursor', text: 'field.cursor' }]);
}

/** Cuts a page out of `limit + 1` rows: the extra row only says that there is more. */
export function toPage<T>(rows: T[], limit: number, total: number, place: (row: T) => Place): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? encodeCursor(place(last)) : null;
  return { items, nextCursor, total };
}
