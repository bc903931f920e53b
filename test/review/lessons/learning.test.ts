import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { honest, type Operator } from '../../../scripts/decided-matches.ts';
import { outbox } from '../../../src/jobs/outbox.ts';
import { judge } from '../../../src/matching/learning/evaluate.ts';
import { measure } from '../../../src/matching/learning/measures.ts';
import { defaultModel } from '../../../src/matching/learning/model.ts';
import { createActiveModel } from '../../../src/review/lessons/active.ts';
import { people } from '../../identity/people.ts';
import { createLessonBench, pairs } from './lesson-bench.ts';

const { admin } = people;

describe('decisions of an honest operator', () => {
  it('lead to a model in use, with a lesson that says what it gained, and a line in the log', async () => {
    const bench = createLessonBench();
    bench.seed(300, honest());
    const { name, lesson, isActive, model } = await bench.learn();
    expect([name, isActive, lesson.refusals]).toEqual(['learned-2026-03-02-1', true, []]);
    const heldOut = lesson.heldOut!;
    expect(heldOut.gain.mean).toBeGreaterThan(0.02);
    expect(heldOut.gain.low).toBeGreaterThan(0);
    expect(heldOut.candidate.logLoss).toBeLessThan(heldOut.default.logLoss);
    expect(heldOut.candidate.ece).toBeLessThan(heldOut.default.ece);
    expect(heldOut.candidate.reliability).toHaveLength(10);
    expect(heldOut.chains.map(({ chain, labels }) => [chain, labels])).toEqual([
      [null, 200],
      ['smart-manufacturing', 100],
    ]);
    expect(lesson.labels.all).toBe(300);
    expect(bench.active.current()).toEqual(model);
    expect(bench.active.current().name).toBe(name);
    expect(bench.logged()).toEqual([
      { actor_id: null, action: 'scores.activate', subject_id: name, facts: '{"automatic":true}' },
    ]);
    const { active } = await bench.overview();
    expect(active).toMatchObject({ name, automatic: true, by: null, held: false, version: 2 });
  });

  it('never hold up requests while they are learned from', async () => {
    const bench = createLessonBench();
    bench.seed(4000, honest());
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const { lesson } = await bench.learn();
    delay.disable();
    expect(lesson.labels.all).toBe(4000);
    // On this thread the fit would hold up everybody for a second; a busy machine holds them up a little anyway.
    expect(delay.max / 1e6).toBeLessThan(300);
  });
});

describe('a careless or hostile operator', () => {
  const operators: Record<string, Operator> = {
    'always accepts': () => true,
    'always rejects': () => false,
    'tosses a coin': (_, random) => random() < 0.5,
    'accepts what is far': ({ features: { values } }) => values.keyword + (values.semantic ?? 0) < 0.6,
  };
  it.each(Object.entries(operators))('who %s brings no model into use', async (_, operator) => {
    const bench = createLessonBench();
    bench.seed(300, operator);
    const { lesson, model, isActive, can } = await bench.learn();
    expect(lesson.refusals.length).toBeGreaterThan(0);
    expect([model, isActive, can, bench.logged()]).toEqual([null, false, [], []]);
    expect(bench.active.current()).toEqual(defaultModel);
  });

  it('cannot make the service rank the frozen set worse, whatever comes into use', async () => {
    const before = measure(judge(pairs, defaultModel));
    for (const share of [0.3, 0.6]) {
      const bench = createLessonBench();
      bench.seed(400, (pair, random) => (random() < share ? random() < 0.5 : honest()(pair, random)));
      await bench.learn();
      expect(measure(judge(pairs, bench.active.current())).ndcg10).toBeGreaterThanOrEqual(
        before.ndcg10 - 1e-6,
      );
    }
  });
});

