import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/db/open.ts';
import type { EntryBody, ListName, PageBody } from '../api/answers.ts';
import { createTestApp, type Name, publish, type TestApp, type TestAppOptions } from '../support/test-app.ts';

export const levels = ['public', 'masked', 'targeted', 'internal'] as const;
export type Level = (typeof levels)[number];

/** A word that stands in the full text of the entry of that level and nowhere else. */
export const wordOf: Record<Level, string> = {
  public: 'amsel',
  masked: 'buntspecht',
  targeted: 'dohle',
  internal: 'eisvogel',
};

/** Who stands how to the entries of a list. */
export const standing = {
  demands: { owner: 'enterprise', target: 'peer', stranger: 'rival' },
  achievements: { owner: 'researcher', target: 'rival', stranger: 'peer' },
} as const satisfies Record<ListName, Record<string, Name>>;

export const otherOf = (list: ListName): ListName => (list === 'demands' ? 'achievements' : 'demands');

/** The form of an entry of that level, with its word in every text and secrets in every field. */
async function secretForm(app: TestApp, list: ListName, level: Level): Promise<object> {
  const word = wordOf[level];
  const text = `我单位的${word}在表面划伤检测中反光强，温度1180℃，联系13800138000。`;
  const texts = list === 'demands' ? { problem: text, goals: word } : { summary: text, cases: word };
  const amount = { kind: 'amount', wan: 37 };
  return {
    ...texts,
    title: `${word}表面划伤检测`,
    keywords: [word],
    region: '崂山区',
    contact: '王小明 0532-77777777',
    indicators: [{ metric: '检查精度', operator: '<=', values: [0.0123], unit: 'mm' }],
    ...(list === 'demands' ? { budget: amount } : { price: amount }),
    disclosure: level,
    targets: level === 'targeted' ? [await app.organisationOf(standing[list].target)] : [],
    maskWords: level === 'masked' ? [word] : [],
  };
}

export type Ids = Record<Level, string>;

/** A service with one published entry of each level on that list; its ids by level. */
export async function openDisclosed(list: ListName, options: TestAppOptions = {}) {
  const app = await createTestApp(options);
  const ids = {} as Ids;
  for (const level of levels) ids[level] = await publish(app, list, await secretForm(app, list, level));
  await app.worker.drain();
  return { app, ids };
}

export async function readEntry(app: TestApp, name: Name | null, list: ListName, id: string) {
  const answer = await app.as(name, 'GET', `/${list}/${id}`);
  return { status: answer.statusCode, text: answer.body, body: answer.json<EntryBody>() };
}

export async function readPage(app: TestApp, name: Name | null, path: string) {
  const answer = await app.as(name, 'GET', path);
  expect(answer.statusCode, answer.body).toBe(200);
  return { text: answer.body, ...answer.json<PageBody>() };
}

/** Promises confidentiality for one's own organisation, in the wording in force unless another is given. */
export function promise(
  app: TestApp,
  name: Name | null,
  list: ListName,
  id: string,
  body: object = { wording: 1 },
) {
  return app.as(name, 'POST', `/${list}/${id}/pledges`, body);
}

interface AuditLine {
  action: string;
  actor_id: string | null;
  subject_id: string | null;
  facts: string;
}

/** The lines of the log with that action, in order. */
export function auditLines(app: TestApp, action: string): AuditLine[] {
  const db = openDatabase(join(app.dataDir, 'jiebang.sqlite'));
  try {
    return db.$client
      .prepare('SELECT action, actor_id, subject_id, facts FROM audit_log WHERE action = ? ORDER BY number')
      .all(action) as AuditLine[];
  } finally {
    db.$client.close();
  }
}

/** An app that ends with the running test. */
export function endWithTest(app: TestApp): TestApp {
  onTestFinished(() => app.end());
  return app;
}
