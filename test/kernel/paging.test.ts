import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor, type Page, toPage } from '../../src/kernel/paging.ts';
import { refusal } from './refusal.ts';

const base64url = (text: string) => Buffer.from(text).toString('base64url');
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map((n) => n + 0);

describe('a cursor', () => {
  it('leads back to the place it was made of', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), number),
        fc.string({ unit: 'binary' }),
        (key, id) => {
          fc.pre(!Object.is(key, -0));
          const cursor = encodeCursor({ key, id });
          expect(decodeCursor(cursor)).toEqual({ key, id });
          expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
        },
      ),
    );
  });

  it.each([
    ['nothing', ''],
    ['a word', 'abc'],
    ['signs', '!!!'],
    ['an object', base64url('{"key":1,"id":"a"}')],
    ['a place without id', base64url('[1]')],
    ['a place with too much', base64url('[1,"a","b"]')],
    ['an id that is a number', base64url('["a",1]')],
    ['an empty key', base64url('[null,"a"]')],
    ['a list as key', base64url('[["a"],"b"]')],
    ['half a JSON text', base64url('["a","b"')],
  ])('made of %s is refused as invalid input', (_what, cursor) => {
    const error = refusal(() => decodeCursor(cursor));
    expect(error.code).toBe('invalid');
    expect(error.issues).toEqual([{ field: 'cursor', text: 'field.cursor' }]);
  });

  it('of any other origin is read or refused as invalid, and never fails otherwise', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const cursor of [text, base64url(text), base64url(`[${text},"a"]`)]) {
          try {
            decodeCursor(cursor);
          } catch (error) {
            expect(error).toMatchObject({ code: 'invalid' });
          }
        }
      }),
    );
  });

  it('is refused when something was added to it or it was written in another way', () => {
    const cursor = encodeCursor({ key: 'a', id: 'b' });
    for (const foreign of [
      `${cursor}!!`,
      ` ${cursor}`,
      base64url('[ "a", "b" ]'),
      base64url('[1e999,"a"]'),
    ]) {
      expect(refusal(() => decodeCursor(foreign)).code).toBe('invalid');
    }
  });
});

describe('pages', () => {
  const place = (id: string) => ({ key: id, id });

  it('has no next page when the rows fit', () => {
    expect(toPage(['a', 'b'], 2, 2, place)).toEqual({ items: ['a', 'b'], nextCursor: null, total: 2 });
    expect(toPage([], 2, 0, place)).toEqual({ items: [], nextCursor: null, total: 0 });
  });

  it('goes on after the last row shown, not after the row that only says there is more', () => {
    const page: Page<string> = toPage(['a', 'b', 'c'], 2, 9, place);
    expect(page.items).toEqual(['a', 'b']);
    expect(page.total).toBe(9);
    expect(decodeCursor(page.nextCursor ?? '')).toEqual({ key: 'b', id: 'b' });
  });

  it('shows every row once, whatever the page size', () => {
    const rows = fc.uniqueArray(fc.string(), { maxLength: 20 }).map((ids) => ids.sort());
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 7 }), (all, limit) => {
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const after: string | null = cursor === null ? null : decodeCursor(cursor).id;
          const rest: string[] = all.filter((id) => after === null || id > after);
          const page = toPage(rest.slice(0, limit + 1), limit, all.length, place);
          seen.push(...page.items);
          cursor = page.nextCursor;
        } while (cursor !== null);
        expect(seen).toEqual(all);
      }),
    );
  });
});
