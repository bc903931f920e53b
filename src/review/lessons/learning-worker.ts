import { parentPort, workerData } from 'node:worker_threads';
import { readFrozenSet } from '../../matching/learning/frozen.ts';
import type { Label } from '../../matching/learning/recipes.ts';
import type { MadeWith } from './stored-lesson.ts';
import { teach } from './teach.ts';

/** What the owner of the thread passes in, once. */
export interface LearningSetup {
  frozenFile: string;
}

/** Labels come in parts, so that handing them over never holds up requests; the question comes last. */
export type LearningMessage =
  | { kind: 'labels'; labels: Label[] }
  | { kind: 'learn'; question: MadeWith & { name: string } };

// A thread is its own small program: this file is its main, and runs on import. What it throws, its owner hears.
const { frozenFile } = workerData as LearningSetup;
const port = parentPort;
if (port === null) throw new Error('learning-worker.ts runs as a worker thread only');

const known: Label[] = [];
port.on('message', (message: LearningMessage) => {
  if (message.kind === 'labels') known.push(...message.labels);
  else port.postMessage(teach(known, readFrozenSet(frozenFile), message.question));
});
