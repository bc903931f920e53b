import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrate } from '../../src/db/migrate.ts';
import { openDatabase } from '../../src/db/open.ts';
import { createFullTextEngine } from '../../src/search/fts5.ts';

const migrations = join('src', 'db', 'migrations');

it('keeps what the embedded index held when masked copies come in', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jiebang-upgrade-'));
  const firstOnly = join(folder, 'migrations');
  mkdirSync(firstOnly);
  cpSync(join(migrations, '0001-first-lists.sql'), join(firstOnly, '0001-first-lists.sql'));
  const db = openDatabase(':memory:');
  migrate(db, { folder: firstOnly, backupFolder: null });
  const insert = db.$client.prepare(
    `INSERT INTO search_documents (number, id, list, version, organisation_id, state, open, region)
     VALUES (?, ?, 'demands', 3, 'keeper', 'published', ?, '')`,
  );
  const text = db.$client.prepare(
    'INSERT INTO search_texts (rowid, title_characters, title_bigrams) VALUES (?, ?, ?)',
  );
  for (const [number, id, open] of [[7, 'open', 1] as const, [9, 'hidden', 0] as const]) {
    insert.run(number, id, open);
    text.run(number, '催 化', '催化');
  }

  migrate(db, { folder: migrations, backupFolder: null });
  const engine = createFullTextEngine(db);
  const find = async (organisationIds: string[] | null) => {
    const reader = organisationIds === null ? ('all' as const) : { organisationIds, pledged: [] };
    const request = { list: 'demands', text: '催化', filters: {}, sort: 'relevance' as const };
    return (await engine.search({ ...request, reader, limit: 10, offset: 0 })).hits.sort();
  };
  expect(await find([])).toEqual(['open']);
  expect(await find(['keeper'])).toEqual(['hidden', 'open']);
  expect(await find(null)).toEqual(['hidden', 'open']);
  db.$client.close();
  rmSync(folder, { recursive: true });
});
