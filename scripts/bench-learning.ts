// `npm run bench:learning -- [--decisions 10000]`: how long a night's learning takes, and for how long at most it keeps
// requests waiting. Decisions are generated from the frozen set; reading, fitting and keeping are the service's own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { migrate } from '../src/db/migrate.ts';
import { openDatabase } from '../src/db/open.ts';
import { service } from '../src/identity/model.ts';
import { createSchedule } from '../src/jobs/schedule.ts';
import { createWorker } from '../src/jobs/worker.ts';
import { systemClock as clock } from '../src/kernel/clock.ts';
import { frozenLabels, readFrozenSet } from '../src/matching/learning/frozen.ts';
import { createActiveModel } from '../src/review/lessons/active.ts';
import { createLessons } from '../src/review/lessons/start.ts';
import { honest, seedDecisions } from './decided-matches.ts';

const { values } = parseArgs({ options: { decisions: { type: 'string', default: '10000' } } });
const count = Number(values.decisions);
if (!Number.isInteger(count) || count < 1) throw new Error('--decisions must be a whole number above 0');

const frozenFile = 'data/learning/frozen.jsonl';
const frozen = readFrozenSet(frozenFile);
const now = { model: frozen.model, dtype: frozen.dtype };
const folder = mkdtempSync(join(tmpdir(), 'jiebang-bench-'));
const db = openDatabase(join(folder, 'jiebang.sqlite'));
migrate(db, { folder: 'src/db/migrations', backupFolder: null });
seedDecisions(db, { pairs: frozenLabels(frozen), count, operator: honest(), madeWith: now });

const log = pino({ level: 'warn' }, pino.destination(2));
const worker = createWorker({ db, clock, log });
const active = createActiveModel({ db, now });
const parts = { active, frozenFile, hour: 0, worker, schedule: createSchedule({ log }) };
const lessons = createLessons({ db, clock, log, now, ...parts, request: () => undefined });
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const begin = performance.now();
lessons.service.learnNow(service);
await worker.drain();
const tookMs = performance.now() - begin;
delay.disable();
const { lessons: kept } = await lessons.service.overview(service, { limit: 1 });
const [lesson] = kept.items;
const report = {
  decisions: count,
  tookMs: Math.round(tookMs),
  longestPauseMs: Math.round(delay.max / 1e6),
  activated: lesson?.isActive ?? false,
  refusals: lesson?.lesson.refusals ?? [],
  gain: lesson?.lesson.heldOut?.gain.mean ?? null,
};
process.stdout.write(`${JSON.stringify(report)}\n`);
await worker.stop();
await lessons.close();
db.$client.close();
rmSync(folder, { recursive: true, force: true });
