import type { Passwords } from '../../src/identity/passwords.ts';

/** A stand-in for argon2 where a test is not about hashing; `asked` notes every comparison. */
export function createPlainPasswords() {
  const asked: { stored: string | undefined; password: string }[] = [];
  let problem: Error | undefined;
  const passwords: Passwords = {
    hash: async (password) => {
      if (problem !== undefined) throw problem;
      return `hash of ${password}`;
    },
    matches: async (stored, password) => {
      asked.push({ stored, password });
      return stored === `hash of ${password}`;
    },
  };
  return {
    passwords,
    asked,
    fail: (error: Error) => {
      problem = error;
    },
    heal: () => {
      problem = undefined;
    },
  };
}
