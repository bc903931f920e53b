import { readFileSync } from 'node:fs';
import type { FieldIssue } from '../kernel/errors.ts';
import type { TextKey } from '../kernel/texts/index.ts';

/** `standard` follows OWASP ASVS 5.0 (V6.2); `dengbao` adds what 等保二级 asks for: kinds of characters and rotation. */
type PasswordPreset = 'standard' | 'dengbao';

/** Characters as people count them (code points). */
const SHORTEST = 8;
const LONGEST = 128;
const KINDS_ASKED = 3;
const ROTATION_MS = 90 * 24 * 3_600_000;

/** What the service is called, which everybody guesses first. */
const SERVICE_WORDS = ['jiebang', '揭榜'];
/** Shorter names stand in too many good passwords by chance. Two Han characters say as much as a Latin word. */
const SHORTEST_LATIN_WORD = 4;
const SHORTEST_HAN_WORD = 2;

/** Whose password it is to be: it must not contain what they are called. */
export interface PasswordOwner {
  account: string;
  displayName: string;
}

export type PasswordRules = ReturnType<typeof createPasswordRules>;

/** The passwords of a file that many people have, one a line. */
export function readCommonPasswords(file: string): ReadonlySet<string> {
  const lines = readFileSync(file, 'utf8').split('\n');
  return new Set(lines.map((line) => line.trim().toLowerCase()).filter(Boolean));
}

/** The rules of one service: its preset and the passwords that too many people have. Pure. */
export function createPasswordRules(options: { preset: PasswordPreset; common: ReadonlySet<string> }) {
  const { preset, common } = options;

  function problemOf(password: string, owner: PasswordOwner): Omit<FieldIssue, 'field'> | null {
    const length = [...password].length;
    if (length < SHORTEST) return { text: 'field.tooShort', params: { min: SHORTEST } };
    if (length > LONGEST) return { text: 'field.tooLong', params: { max: LONGEST } };
    // Half a character would be stored as any other half.
    if (!password.isWellFormed()) return { text: 'field.unclean' };
    const lower = password.toLowerCase();
    if (common.has(lower) || isOneCharacter(password)) return { text: 'field.passwordCommon' };
    if (wordsOf(owner).some((word) => lower.includes(word))) return { text: 'field.passwordContext' };
    const lacksKinds = preset === 'dengbao' && kindsIn(password) < KINDS_ASKED;
    return lacksKinds ? { text: 'field.passwordKinds' satisfies TextKey } : null;
  }

  return {
    /** Why this cannot be the password of that person, as an issue of `field`; empty when it can. */
    check(password: string, owner: PasswordOwner, field = 'password'): FieldIssue[] {
      const problem = problemOf(password, owner);
      return problem === null ? [] : [{ field, ...problem }];
    },

    /** When a password chosen at `changedAt` (ms) must be changed; null where passwords do not age. */
    expiresAt: (changedAt: number): number | null => (preset === 'dengbao' ? changedAt + ROTATION_MS : null),
  };
}

/** One character over and over is in no list for every character there is. */
function isOneCharacter(password: string): boolean {
  return new Set(password.toLowerCase()).size === 1;
}

/** Lower-case words that belong to the person or the service and are long enough to tell. */
function wordsOf({ account, displayName }: PasswordOwner): string[] {
  const localPart = account.split('@')[0] ?? '';
  return [...SERVICE_WORDS, account, localPart, displayName]
    .map((word) => word.trim().toLowerCase())
    .filter((word) => {
      const shortest = /^\p{Script=Han}+$/u.test(word) ? SHORTEST_HAN_WORD : SHORTEST_LATIN_WORD;
      return [...word].length >= shortest;
    });
}

/** How many of the four kinds a password has: lower case, upper case, digits, everything else. */
function kindsIn(password: string): number {
  return [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u].filter((kind) => kind.test(password))
    .length;
}
