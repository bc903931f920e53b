import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSchedule } from '../../src/jobs/schedule.ts';
import { createTestLog } from './test-log.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

it('runs each job at the start and then at its own pace', () => {
  const schedule = createSchedule(createTestLog());
  const done: string[] = [];
  schedule.every(1000, 'fast', () => done.push('fast'));
  schedule.every(2500, 'slow', () => done.push('slow'));
  vi.advanceTimersByTime(10_000);
  expect(done).toEqual([]);
  schedule.start();
  expect(done).toEqual(['fast', 'slow']);
  vi.advanceTimersByTime(3000);
  expect(done).toEqual(['fast', 'slow', 'fast', 'fast', 'slow', 'fast']);
  schedule.stop();
});

it('runs nothing any more once it is stopped', () => {
  const schedule = createSchedule(createTestLog());
  let runs = 0;
  schedule.every(1000, 'job', () => {
    runs += 1;
  });
  schedule.start();
  schedule.stop();
  vi.advanceTimersByTime(10_000);
  expect(runs).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});

it('goes on after a failure, tells it, and does not let it touch the other jobs', () => {
  const { log, lines } = createTestLog();
  const schedule = createSchedule({ log });
  const done: string[] = [];
  schedule.every(1000, 'catalog.lapse', () => {
    done.push('lapse');
    if (done.length < 4) throw new Error('the disk is full');
  });
  schedule.every(1000, 'other', () => done.push('other'));
  schedule.start();
  vi.advanceTimersByTime(2000);
  schedule.stop();
  expect(done).toEqual(['lapse', 'other', 'lapse', 'other', 'lapse', 'other']);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatchObject({ level: 50, job: 'catalog.lapse', err: { message: 'the disk is full' } });
});

it('tells a failure that comes later, too, instead of ending the process over it', async () => {
  const { log, lines } = createTestLog();
  const schedule = createSchedule({ log });
  const failure = Promise.reject(new Error('the disk is full'));
  // Only so that this test run survives a schedule that does not look at its jobs' promises.
  failure.catch(() => undefined);
  schedule.every(1000, 'backup', () => failure);
  schedule.start();
  await new Promise((resolve) => setImmediate(resolve));
  schedule.stop();
  expect(lines).toMatchObject([{ level: 50, job: 'backup', err: { message: 'the disk is full' } }]);
});
