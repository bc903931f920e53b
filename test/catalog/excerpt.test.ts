import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AchievementContent, achievementContent } from '../../src/catalog/achievement-model.ts';
import type { Entry } from '../../src/catalog/entry.ts';
import { foundText, headOf } from '../../src/catalog/excerpt.ts';
import { normalise } from '../../src/kernel/text.ts';
import { typedGroups } from '../../src/search/segment.ts';
import { someText } from '../kernel/some-text.ts';
import { createTestApp, publish, type TestApp } from '../support/test-app.ts';

const LONGEST = 120 + 2;

function entryOf(content: Partial<AchievementContent>): Entry {
  const full = achievementContent.parse({ title: '题目', summary: '', ...content });
  return {
    id: 'entry',
    list: 'achievements',
    state: 'published',
    version: 1,
    organisationId: 'university',
    sample: false,
    content: full,
    reviewNote: '',
    createdBy: null,
    createdAt: 0,
    updatedAt: 0,
    publishedAt: 0,
  } as unknown as Entry;
}

const found = (content: Partial<AchievementContent>, typed: string) => {
  const entry = entryOf(content);
  const { excerpt, highlights } = foundText(entry, typedGroups(typed));
  const texts = { title: entry.content.title, titleEn: entry.content.titleEn, excerpt };
  const marked = highlights.map(({ field, start, end }) => texts[field].slice(start, end));
  return { excerpt, highlights, marked, head: headOf(entry), texts };
};

const long = (before: number, place: string, after: number) =>
  `${'甲乙'.repeat(before / 2)}${place}${'丙丁'.repeat(after / 2)}`;

