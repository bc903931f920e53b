import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../src/db/migrate.ts';
import type { Db } from '../../src/db/open.ts';
import { readSetting, writeSetting } from '../../src/db/settings.ts';
import { transact } from '../../src/db/tx.ts';
import { outbox } from '../../src/jobs/outbox.ts';
import { countRows, createTestDatabase, migrationsFolder, newFolder, open } from './test-database.ts';

const fail = () => {
  throw new Error('changed our mind');
};

function written(db: Db): number {
  return countRows(db, 'settings');
}

describe('a transaction', () => {
  it('writes all of its work and gives its result', () => {
    const db = createTestDatabase();
    const result = transact(db, (tx) => {
      writeSetting(tx.sql, 'a', '1');
      writeSetting(tx.sql, 'b', '2');
      return readSetting(tx.sql, 'a');
    });
    expect(result).toBe('1');
    expect([readSetting(db, 'a'), readSetting(db, 'b')]).toEqual(['1', '2']);
  });

  it('writes nothing when its work fails, and passes the failure on', () => {
    const db = createTestDatabase();
    const work = () =>
      transact(db, (tx) => {
        writeSetting(tx.sql, 'a', '1');
        fail();
      });
    expect(work).toThrow('changed our mind');
    expect(written(db)).toBe(0);
    expect(db.$client.inTransaction).toBe(false);
  });

  it('refuses work that goes on later, and writes nothing of it', async () => {
    const db = createTestDatabase();
    const work = () =>
      transact(db, async (tx) => {
        writeSetting(tx.sql, 'a', '1');
      });
    expect(work).toThrow('must not be asynchronous');
    await new Promise((resolve) => setImmediate(resolve));
    expect(written(db)).toBe(0);
  });

  it('refuses a statement that was built but never run', () => {
    const db = createTestDatabase();
    const built = () =>
      transact(db, (tx) => tx.sql.insert(outbox).values({ topic: 't', key: 'k', enqueuedAt: 1 }));
    expect(built).toThrow();
    expect(db.$client.inTransaction).toBe(false);
  });

  it('is open as the writer from its beginning, so what it reads stays true until it writes', () => {
    const file = join(newFolder(), 'two.sqlite');
    const one = open(file);
    migrate(one, { folder: migrationsFolder, backupFolder: null });
    const other = open(file);
    other.$client.pragma('busy_timeout = 0');
    transact(one, () => {
      expect(() => transact(other, () => undefined)).toThrow('database is locked');
    });
    expect(() => transact(other, () => undefined)).not.toThrow();
  });
});

describe('what is to happen after a commit', () => {
  it('happens once all is written, in order', () => {
    const db = createTestDatabase();
    const happened: string[] = [];
    transact(db, (tx) => {
      tx.onCommit(() => happened.push(`first, committed: ${!db.$client.inTransaction}`));
      writeSetting(tx.sql, 'a', '1');
      tx.onCommit(() => happened.push(`second, sees ${readSetting(db, 'a')}`));
      happened.push('work');
    });
    expect(happened).toEqual(['work', 'first, committed: true', 'second, sees 1']);
  });

  it('happens after every commit, also after one that followed a failure', () => {
    const db = createTestDatabase();
    const happened: string[] = [];
    const say = (word: string) => transact(db, (tx) => tx.onCommit(() => happened.push(word)));
    say('first');
    expect(() => transact(db, fail)).toThrow('changed our mind');
    say('second');
    say('third');
    expect(happened).toEqual(['first', 'second', 'third']);
  });

  it('may itself begin a transaction', () => {
    const db = createTestDatabase();
    const happened: string[] = [];
    transact(db, (tx) =>
      tx.onCommit(() => {
        transact(db, (next) => next.onCommit(() => happened.push('next')));
        happened.push('first');
      }),
    );
    expect(happened).toEqual(['next', 'first']);
  });

  it('never happens when the transaction is undone', () => {
    const db = createTestDatabase();
    const happened: string[] = [];
    const work = () =>
      transact(db, (tx) => {
        tx.onCommit(() => happened.push('commit'));
        fail();
      });
    expect(work).toThrow();
    expect(happened).toEqual([]);
  });
});

describe('a transaction inside another', () => {
  it('is written with the outer one', () => {
    const db = createTestDatabase();
    transact(db, (outer) => {
      writeSetting(outer.sql, 'outer', '1');
      transact(db, (inner) => writeSetting(inner.sql, 'inner', '1'));
    });
    expect(written(db)).toBe(2);
  });

  it('is undone with the outer one', () => {
    const db = createTestDatabase();
    const work = () =>
      transact(db, () => {
        transact(db, (inner) => writeSetting(inner.sql, 'inner', '1'));
        fail();
      });
    expect(work).toThrow('changed our mind');
    expect(written(db)).toBe(0);
  });

  it('can fail alone when the outer one goes on without it', () => {
    const db = createTestDatabase();
    transact(db, (outer) => {
      writeSetting(outer.sql, 'outer', '1');
      const inner = () =>
        transact(db, (tx) => {
          writeSetting(tx.sql, 'inner', '1');
          fail();
        });
      expect(inner).toThrow('changed our mind');
    });
    expect([readSetting(db, 'outer'), readSetting(db, 'inner')]).toEqual(['1', undefined]);
  });

  it('does what it wanted after the commit only when the outer one has committed', () => {
    const db = createTestDatabase();
    const happened: string[] = [];
    transact(db, () => {
      transact(db, (inner) => inner.onCommit(() => happened.push(`committed: ${!db.$client.inTransaction}`)));
      happened.push('work of the outer one');
    });
    expect(happened).toEqual(['work of the outer one', 'committed: true']);
  });

  it('that failed alone does nothing after the commit of the outer one, which does what it wanted', () => {
    const db = createTestDatabase();
    const happened: string[] = [];
    transact(db, (outer) => {
      outer.onCommit(() => happened.push('outer'));
      const inner = () =>
        transact(db, (tx) => {
          tx.onCommit(() => happened.push('inner'));
          fail();
        });
      expect(inner).toThrow('changed our mind');
    });
    expect(happened).toEqual(['outer']);
  });

  it('does nothing after a commit that never came, because the outer one was undone', () => {
    const db = createTestDatabase();
    const happened: string[] = [];
    const work = () =>
      transact(db, () => {
        transact(db, (inner) => inner.onCommit(() => happened.push('commit')));
        fail();
      });
    expect(work).toThrow('changed our mind');
    expect(happened).toEqual([]);
  });
});
