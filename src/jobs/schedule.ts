import type { Logger } from '../kernel/log.ts';

export interface Schedule {
  /** Runs `work` at the start and then every `everyMs` milliseconds. A failure is logged and does not stop the next run. */
  every(everyMs: number, name: string, work: () => unknown): void;
  start(): void;
  stop(): void;
}

/** Work that time brings about rather than a request. */
export function createSchedule({ log }: { log: Logger }): Schedule {
  const jobs: { everyMs: number; run: () => Promise<void> }[] = [];
  let timers: NodeJS.Timeout[] = [];
  return {
    every(everyMs, name, work) {
      const run = async () => {
        try {
          await work();
        } catch (error) {
          log.error({ err: error, job: name }, 'a scheduled job failed');
        }
      };
      jobs.push({ everyMs, run });
    },
    start() {
      for (const { everyMs, run } of jobs) {
        void run();
        timers.push(setInterval(() => void run(), everyMs).unref());
      }
    },
    stop() {
      for (const timer of timers) clearInterval(timer);
      timers = [];
    },
  };
}
