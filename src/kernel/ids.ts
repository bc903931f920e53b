import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';

/** Makes new identifiers; tests pass a counting one. */
export type NewId = () => string;

/**
 * Identifiers of 22 letters and digits that sort in the order they were made: 9 of time and 13 random ones, which
 * count up within a millisecond.
 */
export function createIds(clock: Clock): NewId {
  let lastTime = -1;
  let last = 0n;
  return () => {
    const time = Math.max(clock.now(), lastTime);
    // 66 bits: less than 13 letters can say, so that counting up never runs over.
    const random = BigInt(`0x${randomBytes(9).toString('hex')}`) >> 6n;
    last = time === lastTime ? last + 1n : random;
    lastTime = time;
    return time.toString(36).padStart(9, '0') + last.toString(36).padStart(13, '0');
  };
}

/** A secret of 256 bits for cookies and one-time links, in URL-safe letters. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 in hex: what is stored of a token, and the fingerprint of a text. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
