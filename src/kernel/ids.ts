import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';

/** Makes new identifiers; tests pass a counting one. */
export type NewId = () => string;

/**
 * Identifiers of 22 letters and digits that sort by creation time (9 of time, 13 random ones), so that a list
 * broken by id keeps the order in which its entries were made.
 */
export function createIds(clock: Clock): NewId {
  return () => {
    const time = clock.now().toString(36).padStart(9, '0');
    const random = BigInt(`0x${randomBytes(9).toString('hex')}`)
      .toString(36)
      .padStart(14, '0')
      .slice(-13);
    return time + random;
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
