import { describe, expect, it } from 'vitest';
import type { EngineUnderTest } from './search-engine.ts';

const masked = { title: '某类合金铸造', body: '参数已隐去', amount: null, region: '', vectors: [] };

/** A masked entry is found in full by its own readers, by its masked text only by everybody else. */
export function describeReaders({ engine, put, search, find }: EngineUnderTest): void {
  const visitor = { reader: { organisationIds: [], pledged: [] } };
  const owner = { reader: { organisationIds: ['keeper'], pledged: [] } };
  const stranger = { reader: { organisationIds: ['rival'], pledged: [] } };
  const readers = { visitor, owner, stranger, operator: { reader: 'all' as const } };

  const putMasked = () =>
    put(
      {
        id: 'secret',
        title: '高温合金叶片铸造',
        body: '温度 1180 度',
        organisationId: 'keeper',
        others: masked,
      },
      { id: 'public', title: '海带多糖低温提取' },
    );

  describe('a text that others read masked', () => {
    it('is found in full by its own organisation and by operators only', async () => {
      await putMasked();
      expect(await find('叶片', owner)).toEqual(['secret']);
      expect(await find('叶片', readers.operator)).toEqual(['secret']);
      for (const reader of [visitor, stranger]) {
        expect(await find('叶片', reader)).toEqual([]);
        expect((await search({ ...reader, text: '1180' })).total).toBe(0);
      }
    });

    it('is found by its masked words by everybody else only', async () => {
      await putMasked();
      expect(await find('某类', visitor)).toEqual(['secret']);
      expect(await find('某类', stranger)).toEqual(['secret']);
      expect(await find('某类', owner)).toEqual([]);
      expect(await find('某类', readers.operator)).toEqual([]);
    });

    it.each(Object.entries(readers))('counts once for the %s', async (_name, reader) => {
      await putMasked();
      const { hits, total, facets } = await search({ ...reader, text: '' });
      expect([...hits].sort()).toEqual(['public', 'secret']);
      expect(total).toBe(2);
      expect(facets.state).toEqual([{ value: 'published', count: 2 }]);
      expect((await search({ ...reader, text: '铸造' })).total).toBe(1);
      expect(await engine().count('achievements')).toBe(2);
    });

    it('counts for others in the facets of the region they may read, and is filtered by it', async () => {
      const others = { ...masked, region: '＊＊＊工业园' };
      await put({ id: 'secret', title: '铸造', region: '某某工业园', organisationId: 'keeper', others });
      for (const reader of [visitor, stranger]) {
        expect((await search({ ...reader })).facets.region).toEqual([{ value: '＊＊＊工业园', count: 1 }]);
        expect(await find('', { ...reader, filters: { region: ['某某工业园'] } })).toEqual([]);
      }
      expect((await search({ ...owner })).facets.region).toEqual([{ value: '某某工业园', count: 1 }]);
      expect(await find('', { ...owner, filters: { region: ['某某工业园'] } })).toEqual(['secret']);
    });

    it('leaves nothing of its other copy once it is opened, hidden or removed', async () => {
      await putMasked();
      await put({ id: 'secret', title: '高温合金叶片铸造', organisationId: 'keeper', version: 2 });
      expect(await find('叶片', visitor)).toEqual(['secret']);
      expect(await find('某类', visitor)).toEqual([]);
      await putMasked();
      await put({ id: 'secret', title: '高温合金叶片铸造', organisationId: 'keeper', open: false });
      expect(await find('铸造', visitor)).toEqual([]);
      expect(await find('铸造', owner)).toEqual(['secret']);
      await putMasked();
      await engine().remove(['secret']);
      for (const reader of Object.values(readers)) expect(await find('铸造', reader)).toEqual([]);
      expect(await engine().count('achievements')).toBe(1);
    });

    it('is sorted by the amount others may read, as if a masked one were not there', async () => {
      const priced = { organisationId: 'keeper', amount: 900 };
      await put(
        { id: 'hidden-price', title: '合金铸造', ...priced, others: { ...masked, amount: null } },
        { id: 'shown-price', title: '合金铸造', ...priced, others: { ...masked, amount: 50 } },
        { id: 'cheap', title: '合金铸造', amount: 10 },
        { id: 'free', title: '合金铸造' },
      );
      const byAmount = async (reader: object, text = '') => find(text, { ...reader, sort: 'amount' });
      for (const text of ['', '铸造']) {
        for (const reader of [visitor, stranger]) {
          const ids = await byAmount(reader, text);
          expect(ids.slice(0, 2)).toEqual(['shown-price', 'cheap']);
          expect(ids.slice(2).sort()).toEqual(['free', 'hidden-price']);
        }
        expect((await byAmount(owner, text)).slice(0, 2).sort()).toEqual(['hidden-price', 'shown-price']);
        expect((await byAmount(readers.operator, text)).slice(2)).toEqual(['cheap', 'free']);
      }
    });
  });

  describe('the order of what a reader finds', () => {
    /** Two drafts alike but for a word: the one a rival guesses, and one that nobody else uses. */
    const drafts = (guessed: string, unused: string) => [
      { id: 'draft-a', title: `${guessed}催化`, organisationId: 'rival', state: 'draft', open: false },
      { id: 'draft-b', title: `${unused}催化`, organisationId: 'rival', state: 'draft', open: false },
    ];
    const asked = { ...stranger, text: '镓钪 铼锇', filters: { state: ['draft', 'published'] } };

    it.each(['relevance', 'published'] as const)(
      'does not tell a word of hidden texts (%s)',
      async (sort) => {
        await put(...drafts('镓钪', '铼锇'));
        const alone = await find('镓钪 铼锇', { ...asked, sort });
        expect(alone).toHaveLength(2);
        for (const [at, title] of ['镓钪合金', '铼锇合金', '镓钪镓钪', '铼锇铼锇'].entries()) {
          await put({ id: `hidden-${at}`, title, body: title, organisationId: 'keeper', open: false });
          await put({ id: `masked-${at}`, title, body: title, organisationId: 'keeper', others: masked });
          expect(await find('镓钪 铼锇', { ...asked, sort })).toEqual(alone);
        }
      },
    );

    it('does not tell a word of hidden texts by which candidates come first', async () => {
      const published = drafts('镓钪', '铼锇').map((draft) => ({ ...draft, state: 'published' }));
      await put(...published);
      const question = { list: 'achievements', ...stranger, terms: ['镓钪', '铼锇'], vectors: [] };
      const alone = await engine().candidates(question);
      expect([...alone].sort()).toEqual(['draft-a', 'draft-b']);
      for (const [at, title] of ['镓钪合金', '铼锇合金', '铼锇铼锇'].entries()) {
        await put({ id: `hidden-${at}`, title, organisationId: 'keeper', open: false });
        expect(await engine().candidates(question)).toEqual(alone);
      }
    });

    it('puts what holds the rarer word first, and a word in the title before one in the text', async () => {
      await put(
        { id: 'common', title: '催化' },
        { id: 'rare', title: '镓钪' },
        { id: 'other', title: '催化' },
        { id: 'third', title: '催化' },
        { id: 'body', title: '其他', body: '镓钪' },
      );
      const found = await find('镓钪', stranger);
      expect(found).toEqual(['rare', 'body']);
      const { engine: name } = await search({ ...stranger, text: '催化 镓钪' });
      const ranked = await find('催化 镓钪', stranger);
      expect(ranked).toHaveLength(5);
      if (name === 'embedded') expect(ranked[0]).toBe('rare');
    });
  });

  describe('what was opened to a reader after a pledge', () => {
    const pledged = { reader: { organisationIds: ['rival'], pledged: ['promised'] } };
    const putTargeted = () =>
      put(
        {
          id: 'promised',
          title: '叶片铸造',
          body: '定向',
          region: '崂山区',
          organisationId: 'keeper',
          open: false,
        },
        {
          id: 'unpromised',
          title: '叶片铸造',
          body: '定向',
          region: '黄岛区',
          organisationId: 'keeper',
          open: false,
        },
        { id: 'public', title: '叶片检测' },
      );

    it('is found in full, and only that, with its counts', async () => {
      await putTargeted();
      expect((await find('叶片', pledged)).sort()).toEqual(['promised', 'public']);
      for (const text of ['', '叶片']) {
        const { total, facets } = await search({ ...pledged, text });
        expect(total).toBe(2);
        expect(facets.region).toEqual([{ value: '崂山区', count: 1 }]);
      }
      expect(await find('叶片', stranger)).toEqual(['public']);
      expect(await find('叶片', visitor)).toEqual(['public']);
    });

    it('is no longer found once the promise counts no more', async () => {
      await putTargeted();
      const ended = { reader: { organisationIds: ['rival'], pledged: [] } };
      expect(await find('叶片', ended)).toEqual(['public']);
      expect((await search({ ...ended, text: '' })).total).toBe(1);
    });

    it('is opened by the name of the entry alone: no other reader’s and no organisation’s', async () => {
      await putTargeted();
      const odd = {
        reader: { organisationIds: ['promised'], pledged: ['keeper', 'nothing', '" OR copy = full OR "'] },
      };
      expect(await find('叶片', odd)).toEqual(['public']);
    });

    it('is found by its full text only where it is masked for others', async () => {
      await putMasked();
      const opened = { reader: { organisationIds: [], pledged: ['secret'] } };
      expect(await find('叶片', opened)).toEqual(['secret']);
      expect(await find('某类', opened)).toEqual([]);
      expect((await search({ ...opened, text: '' })).total).toBe(2);
    });

    it('can be very many', async () => {
      await putTargeted();
      const many = Array.from({ length: 500 }, (_, at) => `other${at}`);
      const reader = { organisationIds: ['rival'], pledged: [...many, 'promised'] };
      expect((await find('叶片', { reader })).sort()).toEqual(['promised', 'public']);
    });
  });
}
