import { describe, expect, it } from 'vitest';
import type { IndexStatus } from '../../src/api/contracts/index-status.ts';
import { pollInterval } from '../../src/web/api/poll-interval.ts';
import {
  engineWords,
  percentOf,
  standingOf,
  stateSentence,
  stateShape,
  topicWords,
} from '../../src/web/indexing/index-state.ts';
import { durationWords } from '../../src/web/shared/duration.ts';
import { enIndex } from '../../src/web/texts/en-index.ts';
import { zhCNIndex } from '../../src/web/texts/zh-cn-index.ts';

type Server = NonNullable<IndexStatus['server']>;

const embedded: IndexStatus = {
  pending: 0,
  failed: 0,
  oldestSeconds: null,
  engine: 'embedded',
  model: { id: 'model', dtype: 'q8', ready: true, message: '' },
  counts: { demands: 72, achievements: 187 },
  server: null,
  parked: [],
  can: [],
};

function served(server: Partial<Server> = {}, rest: Partial<IndexStatus> = {}): IndexStatus {
  const quiet: Server = {
    state: 'ready',
    version: '1.50.0',
    counts: { demands: 72, achievements: 187 },
    waiting: 0,
    lagSeconds: null,
    reconciliation: null,
    rebuild: null,
  };
  return { ...embedded, engine: 'meilisearch', ...rest, server: { ...quiet, ...server } };
}

const rebuild = {
  state: 'running' as const,
  done: 1,
  total: 259,
  startedAt: '2026-03-01T00:00:00.000Z',
  finishedAt: null,
  perSecond: null,
  remainingSeconds: null,
  message: '',
};

describe('durations as people say them', () => {
  it.each([
    [-5, '不到 1 秒'],
    [0.24, '不到 1 秒'],
    [3.2, '3 秒'],
    [59.4, '59 秒'],
    [59.8, '1 分钟'],
    [125, '2 分钟'],
    [3599, '1 小时'],
    [4800, '1 小时 20 分钟'],
    [259_200, '3 天'],
  ])('%d seconds are %s', (seconds, words) =>
    expect(durationWords(seconds, zhCNIndex.durations)).toBe(words),
  );

  it('agree in number in English', () => {
    expect(durationWords(1, enIndex.durations)).toBe('1 second');
    expect(durationWords(7260, enIndex.durations)).toBe('2 hours 1 minute');
  });
});

describe('the state of the indexes in one sentence', () => {
  it.each([
    [embedded, '搜索由内置索引作答，索引与数据库一致。', 'full'],
    [{ ...embedded, pending: 4 }, '搜索由内置索引作答，正在补齐，尚余 4 条。', 'half'],
    [served(), '搜索由 Meilisearch 1.50.0 作答，索引与数据库一致。', 'full'],
    [served({ waiting: 2 }, { pending: 5 }), '搜索由 Meilisearch 1.50.0 作答，正在补齐，尚余 2 条。', 'half'],
    [served({ state: 'filling', waiting: 9 }), '搜索服务正在装入索引，其间由内置索引代为作答。', 'half'],
    [served({ state: 'away' }), '连接不上搜索服务 Meilisearch，内置索引代为作答。', 'warn'],
    [
      served({ state: 'away', waiting: 3, version: null }),
      '连接不上搜索服务 Meilisearch，内置索引代为作答，恢复后将补送 3 条。',
      'warn',
    ],
  ])('is told with its shape (%#)', (status, sentence, shape) => {
    expect(stateSentence(status, zhCNIndex)).toBe(sentence);
    expect(stateShape(status)).toBe(shape);
  });

  it('never says all is well while jobs have failed', () => {
    const status = served({}, { failed: 2 });
    expect(standingOf(status)).toEqual({ kind: 'stuck', count: 2 });
    expect(stateShape(status)).toBe('warn');
  });

  it('reads as a sentence in English', () => {
    expect(stateSentence(served({ waiting: 1 }), enIndex)).toBe(
      'Meilisearch 1.50.0 answers searches, and 1 entry is still to come.',
    );
  });

  it('names the engine that is set up and whether it answers', () => {
    expect(engineWords(embedded, zhCNIndex)).toBe('内置索引');
    expect(engineWords(served({ state: 'away' }), zhCNIndex)).toBe('Meilisearch（连接不上）');
  });
});

describe('the next look at the status', () => {
  it.each([
    ['nothing is known', undefined, 15_000],
    ['all is quiet', served(), 15_000],
    ['a rebuild has ended', served({ rebuild: { ...rebuild, state: 'done' } }), 15_000],
    ['a rebuild runs', served({ rebuild }), 2_000],
    ['the server is being filled', served({ state: 'filling' }), 2_000],
    ['entries wait for the server', served({ waiting: 1 }), 2_000],
    ['jobs wait', { ...embedded, pending: 1 }, 2_000],
  ])('when %s', (_, status, interval) => expect(pollInterval(status)).toBe(interval));
});

describe('jobs and progress', () => {
  it('shows a topic it does not know as it is', () => {
    expect(topicWords('entry.embed', zhCNIndex)).toBe('计算向量');
    expect(topicWords('entry.sing', zhCNIndex)).toBe('entry.sing');
  });

  it.each([
    [0, 0, 0],
    [258, 259, 99],
    [259, 259, 100],
    [300, 259, 100],
  ])('%d of %d is %d percent', (done, total, percent) => expect(percentOf({ done, total })).toBe(percent));
});
