import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { AppError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/log.ts';
import { startThread } from '../kernel/thread.ts';
import type { WorkerAnswer, WorkerSetup } from './embedding-worker.ts';
import type { Embedder, EmbedderStatus, EmbeddingRole } from './ports.ts';

export interface EmbedderOptions extends WorkerSetup {
  /** Put before a demand's text only, as the model's authors prescribe. */
  queryPrefix: string;
  /** The worker is replaced after so many texts: ONNX Runtime's memory is reported to grow. */
  textsPerWorker: number;
}

type Pending = { resolve(vector: Float32Array): void; reject(error: unknown): void };

/** The sentence model in one worker thread, so that the HTTP thread stays free while it computes. */
export function createTransformersEmbedder(options: EmbedderOptions & { log: Logger }): Embedder {
  const { log, queryPrefix, textsPerWorker, ...setup } = options;
  const folder = join(setup.modelFolder, setup.model);
  const pending = new Map<number, Pending>();
  /** Workers whose end is no news: they were stopped, or their failure was already told. */
  const retired = new WeakSet<Worker>();
  let current: Promise<Worker> | null = null;
  let problem: EmbedderStatus['problem'] = null;
  let ready = false;
  let nextId = 1;
  let embedded = 0;
  // Texts queue here, so a worker is only replaced between two of them.
  let queue: Promise<unknown> = Promise.resolve();

  function unavailable(text: 'error.modelMissing' | 'error.modelBroken', params: Record<string, string>) {
    problem = { text, params };
    ready = false;
    current = null;
    return new AppError('unavailable', text, { params });
  }

  function start(): Promise<Worker> {
    const missing = ['config.json', 'tokenizer.json', weightsFile(setup.dtype)].find(
      (file) => !existsSync(join(folder, file)),
    );
    // Thrown, not a rejected promise: that would be remembered as the worker to use.
    if (missing !== undefined) throw unavailable('error.modelMissing', { file: missing, folder });
    return new Promise((resolve, reject) => {
      const worker = startThread('embedding-worker', import.meta.url, setup);
      const fail = (reason: unknown) => {
        if (retired.has(worker)) return;
        retired.add(worker);
        log.warn({ reason: String(reason), model: setup.model }, 'the embedding model stopped');
        const error = unavailable('error.modelBroken', { folder });
        reject(error);
        for (const waiting of pending.values()) waiting.reject(error);
        pending.clear();
        void worker.terminate();
      };
      worker.on('message', (message: WorkerAnswer) => {
        if (message.kind === 'ready') {
          problem = null;
          ready = true;
          resolve(worker);
        } else if (message.kind === 'broken') fail(message.reason);
        else settle(message);
      });
      worker.on('error', fail);
      worker.on('exit', fail);
    });
  }

  function settle(message: Extract<WorkerAnswer, { id: number }>): void {
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if (message.kind === 'vector') waiting?.resolve(message.vector);
    else waiting?.reject(new AppError('internal', 'error.internal', { cause: message.reason }));
  }

  async function embedOne(text: string): Promise<Float32Array> {
    if (embedded >= textsPerWorker) await stop();
    current ??= start();
    const worker = await current;
    embedded += 1;
    const id = nextId++;
    return new Promise((resolve, reject) => {
      pending.set(id, { resolve, reject });
      worker.postMessage({ id, text });
    });
  }

  async function stop(): Promise<void> {
    const stopping = current;
    current = null;
    embedded = 0;
    const worker = await stopping?.catch(() => undefined);
    if (worker === undefined) return;
    retired.add(worker);
    await worker.terminate();
  }

  return {
    model: setup.model,
    dtype: setup.dtype,
    embed(texts: string[], role: EmbeddingRole) {
      const prefix = role === 'query' ? queryPrefix : '';
      const run = async () => {
        const vectors: Float32Array[] = [];
        for (const text of texts) vectors.push(await embedOne(prefix + text));
        return vectors;
      };
      const result = queue.then(run);
      queue = result.catch(() => undefined);
      return result;
    },
    status: () => ({ ready, problem }),
    close: () => queue.then(stop),
  };
}

function weightsFile(dtype: WorkerSetup['dtype']): string {
  const suffix = { fp32: '', fp16: '_fp16', q8: '_quantized', q4: '_q4' }[dtype];
  return join('onnx', `model${suffix}.onnx`);
}
