import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import type { Actor } from '../src/identity/model.ts';
import { addMatches } from './many-matches.ts';

/*
 * How long the operators' desk takes on the server with 100,000 suggested matches: a page of the queue, a decision, and
 * the explanation of a pair, first with sentences the model never read, then with those it remembers. Prints one line of
 * JSON, milliseconds. The browser's part is measured by test/browser/desk-speed.test.ts.
 */

const MATCHES = 100_000;
const MEASURED = 60;

const folder = mkdtempSync(join(tmpdir(), 'jiebang-bench-desk-'));
const config = readConfig({
  DATA_DIR: folder,
  MODE: 'demo',
  PORT: '0',
  DEMO_PASSWORD: 'bench-demo-password',
  SUGGEST_FROM_DEMANDS: '10',
  SUGGEST_FROM_ACHIEVEMENTS: '10',
});
const app = await createApp(config, { log: pino({ level: 'error' }) });
try {
  app.start();
  await app.worker.drain();
  const db = new Database(join(folder, 'jiebang.sqlite'));
  addMatches(db, MATCHES);
  const account = db
    .prepare(`SELECT accounts.id, organisation_id AS organisationId FROM accounts
      JOIN memberships ON memberships.account_id = accounts.id WHERE role = 'operator' LIMIT 1`)
    .get() as { id: string; organisationId: string };
  db.close();
  const { id: accountId, organisationId } = account;
  const operator: Actor = {
    kind: 'account',
    accountId,
    memberships: [{ organisationId, role: 'operator' }],
    actsFor: [],
    address: null,
  };
  const { review } = app.services;

  async function measured(work: (at: number) => unknown): Promise<{ p50: number; p95: number }> {
    const times: number[] = [];
    for (let at = 0; at < MEASURED; at += 1) {
      const begin = performance.now();
      await work(at);
      times.push(performance.now() - begin);
    }
    times.sort((one, other) => one - other);
    const part = (share: number) => Math.round((times[Math.floor(share * times.length)] ?? 0) * 10) / 10;
    return { p50: part(0.5), p95: part(0.95) };
  }

  const asked = { state: 'suggested', sort: 'score', limit: 30 } as const;
  const first = review.queue(operator, { ...asked, limit: 100 }).items.map(({ match }) => match);
  const pick = (at: number) => first[at % first.length]!;
  const report = {
    matches: review.queue(operator, asked).waiting,
    queue: await measured(() => review.queue(operator, asked)),
    explainNew: await measured((at) => review.get(operator, pick(at).id)),
    explainKnown: await measured((at) => review.get(operator, pick(at).id)),
    decide: await measured((at) =>
      review.decide(operator, pick(at).id, pick(at).version, { verdict: 'accepted', reasons: [], note: '' }),
    ),
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
} finally {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
}
