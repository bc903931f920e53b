import { parentPort, workerData } from 'node:worker_threads';
import { env, pipeline } from '@xenova/transformers';

/** What the owner of the worker passes in, once. */
export interface WorkerSetup {
  modelFolder: string;
  model: string;
  dtype: 'fp32' | 'fp16' | 'q8' | 'q4';
  pooling: 'cls' | 'mean';
  threads: number;
}

type WorkerRequest = { id: number; text: string };
export type WorkerAnswer =
  | { kind: 'ready' }
  | { kind: 'broken'; reason: string }
  | { kind: 'vector'; id: number; vector: Float32Array }
  | { kind: 'failed'; id: number; reason: string };

// A worker thread is its own small program: this file is its main, and runs on import.
const setup = workerData as WorkerSetup;
const port = parentPort;
if (port === null) throw new Error('embedding-worker.ts runs as a worker thread only');
const answer = (message: WorkerAnswer, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

// Confidential texts stay here: nothing is ever downloaded, whatever the model is called.
env.allowRemoteModels = false;
env.localModelPath = setup.modelFolder;

try {
  const extract = await pipeline('feature-extraction', setup.model, {
    dtype: setup.dtype,
    session_options: { intraOpNumThreads: setup.threads, interOpNumThreads: 1 },
  });
  port.on('message', async ({ id, text }: WorkerRequest) => {
    try {
      // One text per call: batches pad to the longest text and are slower on a CPU.
      const output = await extract(text, { pooling: setup.pooling, normalize: true });
      const vector = Float32Array.from(output.data as Float32Array);
      answer({ kind: 'vector', id, vector }, [vector.buffer]);
    } catch (error) {
      answer({ kind: 'failed', id, reason: String(error) });
    }
  });
  answer({ kind: 'ready' });
} catch (error) {
  answer({ kind: 'broken', reason: String(error) });
}