describe('the excerpt of a found entry', () => {
  it('is the head of its main text when nothing was typed, or when nothing of it stands anywhere', () => {
    const summary = long(0, '开头', 300);
    for (const typed of ['', '。', '翡翠']) {
      const { excerpt, head, highlights } = found({ summary }, typed);
      expect([excerpt, highlights]).toEqual([head, []]);
      expect(excerpt).toMatch(/^开头.{118}…$/);
    }
  });

  it('is the head when the place stands near its beginning', () => {
    const { excerpt, head, marked } = found({ summary: long(40, '翡翠', 300) }, '翡翠');
    expect([excerpt, marked]).toEqual([head, ['翡翠']]);
  });

  it.each([70, 100, 118, 119, 120, 121, 200, 5000])('shows the place found after %i characters', (before) => {
    const { excerpt, marked } = found({ summary: long(before + (before % 2), '翡翠', 300) }, '翡翠');
    expect(marked).toEqual(['翡翠']);
    expect(excerpt).toMatch(/^….*翡翠.*…$/);
    expect(excerpt.indexOf('翡翠')).toBeLessThan(60);
    expect(excerpt.length).toBeLessThanOrEqual(LONGEST);
  });

  it('shows a place at the very end', () => {
    const { excerpt, marked } = found({ summary: long(500, '翡翠', 0) }, '翡翠');
    expect([marked, excerpt.endsWith('翡翠')]).toEqual([['翡翠'], true]);
  });

  it('shows the place in whatever text it stands: other prose, keywords, the author’s English', () => {
    const summary = long(0, '开头', 300);
    expect(found({ summary, innovation: '创新在翡翠' }, '翡翠').excerpt).toBe('创新在翡翠');
    expect(found({ summary, keywords: ['玉石', '翡翠'] }, '翡翠').excerpt).toMatch(/^翡翠/);
    expect(found({ summary, summaryEn: 'Polishing jade.' }, 'jade').excerpt).toBe('Polishing jade.');
  });

  it('stays the head when only the title holds what was typed, and marks it there', () => {
    const { excerpt, head, marked, highlights } = found(
      { title: '翡翠抛光', titleEn: 'Jade', summary: '加工' },
      '翡翠',
    );
    expect([excerpt, marked]).toEqual([head, ['翡翠']]);
    expect(highlights).toEqual([{ field: 'title', start: 0, end: 2 }]);
  });

  it('is one line without the blanks of web editors, and its marks stand where it says', () => {
    const { excerpt, marked } = found(
      { summary: `\n\t 甲&nbsp;&nbsp;乙\r\n\n${'　丙'.repeat(60)} 檢測&nbsp;Ｒｏｂｏｔ` },
      '检测 robot',
    );
    expect(excerpt).not.toMatch(/&nbsp;|[\n\t\r]| {2}/);
    expect(marked).toEqual(['檢測', 'Ｒｏｂｏｔ']);
  });

  it('never ends in half a character', () => {
    for (let before = 100; before < 140; before += 1) {
      const { excerpt } = found({ summary: `${'甲'.repeat(before)}${'😀'.repeat(80)}` }, '翡翠');
      expect(excerpt.isWellFormed()).toBe(true);
      expect(excerpt).not.toContain('\ufffd');
    }
    for (let shift = 0; shift < 4; shift += 1) {
      const { excerpt } = found({ summary: `${'甲'.repeat(shift)}${'😀'.repeat(80)}翡翠` }, '翡翠');
      expect(excerpt).not.toContain('\ufffd');
    }
  });

  it('has marks that are inside, rise, do not touch, and say what was typed – for any texts', () => {
    const text = fc
      .tuple(someText, fc.constantFrom(0, 1, 3, 9))
      .map(([one, times]) => one + '空白 '.repeat(times * 9) + one);
    fc.assert(
      fc.property(text, text, someText, someText, (summary, innovation, title, typed) => {
        // One sign that reads as several letters (½ is 1⁄2) is marked whole where one of them was typed.
        fc.pre(!/[½㎜ﬁ]/.test(summary + innovation + title));
        const { excerpt, highlights, texts, head } = found({ summary, innovation, title }, typed);
        expect(excerpt.length).toBeLessThanOrEqual(LONGEST);
        const letters = new Set(typedGroups(typed).flatMap(({ units }) => [...units.join('')]));
        for (const field of ['title', 'titleEn', 'excerpt'] as const) {
          let last = -1;
          for (const { start, end } of highlights.filter((mark) => mark.field === field)) {
            expect(start).toBeGreaterThan(last);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(texts[field].length);
            last = end;
            const marked = normalise(texts[field].slice(start, end)).text;
            const foreign = [...marked].filter(
              (letter) => /[\p{L}\p{N}]/u.test(letter) && !letters.has(letter),
            );
            expect(foreign).toEqual([]);
          }
        }
        if (letters.size === 0) expect(excerpt).toBe(head);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a search answer', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
    await publish(app, 'achievements', {
      title: '高反光Robot檢測',
      titleEn: 'Robot inspection',
      summary: long(300, '自动检测，ｒｏｂｏｔ', 80),
    });
    await publish(app, 'achievements', {
      title: '海带提取',
      summary: `&nbsp;海带&nbsp;检测${'甲'.repeat(200)}`,
    });
    await publish(app, 'achievements', { title: '无关题目', summary: long(200, '', 0), keywords: ['检测'] });
    await app.worker.drain();
  });
  afterAll(() => app.end());

  it.each(['检测', '檢測 robot', '海带', 'ROB', '检'])(
    'marks what was typed (%s) in its own title and excerpt',
    async (q) => {
      const answer = await app.as(null, 'GET', `/search?list=achievements&q=${encodeURIComponent(q)}`);
      const { items } = answer.json<{
        items: {
          title: string;
          titleEn: string;
          excerpt: string;
          highlights: { field: 'title' | 'titleEn' | 'excerpt'; start: number; end: number }[];
        }[];
      }>();
      expect(items.length).toBeGreaterThan(0);
      const wanted = typedGroups(q).flatMap(({ units }) => units);
      for (const item of items) {
        expect(item.highlights.length).toBeGreaterThan(0);
        for (const { field, start, end } of item.highlights) {
          const marked = normalise(item[field].slice(start, end)).text;
          // Places that touch are one mark.
          expect(wanted.reduce((rest, unit) => rest.replaceAll(unit, ''), marked)).toBe('');
        }
      }
    },
  );

  it('marks nothing when nothing was typed', async () => {
    const { items } = (await app.as(null, 'GET', '/search?list=achievements')).json<{
      items: { highlights: object[] }[];
    }>();
    expect(items.map(({ highlights }) => highlights)).toEqual([[], [], []]);
  });
});
