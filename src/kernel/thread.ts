import { Worker } from 'node:worker_threads';

/**
 * Starts the file `name` beside the caller (`from` = its import.meta.url) in a thread of its own, built or not. What it
 * is given it finds as `workerData`.
 */
export function startThread(name: string, from: string, workerData: unknown): Worker {
  if (!from.endsWith('.ts')) return new Worker(new URL(`./${name}.js`, from), { workerData });
  // Threads do not inherit the TypeScript loader of development and tests, so this one loads it itself.
  const entry = JSON.stringify(new URL(`./${name}.ts`, from).href);
  const code = `import('tsx/esm/api').then((tsx) => tsx.tsImport(${entry}, ${JSON.stringify(from)}))`;
  return new Worker(code, { eval: true, workerData });
}
