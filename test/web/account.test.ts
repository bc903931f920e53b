import { describe, expect, it } from 'vitest';
import { browserOf } from '../../src/web/account/browser-of.ts';
import { actionGroups, actionWords } from '../../src/web/audit/actions.ts';
import { changesOf } from '../../src/web/audit/changes.ts';
import { readFilters, toServerFilter } from '../../src/web/audit/filters.ts';
import { afterSignIn, safeReturn } from '../../src/web/session/safe-return.ts';
import { enAudit } from '../../src/web/texts/en-audit.ts';
import { zhCNAudit } from '../../src/web/texts/zh-cn-audit.ts';

describe('the way on after sign-in', () => {
  const ready = { mustEnrol: false, mustChangePassword: false };

  it('leads back to a page of this site only', () => {
    expect(safeReturn('/mine?x=1')).toBe('/mine?x=1');
    for (const elsewhere of [null, '', '//evil.example', '/\\evil.example', 'https://evil.example', 'mine']) {
      expect(safeReturn(elsewhere)).toBe('/demands');
    }
    expect(safeReturn('/sign-in?next=/mine')).toBe('/demands');
  });

  it('leads first to what has to be done before roles count', () => {
    expect(afterSignIn(ready, '/mine')).toBe('/mine');
    expect(afterSignIn({ ...ready, mustEnrol: true }, '/intake')).toBe('/account');
    expect(afterSignIn({ ...ready, mustChangePassword: true }, null)).toBe('/account');
  });
});

describe('a device in the list of sessions', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140', 'Edge · Windows'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604.1', 'Safari · iPhone'],
    [
      'Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile Safari/537.36 MicroMessenger/8.0',
      '微信 WeChat · Android',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox · Linux'],
  ])('is named as people call it: %s', (agent, name) => {
    expect(browserOf(agent)).toBe(name);
  });

  it('stays unnamed where the program says nothing known', () => {
    expect(browserOf('')).toBeNull();
    expect(browserOf('curl/8.5.0')).toBeNull();
  });
});

describe('filters of the log', () => {
  const read = (query: string) => readFilters(new URLSearchParams(query));

  it('ask for whole days in Shanghai, the last one included', () => {
    const asked = new URLSearchParams(toServerFilter(read('since=2026-03-01&until=2026-03-01')));
    expect(asked.get('since')).toBe('2026-02-28T16:00:00.000Z');
    expect(asked.get('until')).toBe('2026-03-01T16:00:00.000Z');
  });

  it('leave out what is empty, unknown or no day', () => {
    expect(toServerFilter(read(''))).toBe('');
    expect(toServerFilter(read('since=yesterday&until=2026-13-40&page=3&actor=%20'))).toBe('');
    expect(toServerFilter(read('actor=%20a%40b%20&outcome=refused'))).toBe('actor=a%40b&outcome=refused');
  });
});

describe('actions of the log in words', () => {
  it.each([
    ['Chinese', zhCNAudit],
    ['English', enAudit],
  ])('say every known action in %s, each in exactly one group', (_language, words) => {
    const grouped = actionGroups(words).flatMap(({ actions }) => actions.map(({ code }) => code));
    expect(grouped.toSorted()).toEqual(Object.keys(zhCNAudit.actions).toSorted());
    expect(Object.keys(words.groups)).toEqual(Object.keys(zhCNAudit.groups));
  });

  it('show the code of an action nobody named', () => {
    expect(actionWords('session.start', zhCNAudit)).toBe('登录');
    expect(actionWords('kettle.boil', zhCNAudit)).toBe('kettle.boil');
  });
});

describe('what a line of the log changed', () => {
  it('stands field by field, before beside after', () => {
    const before = { state: 'draft', version: 1 };
    const after = { state: 'submitted', version: 2, targets: ['a'] };
    expect(changesOf({ before, after })).toEqual([
      { field: 'state', before: 'draft', after: 'submitted' },
      { field: 'version', before: '1', after: '2' },
      { field: 'targets', before: null, after: '["a"]' },
    ]);
    expect(changesOf({ before: null, after: null })).toEqual([]);
  });
});
