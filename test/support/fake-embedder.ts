import { AppError } from '../../src/kernel/errors.ts';
import { lexicalUnits, normalise } from '../../src/kernel/text.ts';
import type { Embedder } from '../../src/search/ports.ts';

export const FAKE_DIMENSIONS = 64;

/**
 * A stand-in for the sentence model where a test is not about meaning: a text's vector counts its lexical units in
 * 64 buckets, so texts that share words are close. `fail` takes the model away, `heal` gives it back.
 */
export function createFakeEmbedder(): Embedder & { fail(): void; heal(): void; texts: string[] } {
  let broken = false;
  const texts: string[] = [];
  return {
    model: 'fake',
    dtype: 'fp32',
    texts,
    fail: () => {
      broken = true;
    },
    heal: () => {
      broken = false;
    },
    async embed(given) {
      const problem = { file: 'model.onnx', folder: 'data/models/fake' };
      if (broken) throw new AppError('unavailable', 'error.modelMissing', { params: problem });
      texts.push(...given);
      return given.map(vectorOf);
    },
    status: () => ({
      ready: !broken,
      problem: broken ? { text: 'error.modelMissing', params: { file: 'model.onnx', folder: 'fake' } } : null,
    }),
    close: async () => undefined,
  };
}

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(FAKE_DIMENSIONS).fill(0.01);
  for (const unit of lexicalUnits(normalise(text).text)) {
    let bucket = 7;
    for (const character of unit.text)
      bucket = (bucket * 31 + (character.codePointAt(0) ?? 0)) % FAKE_DIMENSIONS;
    vector[bucket]! += 1;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
