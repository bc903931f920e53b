import { describe, expect, it } from 'vitest';
import type { CandidateRequest } from '../../../src/search/engine-port.ts';
import { unitVector } from './scoring-entries.ts';
import type { EngineUnderTest } from './search-engine.ts';

/** Candidates are what the scorer gets to see: published entries that share a term, and only what a reader may read. */
export function describeCandidates({ engine, put }: EngineUnderTest): void {
  const ask = async (request: Partial<CandidateRequest>) =>
    (
      await engine().candidates({ list: 'achievements', reader: 'all', terms: [], vectors: [], ...request })
    ).sort();

  describe('candidates', () => {
    it('are the entries that hold any of the terms, in title or body', async () => {
      await put(
        { id: 'title', title: '铝合金压铸' },
        { id: 'body', body: '用于机器视觉检测' },
        { id: 'latin', title: 'SiC 陶瓷' },
        { id: 'neither', title: '海带多糖' },
      );
      expect(await ask({ terms: ['压铸', '视觉', 'sic'] })).toEqual(['body', 'latin', 'title']);
      expect(await ask({ terms: ['压铸'] })).toEqual(['title']);
      expect(await ask({ terms: ['没有'] })).toEqual([]);
      expect(await ask({})).toEqual([]);
    });

    it('hold a term as a whole word, never as a beginning', async () => {
      await put({ id: 'longer', title: 'photoluminescence' }, { id: 'whole', title: 'photo' });
      expect(await ask({ terms: ['photo'] })).toEqual(['whole']);
    });

    it('are published and of the one list', async () => {
      await put(
        { id: 'draft', title: '铝合金压铸', state: 'draft' },
        { id: 'demand', title: '铝合金压铸', list: 'demands' },
        { id: 'published', title: '铝合金压铸' },
      );
      expect(await ask({ terms: ['压铸'] })).toEqual(['published']);
      expect(await ask({ terms: ['压铸'], list: 'demands' })).toEqual(['demand']);
    });

    it('are chosen by what the reader may read', async () => {
      const others = { title: '某类工艺', body: '', amount: null, region: '', vectors: [] };
      await put(
        { id: 'open', title: '铝合金压铸' },
        { id: 'hidden', title: '铝合金压铸', open: false, organisationId: 'keeper' },
        { id: 'masked', title: '铝合金压铸', others, organisationId: 'keeper' },
      );
      const terms = ['压铸'];
      expect(await ask({ terms, reader: { organisationIds: [], pledged: [] } })).toEqual(['open']);
      expect(await ask({ terms, reader: { organisationIds: ['rival'], pledged: [] } })).toEqual(['open']);
      expect(await ask({ terms, reader: { organisationIds: ['keeper'], pledged: [] } })).toEqual([
        'hidden',
        'masked',
        'open',
      ]);
      expect(await ask({ terms })).toEqual(['hidden', 'masked', 'open']);
    });

    it('are chosen by the masked text for others, and by a pledge for those let in', async () => {
      const others = { title: '某类工艺', body: '', amount: null, region: '', vectors: [] };
      await put(
        { id: 'masked', title: '铝合金压铸', others, organisationId: 'keeper' },
        { id: 'targeted', title: '铝合金压铸', open: false, organisationId: 'keeper' },
      );
      const visitor = { organisationIds: [], pledged: [] };
      expect(await ask({ terms: ['工艺'], reader: visitor })).toEqual(['masked']);
      expect(await ask({ terms: ['工艺'] })).toEqual([]);
      const pledged = { organisationIds: ['rival'], pledged: ['targeted'] };
      expect(await ask({ terms: ['压铸'], reader: pledged })).toEqual(['targeted']);
      expect(await ask({ terms: ['工艺', '压铸'], reader: pledged })).toEqual(['masked', 'targeted']);
    });

    it('are near by the vectors of the text the reader reads, where an engine looks for vectors at all', async () => {
      const full = unitVector(1);
      const masked = unitVector(0, 1);
      const others = { title: '某类工艺', body: '', amount: null, region: '', vectors: [masked] };
      const secret = { id: 'masked', title: '铝合金压铸', vectors: [full], others, organisationId: 'keeper' };
      // So many lie near both that a copy is among the nearest only where it is nearer still.
      const near = Array.from({ length: 305 }, (_, at) => ({
        id: `near${at}`,
        title: '海带',
        vectors: [unitVector(1, 0, 0.1), unitVector(0, 1, 0.1)],
      }));
      await put(secret, ...near);
      const visitor = { organisationIds: [], pledged: [] };
      const looksAtVectors = (await ask({ vectors: [full] })).length > 0;
      const finds = async (vector: Float32Array, reader: CandidateRequest['reader']) =>
        (await ask({ vectors: [vector], reader })).includes('masked');
      expect([await finds(full, 'all'), await finds(masked, visitor)]).toEqual([
        looksAtVectors,
        looksAtVectors,
      ]);
      expect([await finds(masked, 'all'), await finds(full, visitor)]).toEqual([false, false]);
    });
  });
}
