import { hash, verify } from '@node-rs/argon2';
import { AppError } from '../kernel/errors.ts';

/** argon2id with OWASP's first recommended costs: 19 MiB, two passes, one lane. */
const COSTS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const CONCURRENT = 2;
const LONGEST_QUEUE = 64;

export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes as long for an account that does not exist (`stored` undefined) as for a wrong password. */
  matches(stored: string | undefined, password: string): Promise<boolean>;
}

/** Hashing costs memory and time by design, so only two run at once; beyond 64 waiting it throws `unavailable`. */
export function createPasswords(): Passwords {
  const waiting: (() => void)[] = [];
  let running = 0;
  let decoy: string | undefined;

  async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (waiting.length >= LONGEST_QUEUE) throw new AppError('unavailable', 'error.signInBusy');
    if (running < CONCURRENT) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // The place goes to the next in line without being free in between.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  }

  return {
    hash: (password) => inTurn(() => hash(password, COSTS)),
    matches: async (stored, password) => {
      decoy ??= await inTurn(() => hash('no account has this password', COSTS));
      const known = stored ?? decoy;
      const right = await inTurn(() => verify(known, password));
      return right && stored !== undefined;
    },
  };
}
