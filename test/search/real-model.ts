import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { createTransformersEmbedder, type EmbedderOptions } from '../../src/search/transformers-embedder.ts';

export const MODEL = 'Xenova/bge-small-zh-v1.5';
export const MODEL_FILES = [
  'config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'onnx/model_quantized.onnx',
];
export const QUERY_PREFIX = '为这个句子生成表示以用于检索相关文章：';
export const modelFolder = fileURLToPath(new URL('../../data/models', import.meta.url));

/** False, and said aloud, where the checkout has no model files. */
export const hasRealModel = MODEL_FILES.every((file) => existsSync(join(modelFolder, MODEL, file)));
if (!hasRealModel)
  console.warn(`SKIPPED: no model in ${join(modelFolder, MODEL)}, so the real model is not tested`);

/** The sentence model as the service runs it. */
export function openRealModel(given: Partial<EmbedderOptions> = {}) {
  return createTransformersEmbedder({
    modelFolder,
    model: MODEL,
    dtype: 'q8',
    pooling: 'cls',
    threads: 2,
    queryPrefix: QUERY_PREFIX,
    textsPerWorker: 20_000,
    log: pino({ level: 'silent' }),
    ...given,
  });
}
