import { describe, expect, it } from 'vitest';
import { foundIn } from '../../src/web/lists/found-marks.ts';
import { segmentsOf } from '../../src/web/shared/segments.ts';
import { titleFieldOf, titleOf } from '../../src/web/shared/words.ts';

describe('what a search found', () => {
  const item = { title: '注塑件表面缺陷检测', titleEn: 'Defects of moulded parts', excerpt: '…表面缺陷漏检' };

  it('is marked in its own field only', () => {
    const highlights = [
      { field: 'title', start: 3, end: 5 },
      { field: 'excerpt', start: 1, end: 3 },
    ];
    expect(foundIn(highlights, 'excerpt')).toEqual([{ start: 1, end: 3, id: 'found' }]);
    expect(foundIn(highlights, 'titleEn')).toEqual([]);
  });

  it('reads as one mark where words touch or overlap, in whatever order they come', () => {
    const marks = foundIn(
      [
        { field: 'title', start: 5, end: 7 },
        { field: 'title', start: 3, end: 6 },
        { field: 'title', start: 7, end: 9 },
        { field: 'title', start: 0, end: 1 },
        { field: 'title', start: 2, end: 2 },
      ],
      'title',
    );
    expect(segmentsOf(item.title, marks).map(({ text, marks: [id] }) => [text, id])).toEqual([
      ['注', 'found'],
      ['塑件', undefined],
      ['表面缺陷检测', 'found'],
    ]);
  });

  it('leaves the highlights of the answer as they are', () => {
    const highlights = [
      { field: 'title', start: 3, end: 5 },
      { field: 'title', start: 0, end: 4 },
    ];
    foundIn(highlights, 'title');
    expect(highlights[0]).toEqual({ field: 'title', start: 3, end: 5 });
  });

  it('is looked for in the title that is shown', () => {
    expect(titleFieldOf(item, 'en')).toBe('titleEn');
    expect(titleFieldOf({ ...item, titleEn: '' }, 'en')).toBe('title');
    expect(titleOf(item, 'zh-CN')).toBe(item.title);
  });
});