describe('at night', () => {
  it('nothing is kept below 30 labels; asked for, the lesson says how many are missing', async () => {
    const bench = createLessonBench();
    bench.seed(29, honest());
    expect(await bench.look()).toBe(0);
    expect(await bench.overview()).toMatchObject({ labels: { all: 29, needed: 30 }, learning: false });
    const { lesson, model } = await bench.learn();
    expect([lesson.refusals, lesson.labels.all, lesson.heldOut, model]).toEqual([
      ['too_few_labels'],
      29,
      null,
      null,
    ]);
  });

  it('is learned once a day from the hour on, and never twice from the same decisions', async () => {
    const bench = createLessonBench({ hour: 11 });
    bench.seed(60, honest());
    expect(await bench.look()).toBe(0);
    bench.clock.advance(3_600_000);
    expect(await bench.look()).toBe(1);
    expect(await bench.look()).toBe(1);
    bench.clock.advance(24 * 3_600_000);
    expect(await bench.look()).toBe(1);
    bench.db.$client.exec(`UPDATE matches SET state = 'deferred' WHERE id = 'match-000000'`);
    expect(await bench.look()).toBe(1);
    bench.clock.advance(24 * 3_600_000);
    expect(await bench.look()).toBe(2);
    expect((await bench.overview()).lessons.items[0]!.lesson.labels.all).toBe(59);
  });
});

describe('going back to the default', () => {
  it('holds until somebody chooses a version again; lessons go on being kept', async () => {
    const bench = createLessonBench();
    bench.seed(300, honest());
    const first = await bench.learn();
    const { service: models } = bench.lessons;
    expect(models.activate(admin, null, 2)).toMatchObject({ name: 'default-1', held: true, version: 3 });
    const second = await bench.learn();
    expect([second.name, second.lesson.refusals, second.isActive]).toEqual([
      'learned-2026-03-02-2',
      [],
      false,
    ]);
    expect(bench.active.current()).toEqual(defaultModel);
    expect(models.activate(admin, first.name, 3)).toMatchObject({ name: first.name, held: false });
    const third = await bench.learn();
    expect(bench.active.current().name).toBe(third.name);
    expect(models.get(admin, first.name).activations).toHaveLength(2);
  });

  it('is refused where it stands already, and where somebody else was first', async () => {
    const { service: models } = createLessonBench().lessons;
    expect(() => models.activate(admin, null, 1)).toThrow('error.scoreModelActive');
    expect(() => models.activate(admin, null, 7)).toThrow('conflict: error.conflict');
    expect(() => models.activate(admin, 'learned-2026-03-02-1', 1)).toThrow('not_found');
  });
});

describe('with another sentence model', () => {
  const other = { model: 'other/model', dtype: 'q8' };

  it('what was learned before rests', async () => {
    const bench = createLessonBench();
    bench.seed(300, honest());
    const { name } = await bench.learn();
    expect(createActiveModel({ db: bench.db, now: other }).current()).toEqual(defaultModel);
    expect(bench.active.current().name).toBe(name);
  });

  it('older scores are not learned from, and the frozen set says nothing', async () => {
    const bench = createLessonBench({ now: other });
    bench.seed(300, honest());
    const { lesson } = await bench.learn();
    expect(lesson.labels.all).toBe(0);
    expect(lesson.refusals).toEqual(['too_few_labels', 'frozen_other_model']);
  });
});

it('a lesson that fails is logged and tried again, and nothing is kept of it', async () => {
  const bench = createLessonBench({ frozenFile: 'data/learning/nothing.jsonl' });
  bench.seed(40, honest());
  bench.lessons.service.learnNow(admin);
  await bench.worker.drain();
  const [row] = bench.db.select().from(outbox).all();
  expect(row).toMatchObject({ topic: 'scores.learn', key: 'request', attempts: 1, parked: false });
  expect(row?.error).toContain('nothing.jsonl');
  expect(bench.lines.filter(({ msg }) => msg === 'job failed')).toHaveLength(1);
  expect(await bench.overview()).toMatchObject({ learning: true, lessons: { total: 0 } });
});

it('lessons and activations are never changed or removed', async () => {
  const bench = createLessonBench();
  bench.seed(300, honest());
  await bench.learn();
  for (const statement of [
    'UPDATE score_models SET model = NULL',
    'DELETE FROM score_models',
    'UPDATE score_model_activations SET model_name = NULL',
    'DELETE FROM score_model_activations',
  ]) {
    expect(() => bench.db.$client.exec(statement), statement).toThrow('is never');
  }
});
