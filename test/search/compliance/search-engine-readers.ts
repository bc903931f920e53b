import { describe, expect, it } from 'vitest';
import type { EngineUnderTest } from './search-engine.ts';

const masked = { title: '某类合金铸造', body: '参数已隐去' };

/** A masked entry is found in full by its own readers, by its masked text only by everybody else. */
export function describeReaders({ engine, put, search, find }: EngineUnderTest): void {
  const visitor = { reader: { organisationIds: [] } };
  const owner = { reader: { organisationIds: ['keeper'] } };
  const stranger = { reader: { organisationIds: ['rival'] } };
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
  });
}
