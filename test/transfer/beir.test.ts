import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { service } from '../../src/identity/model.ts';
import { describeError } from '../../src/kernel/errors.ts';
import { readBeirFolder } from '../../src/transfer/beir.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiebang-beir-'));
  mkdirSync(join(folder, 'qrels'));
  write({});
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: { corpus?: string; queries?: string; qrels?: string }): void {
  const {
    corpus = '{"_id":"a1","title":"成果","text":"正文"}\n',
    queries = '{"_id":"d1","text":"需求"}\n',
    qrels = '',
  } = files;
  writeFileSync(join(folder, 'corpus.jsonl'), corpus);
  writeFileSync(join(folder, 'queries.jsonl'), queries);
  writeFileSync(join(folder, 'qrels', 'test.tsv'), qrels);
}

function problem(): string {
  try {
    readBeirFolder(folder);
  } catch (error) {
    return describeError(error);
  }
  return 'no problem';
}

describe('reading a folder in BEIR layout', () => {
  it('reads rows behind a byte order mark, between blank lines and with Windows line ends', () => {
    write({
      corpus:
        '\uFEFF{"_id":"a1","title":"一","text":"甲"}\r\n\r\n  \n{"_id":"a2","title":"二","text":"乙"}\r\n\n',
      queries: '\uFEFF\n{"_id":"d1","title":"","text":"丙"}',
      qrels: '\uFEFFquery-id\tcorpus-id\tscore\r\nd1\ta1\t2\r\n\r\nd1\ta2\t0\r\n',
    });
    const { corpus, queries, grades } = readBeirFolder(folder);
    expect(corpus.map(({ _id, title, text }) => `${_id} ${title} ${text}`)).toEqual(['a1 一 甲', 'a2 二 乙']);
    expect(queries).toEqual([{ _id: 'd1', title: '', text: '丙' }]);
    expect(grades).toEqual(
      new Map([
        [
          'd1',
          new Map([
            ['a1', 2],
            ['a2', 0],
          ]),
        ],
      ]),
    );
  });

  it('takes labels with and without a heading, and loses none of them', () => {
    const labels = 'd1\ta1\t3\nd1\ta2\t0\nd2\ta1\t1\n';
    const expected = new Map([
      [
        'd1',
        new Map([
          ['a1', 3],
          ['a2', 0],
        ]),
      ],
      ['d2', new Map([['a1', 1]])],
    ]);
    for (const heading of ['query-id\tcorpus-id\tscore\n', '']) {
      write({ qrels: heading + labels });
      expect(readBeirFolder(folder).grades).toEqual(expected);
    }
  });

  it('ignores keys of other tools and does without title or text', () => {
    write({
      corpus:
        '{"_id":"a1","metadata":{"url":"x"},"__proto__":{"title":"no"}}\n{"_id":"a2","text":"乙","score":3}\n',
    });
    const { corpus } = readBeirFolder(folder);
    expect(corpus.map(({ _id, title, text }) => ({ _id, title, text }))).toEqual([
      { _id: 'a1', title: '', text: '' },
      { _id: 'a2', title: '', text: '乙' },
    ]);
  });

  it.each([
    ['a broken line', '{"_id":"a1"}\n\n{"_id":"a2","title":\n', 3],
    ['a row without id', '{"_id":"a1"}\n{"title":"二"}\n', 2],
    ['an empty id', '{"_id":""}\n', 1],
    ['a title of another type', '{"_id":"a1"}\n{"_id":"a2","title":5}\n', 2],
    ['a list', '[1]\n', 1],
    ['null', '\n\n\nnull\n', 4],
  ])('names file and line of %s', (_case, corpus, line) => {
    write({ corpus });
    expect(problem()).toContain(`第 ${line} 行`);
    expect(problem()).toContain(`Row ${line}`);
    expect(problem()).toContain('corpus.jsonl');
  });

  it.each([
    ['too few columns', 'query-id\tcorpus-id\tscore\nd1\ta1\n', 2],
    ['a grade that is no number', 'd1\ta1\t1\nd1\ta2\tgood\n', 2],
    ['no grade', 'd1\ta1\t1\n\nd1\ta2\t\n', 3],
    ['blanks for tabs', 'd1\ta1\t1\nd1 a2 1\n', 2],
  ])('names file and line of labels with %s', (_case, qrels, line) => {
    write({ qrels });
    expect(problem()).toContain(`第 ${line} 行`);
    expect(problem()).toContain('test.tsv');
  });

  it('says which file is missing', () => {
    rmSync(join(folder, 'queries.jsonl'));
    expect(problem()).toContain('queries.jsonl');
  });
});

describe('importing a BEIR folder', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await createTestApp();
  });
  afterEach(() => app.end());

  async function totals(): Promise<number[]> {
    const pages = await Promise.all(
      ['/demands', '/achievements'].map((path) => app.as('operator', 'GET', path)),
    );
    return pages.map((page) => page.json<{ total: number }>().total);
  }

  const long = '长'.repeat(3000);
  const rows = {
    queries: [
      { _id: 'd1', title: '需求一', text: long },
      { _id: 'd2', title: '', text: '' },
    ],
    corpus: [
      { _id: 'a1', title: '长'.repeat(300), text: '成果', trl: 99, deadline: 'nonsense' },
      { _id: 'a2', title: '成果二', text: long },
    ],
    grades: new Map<string, Map<string, number>>(),
  };

  it('publishes every row on its list, only title and text, beyond the limits of the form', async () => {
    const imported = app.services.transfer.importBeir(service, rows);
    expect([...imported.demands.keys()]).toEqual(['d1', 'd2']);
    expect([...imported.achievements.keys()]).toEqual(['a1', 'a2']);
    expect(await totals()).toEqual([2, 2]);
    const demand = await app.as(null, 'GET', `/demands/${imported.demands.get('d1')}`);
    expect(demand.json()).toMatchObject({
      title: '需求一',
      problem: long,
      state: 'published',
      disclosure: 'public',
      sample: false,
    });
    expect((await app.as(null, 'GET', `/demands/${imported.demands.get('d2')}`)).json()).toMatchObject({
      title: '',
      problem: '',
    });
    const achievement = await app.as(null, 'GET', `/achievements/${imported.achievements.get('a1')}`);
    expect(achievement.json()).toMatchObject({
      title: '长'.repeat(300),
      summary: '成果',
      trl: null,
      expiry: null,
    });
    await app.worker.drain();
    const status = await app.as('operator', 'GET', '/index/status');
    expect(status.json()).toMatchObject({ pending: 0, failed: 0, counts: { demands: 2, achievements: 2 } });
  });

  it('is for the service itself only', async () => {
    for (const name of ['enterprise', 'operator', 'admin'] as const) {
      const actor = await app.actor(name);
      expect(() => app.services.transfer.importBeir(actor, rows)).toThrow('forbidden');
    }
    expect(await totals()).toEqual([0, 0]);
  });

  it('takes all rows or none, over both files', async () => {
    const broken = {
      ...rows,
      corpus: [...rows.corpus, { _id: 'a9', title: '坏行', text: 9 as unknown as string }],
    };
    expect(() => app.services.transfer.importBeir(service, broken)).toThrow();
    expect(await totals()).toEqual([0, 0]);
  });
});
