import { describe, expect, it } from 'vitest';
import { itemKey, nextAfter, readKey } from '../../src/web/intake/queue.ts';
import { changeView, readView, toSearch, writeView } from '../../src/web/lists/list-view.ts';
import { safeReturn } from '../../src/web/session/safe-return.ts';

describe('the address of a list', () => {
  it('says all that was chosen and reads back the same', () => {
    const address = new URLSearchParams('q=检测&chain=a,b&trl=6&sort=amount&cursor=x');
    expect(writeView(readView(address)).toString()).toBe(address.toString());
    expect(readView(address).chain).toEqual(['a', 'b']);
  });

  it('starts again at the first page when a choice changes', () => {
    const view = readView(new URLSearchParams('q=检测&cursor=x'));
    expect(changeView(view, { chain: ['a'] }).has('cursor')).toBe(false);
    expect(toSearch('demands', view).get('cursor')).toBe('x');
  });
});

describe('the way back after sign-in', () => {
  it.each([
    ['/demands/new?draft=1', '/demands/new?draft=1'],
    ['//evil.example', '/demands'],
    ['/\\evil.example', '/demands'],
    ['https://evil.example', '/demands'],
    ['/sign-in', '/demands'],
    [null, '/demands'],
  ])('%s leads to %s', (next, path) => expect(safeReturn(next)).toBe(path));
});

describe('the intake queue', () => {
  const entry = (id: string) => ({ id, list: 'demands' as const });

  it('names items so that an address can hold them', () => {
    expect(readKey(itemKey(entry('7:x')))).toEqual(entry('7:x'));
    expect(readKey('people:1')).toBeNull();
  });

  it('goes on to the next, from the end to the first, and to none from the last one left', () => {
    const queue = ['a', 'b', 'c'].map(entry) as unknown as Parameters<typeof nextAfter>[0];
    const [a, b, c] = queue;
    if (!a || !b || !c) throw new Error('three items expected');
    expect(nextAfter(queue, a)).toBe(b);
    expect(nextAfter(queue, c)).toBe(a);
    expect(nextAfter([a], a)).toBeUndefined();
  });
});
