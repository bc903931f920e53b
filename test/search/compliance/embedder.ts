import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedder } from '../../../src/search/ports.ts';

export interface EmbedderAdapter {
  name: string;
  dimensions: number;
  /** What is put before a demand's text; empty when nothing is. */
  queryPrefix: string;
  open(): Promise<Embedder>;
}

const texts = [
  '铝合金压铸件表面划伤的机器视觉检测',
  '磷酸铁锂正极材料的低温性能',
  '海带多糖的低温提取方法',
  'SiC ceramic matrix composites',
  '定位精度±0.1mm，重复精度95%',
];

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((total, value, at) => total + value * b[at]!, 0);
}

/** Everything the port `Embedder` promises, for one adapter. */
export function describeEmbedder({ name, dimensions, queryPrefix, open }: EmbedderAdapter): void {
  describe(`embedder: ${name}`, () => {
    let embedder: Embedder;
    let vectors: Float32Array[];
    beforeAll(async () => {
      embedder = await open();
      vectors = await embedder.embed(texts, 'document');
    });
    afterAll(() => embedder.close());

    it('gives each text a vector of length 1 in the promised dimensions', async () => {
      const unusual = ['', ' ', '。', '😀', '\ud800', 'x'.repeat(3000), '反光金属表面缺陷'.repeat(375)];
      const all = [...vectors, ...(await embedder.embed(unusual, 'document'))];
      expect(all).toHaveLength(texts.length + unusual.length);
      for (const vector of all) {
        expect(vector).toBeInstanceOf(Float32Array);
        expect(vector.length).toBe(dimensions);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
      }
    });

    it('gives the same text the same vector every time, alone or among others', async () => {
      expect(await embedder.embed(texts, 'document')).toEqual(vectors);
      expect(await embedder.embed([texts[2]!], 'document')).toEqual([vectors[2]]);
      expect(await embedder.embed([texts[2]!, texts[2]!], 'document')).toEqual([vectors[2], vectors[2]]);
    });

    it('gives nothing for nothing', async () => {
      expect(await embedder.embed([], 'query')).toEqual([]);
    });

    it('keeps the order of texts and calls when many ask at once', async () => {
      const calls = texts.flatMap((text, at) => [
        embedder.embed([text, texts[0]!], 'document').then((answer) => ({ answer, at })),
        embedder.embed([texts[4]!], 'query').then(() => null),
      ]);
      for (const call of await Promise.all(calls)) {
        if (call !== null) expect(call.answer).toEqual([vectors[call.at], vectors[0]]);
      }
    });

    it('puts texts that speak of the same thing closer together', async () => {
      const [again] = await embedder.embed(['压铸件表面划伤用机器视觉自动检测'], 'document');
      const similarities = vectors.map((vector) => cosine(again!, vector));
      expect(similarities.indexOf(Math.max(...similarities))).toBe(0);
    });

    it('puts its prefix before demands only', async () => {
      const asQueries = await embedder.embed(texts, 'query');
      expect(asQueries).toEqual(
        await embedder.embed(
          texts.map((text) => queryPrefix + text),
          'document',
        ),
      );
      expect(await embedder.embed(texts, 'document')).toEqual(vectors);
      if (queryPrefix !== '')
        for (const [at, query] of asQueries.entries()) expect(query).not.toEqual(vectors[at]);
    });

    it('is ready and has no problem once it has worked', () => {
      expect(embedder.status()).toEqual({ ready: true, problem: null });
    });
  });
}
