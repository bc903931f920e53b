import { setImmediate as turn } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { AppError } from '../../kernel/errors.ts';
import { startThread } from '../../kernel/thread.ts';
import type { Lesson } from '../../matching/learning/learn.ts';
import type { Label } from '../../matching/learning/recipes.ts';
import type { LearningMessage, LearningSetup } from './learning-worker.ts';
import type { MadeWith } from './stored-lesson.ts';

/** Labels handed over before requests get their turn: a few milliseconds. */
const AT_ONCE = 500;

export interface Learner {
  /** `teach` in a thread of its own. Throws what went wrong there, and `unavailable` once closed. */
  learn(labels: readonly Label[], question: MadeWith & { name: string }): Promise<Lesson>;
  /** Gives up what is under way. */
  close(): Promise<void>;
}

/** Fits models off the thread that answers requests; one thread for each lesson, which ends with it. */
export function createLearner(setup: LearningSetup): Learner {
  const running = new Set<Worker>();
  let closed = false;

  function lessonOf(thread: Worker): Promise<Lesson> {
    return new Promise((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
      thread.once('exit', () =>
        reject(
          closed
            ? new AppError('unavailable', 'error.unavailable')
            : new Error('the learning thread ended without a lesson'),
        ),
      );
    });
  }

  async function handOver(thread: Worker, labels: readonly Label[]): Promise<void> {
    const send = (message: LearningMessage) => thread.postMessage(message);
    for (let from = 0; from < labels.length; from += AT_ONCE) {
      send({ kind: 'labels', labels: labels.slice(from, from + AT_ONCE) });
      await turn();
    }
  }

  return {
    async learn(labels, question) {
      if (closed) throw new AppError('unavailable', 'error.unavailable');
      const thread = startThread('learning-worker', import.meta.url, setup);
      running.add(thread);
      try {
        const handed = handOver(thread, labels).then(() => {
          const last: LearningMessage = { kind: 'learn', question };
          thread.postMessage(last);
        });
        const [lesson] = await Promise.all([lessonOf(thread), handed]);
        return lesson;
      } finally {
        running.delete(thread);
        await thread.terminate();
      }
    },

    async close() {
      closed = true;
      await Promise.all([...running].map((thread) => thread.terminate()));
    },
  };
}
