import { beforeEach, expect, it, vi } from 'vitest';
import { createPasswords } from '../../src/identity/passwords.ts';

/** Hashes under way in the stand-in for argon2; the test decides when each ends. */
const under = vi.hoisted(() => ({
  way: [] as { stored?: string; end(): void; fail(): void }[],
  most: 0,
  verified: [] as string[],
}));

vi.mock('@node-rs/argon2', () => {
  const begin = <Result>(result: Result): Promise<Result> =>
    new Promise((resolve, reject) => {
      const leave = () => under.way.splice(under.way.indexOf(entry), 1);
      const entry = {
        end: () => {
          leave();
          resolve(result);
        },
        fail: () => {
          leave();
          reject(new Error('out of memory'));
        },
      };
      under.way.push(entry);
      under.most = Math.max(under.most, under.way.length);
    });
  return {
    hash: (password: string) => begin(`hash of ${password}`),
    verify: (stored: string, password: string) => {
      under.verified.push(stored);
      return begin(stored === `hash of ${password}`);
    },
  };
});

const soon = () => new Promise((resolve) => setImmediate(resolve));

/** Ends hashes one after the other until none is under way. */
async function endAll(): Promise<void> {
  await soon();
  while (under.way.length > 0) {
    under.way[0]?.end();
    await soon();
  }
}

beforeEach(() => {
  under.way.length = 0;
  under.most = 0;
  under.verified.length = 0;
});

it('never hashes more than two passwords at once', async () => {
  const passwords = createPasswords();
  const all = Promise.all(Array.from({ length: 20 }, (_, i) => passwords.hash(String(i))));
  expect(under.way).toHaveLength(2);
  await endAll();
  expect(await all).toHaveLength(20);
  expect(under.most).toBe(2);
});

it('keeps to two when somebody comes in the very moment one ends', async () => {
  const passwords = createPasswords();
  const waiting = ['a', 'b', 'c', 'd'].map((password) => passwords.hash(password));
  await soon();
  under.way[0]?.end();
  const late = Promise.resolve().then(() => passwords.hash('late'));
  await soon();
  expect(under.way.length).toBeLessThanOrEqual(2);
  await endAll();
  await Promise.all([...waiting, late]);
  expect(under.most).toBe(2);
});

it('serves those who wait in the order they came', async () => {
  const passwords = createPasswords();
  const done: string[] = [];
  const all = ['a', 'b', 'c', 'd', 'e'].map((password) =>
    passwords.hash(password).then(() => done.push(password)),
  );
  await endAll();
  await Promise.all(all);
  expect(done).toEqual(['a', 'b', 'c', 'd', 'e']);
});

it('goes on with the next when a hash fails', async () => {
  const passwords = createPasswords();
  const outcomes = Promise.allSettled(['a', 'b', 'c', 'd'].map((password) => passwords.hash(password)));
  await soon();
  under.way[0]?.fail();
  under.way[0]?.fail();
  await soon();
  expect(under.way).toHaveLength(2);
  await endAll();
  expect((await outcomes).map(({ status }) => status)).toEqual([
    'rejected',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
});

it('checks one hash for an unknown account as for a known one', async () => {
  const passwords = createPasswords();
  const known = passwords.matches('hash of right', 'wrong');
  await endAll();
  expect(await known).toBe(false);
  expect(under.verified).toEqual(['hash of right']);
  const unknown = passwords.matches(undefined, 'wrong');
  await endAll();
  expect(await unknown).toBe(false);
  expect(under.verified).toHaveLength(2);
  expect(under.verified[1]).toMatch(/^hash of /);
});
