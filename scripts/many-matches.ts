import type { Database } from 'better-sqlite3';

interface Copied {
  id: string;
  list: string;
}

/** So many copies of entries of each list make room for that many pairs. */
const COPIES = 330;

/**
 * Fills a demo's queue up to `total` suggested matches with copies of its sample entries, all placed below those that
 * are there: what an operator decides first stays real. The copies are published and stand in no index.
 */
export function addMatches(db: Database, total: number): void {
  const read = (list: string) =>
    db
      .prepare(`SELECT id, list FROM entries WHERE list = ? AND state = 'published' ORDER BY id`)
      .all(list) as Copied[];
  const columns = (
    db.prepare(`SELECT name FROM pragma_table_info('entries') WHERE name NOT IN ('id', 'number')`).all() as {
      name: string;
    }[]
  )
    .map(({ name }) => name)
    .join(', ');
  const copy = db.prepare(
    `INSERT INTO entries (id, ${columns}) SELECT ?, ${columns} FROM entries WHERE id = ?`,
  );
  const fill = db.transaction(() => {
    const ids = ['demands', 'achievements'].map((list) => {
      const samples = read(list);
      return Array.from({ length: COPIES }, (_, at) => {
        const id = `copy-${list}-${String(at).padStart(4, '0')}`;
        copy.run(id, samples[at % samples.length]?.id);
        return id;
      });
    });
    const [model] = db.prepare('SELECT * FROM matches LIMIT 1').all() as Record<string, unknown>[];
    if (model === undefined) throw new Error('the demo has no match to copy');
    const names = Object.keys(model);
    const insert = db.prepare(
      `INSERT INTO matches (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`,
    );
    const there = (db.prepare('SELECT count(*) AS n FROM matches').get() as { n: number }).n;
    let added = 0;
    for (const demand of ids[0] ?? []) {
      for (const achievement of ids[1] ?? []) {
        if (there + added >= total) return;
        const score = 5 - (added % 500) / 100;
        const id = `copy-${String(added).padStart(6, '0')}`;
        const own = {
          id,
          demand_id: demand,
          achievement_id: achievement,
          score,
          placed: score,
          band: 'none',
        };
        insert.run({ ...model, ...own, state: 'suggested', open: 1, exploratory: 0, twins: '[]' });
        added += 1;
      }
    }
    throw new Error(`${there + added} matches are all that ${COPIES} copies give`);
  });
  fill();
  db.exec('ANALYZE');
}
