import { drizzle } from 'drizzle-orm/better-sqlite3';
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { describe, expect, it } from 'vitest';
import { append } from '../../src/audit/log.ts';
import { auditLog } from '../../src/audit/tables.ts';
import { entries, pledges } from '../../src/catalog/tables.ts';
import { readSetting, writeSetting } from '../../src/db/settings.ts';
import { idempotentAnswers } from '../../src/http/tables.ts';
import {
  apiTokens,
  passwordResets,
  recoveryCodes,
  signInFailures,
} from '../../src/identity/sign-in-tables.ts';
import {
  accounts,
  consents,
  invitations,
  memberships,
  organisations,
  sessions,
} from '../../src/identity/tables.ts';
import { outbox } from '../../src/jobs/outbox.ts';
import { entryFeatures, entryVectors, terms } from '../../src/matching/tables.ts';
import { introductionReads, introductionSteps } from '../../src/review/introductions/tables.ts';
import { scoreModelActivations, scoreModels } from '../../src/review/lessons/tables.ts';
import { decisions, matches } from '../../src/review/tables.ts';
import { createTestDatabase } from './test-database.ts';

interface Column {
  name: string;
  type: string;
  notnull: number;
  pk: number;
  hidden: number;
}

function columnsOf(table: string): Column[] {
  const db = createTestDatabase().$client;
  return db
    .prepare(`SELECT name, type, "notnull", pk, hidden FROM pragma_table_xinfo(?)`)
    .all(table) as Column[];
}

const tables: SQLiteTable[] = [
  accounts,
  apiTokens,
  auditLog,
  consents,
  decisions,
  entries,
  entryFeatures,
  entryVectors,
  idempotentAnswers,
  introductionReads,
  introductionSteps,
  invitations,
  matches,
  memberships,
  organisations,
  outbox,
  passwordResets,
  pledges,
  recoveryCodes,
  scoreModelActivations,
  scoreModels,
  sessions,
  signInFailures,
  terms,
];

describe('the tables in code are those of the database', () => {
  it.each(tables.map((table) => [getTableConfig(table).name, table] as const))('%s', (name, table) => {
    const { columns, primaryKeys } = getTableConfig(table);
    const key = primaryKeys[0]?.columns.map((column) => column.name) ?? [];
    const inCode = columns.map((column) => ({
      name: column.name,
      type: column.getSQLType().toUpperCase(),
      // A key is never empty in a STRICT table, whether or not it says so.
      required: column.notNull || column.primary,
      key: column.primary || key.includes(column.name),
      generated: column.generated !== undefined,
    }));
    const inDatabase = columnsOf(name).map((column) => ({
      name: column.name,
      type: column.type,
      required: column.notnull === 1 || column.pk > 0,
      key: column.pk > 0,
      generated: column.hidden > 0,
    }));
    const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);
    expect(inCode.sort(byName)).toEqual(inDatabase.sort(byName));
  });

  it('audit_log', () => {
    const statements: string[] = [];
    const { $client } = createTestDatabase();
    const sql = drizzle($client, { logger: { logQuery: (query) => statements.push(query) } });
    const entry = { at: 1, actorId: null, action: 'a', subjectId: null, facts: {} };
    append({ sql, onCommit: () => undefined }, entry);
    const insert = statements.find((statement) => statement.startsWith('insert')) ?? '';
    const named = [...(insert.split('values')[0]?.matchAll(/"(\w+)"/g) ?? [])].map((match) => match[1]);
    expect(named.slice(1).sort()).toEqual(
      columnsOf('audit_log')
        .map(({ name }) => name)
        .sort(),
    );
  });

  it('settings', () => {
    const db = createTestDatabase();
    expect(readSetting(db, 'mode')).toBe(undefined);
    writeSetting(db, 'mode', 'demo');
    writeSetting(db, 'mode', 'production');
    expect(readSetting(db, 'mode')).toBe('production');
    expect(columnsOf('settings').map(({ name }) => name)).toEqual(['name', 'value']);
  });

  it('and every table of the database is strict about its types', () => {
    const loose = createTestDatabase()
      .$client.prepare(`SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict`)
      .pluck()
      .all() as string[];
    expect(loose.filter((name) => !name.startsWith('sqlite_'))).toEqual([]);
  });
});
