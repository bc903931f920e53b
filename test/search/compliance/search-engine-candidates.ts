import { describe, expect, it } from 'vitest';
import type { CandidateRequest } from '../../../src/search/engine-port.ts';
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
      const others = { title: '某类工艺', body: '' };
      await put(
        { id: 'open', title: '铝合金压铸' },
        { id: 'hidden', title: '铝合金压铸', open: false, organisationId: 'keeper' },
        { id: 'masked', title: '铝合金压铸', others, organisationId: 'keeper' },
      );
      const terms = ['压铸'];
      expect(await ask({ terms, reader: { organisationIds: [] } })).toEqual(['open']);
      expect(await ask({ terms, reader: { organisationIds: ['rival'] } })).toEqual(['open']);
      expect(await ask({ terms, reader: { organisationIds: ['keeper'] } })).toEqual([
        'hidden',
        'masked',
        'open',
      ]);
      expect(await ask({ terms })).toEqual(['hidden', 'masked', 'open']);
    });
  });
}
