import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src/kernel/errors.ts';
import type { Embedder } from '../../src/search/ports.ts';
import { hasRealModel, MODEL, MODEL_FILES, modelFolder, openRealModel } from './real-model.ts';

const WEIGHTS = 'onnx/model_quantized.onnx';
const texts = ['压铸件表面划伤', '磷酸铁锂正极', '海带多糖提取', 'SiC 陶瓷', '定位精度±0.1mm'];

async function failureOf(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(
    () => new Error('it worked'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw error;
  return error;
}

describe.skipIf(!hasRealModel)('the sentence model in its worker', () => {
  let folder: string;
  let expected: Float32Array[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'jiebang-model-'));
    const whole = openRealModel();
    expected = await whole.embed(texts, 'document');
    await whole.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const source = (file: string) => join(modelFolder, MODEL, file);
  const target = (file: string) => join(folder, MODEL, file);
  function give(file: string): void {
    mkdirSync(dirname(target(file)), { recursive: true });
    copyFileSync(source(file), target(file));
  }

  async function expectProblem(embedder: Embedder, text: string): Promise<AppError> {
    const error = await failureOf(embedder.embed(['压铸件'], 'query'));
    expect([error.code, error.text]).toEqual(['unavailable', text]);
    const { ready, problem } = embedder.status();
    expect([ready, problem?.text]).toEqual([false, text]);
    return error;
  }

  it('says which file is missing or broken, and works without a restart once it is whole', async () => {
    const embedder = openRealModel({ modelFolder: folder });
    expect(embedder.status()).toEqual({ ready: false, problem: null });
    const nothing = await expectProblem(embedder, 'error.modelMissing');
    expect(nothing.params).toEqual({ file: 'config.json', folder: join(folder, MODEL) });

    for (const file of MODEL_FILES) if (file !== WEIGHTS) give(file);
    const weightless = await expectProblem(embedder, 'error.modelMissing');
    expect(weightless.params.file).toBe(join(...WEIGHTS.split('/')));

    mkdirSync(dirname(target(WEIGHTS)), { recursive: true });
    writeFileSync(target(WEIGHTS), readFileSync(source(WEIGHTS)).subarray(0, 1_000_000));
    await expectProblem(embedder, 'error.modelBroken');
    await expectProblem(embedder, 'error.modelBroken');

    give(WEIGHTS);
    expect(await embedder.embed(texts, 'document')).toEqual(expected);
    expect(embedder.status()).toEqual({ ready: true, problem: null });
    await embedder.close();
  });

  it('fails every waiting call when the model is missing, and none is left hanging', async () => {
    const embedder = openRealModel({ modelFolder: join(folder, 'nowhere') });
    const failures = await Promise.all(
      texts.map((text) => failureOf(embedder.embed([text, text], 'document'))),
    );
    expect(failures.map(({ code }) => code)).toEqual(texts.map(() => 'unavailable'));
    await embedder.close();
  });

  it('answers what was asked before it is closed, and closes twice without complaint', async () => {
    const embedder = openRealModel();
    let answered: Float32Array[] = [];
    void embedder.embed(texts, 'document').then((vectors) => {
      answered = vectors;
    });
    await embedder.close();
    expect(answered).toEqual(expected);
    await embedder.close();
  });

  it('goes on answering while its worker is replaced', async () => {
    const embedder = openRealModel({ textsPerWorker: 2 });
    const [together, alone] = await Promise.all([
      embedder.embed(texts.slice(0, 3), 'document'),
      embedder.embed(texts.slice(3), 'document'),
    ]);
    expect([...together, ...alone]).toEqual(expected);
    await embedder.close();
  });
});
