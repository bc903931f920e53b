import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds a code is shown for, and its digits: what every authenticator app takes when nothing else is said. */
const STEP_SECONDS = 30;
const DIGITS = 6;
/** Steps before and after the present one whose codes count too, for clocks that are off and slow fingers. */
const WINDOW = 1;
/** 160 bits, the length of a SHA-1, as RFC 4226 recommends. */
export const SECRET_BYTES = 20;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 after RFC 4648 without padding. Pure. */
export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += ALPHABET[(held >> (bits - 5)) & 31];
  }
  return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31] : text;
}

/** The bytes of a base32 text in any case, padding or not; null for a text that is not base32. Pure. */
export function fromBase32(text: string): Uint8Array | null {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const letter of text.toUpperCase().replace(/=+$/, '')) {
    const value = ALPHABET.indexOf(letter);
    if (value === -1) return null;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 255);
    }
  }
  return Uint8Array.from(bytes);
}

/** The number of the step an instant (ms) falls into, counted from the epoch (RFC 6238, T0 = 0). Pure. */
export function stepAt(instant: number): number {
  return Math.floor(instant / 1000 / STEP_SECONDS);
}

/** The code of a step: HOTP of RFC 4226 with the step as counter, SHA-1 and dynamic truncation. Pure. */
export function codeAt(secret: Uint8Array, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = mac[mac.length - 1]! & 15;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/**
 * The step whose code this is, one step off the present at most and after `lastStep`, so that a code works once; null
 * when it is none. Every candidate is compared whole, so that the time taken says nothing. Pure.
 */
export function matchingStep(
  secret: Uint8Array,
  code: string,
  instant: number,
  lastStep: number,
): number | null {
  const given = Buffer.from(code);
  if (given.length !== DIGITS) return null;
  const now = stepAt(instant);
  let found: number | null = null;
  for (let step = Math.max(now - WINDOW, 0); step <= now + WINDOW; step += 1) {
    const right = timingSafeEqual(Buffer.from(codeAt(secret, step)), given);
    if (right && step > lastStep && found === null) found = step;
  }
  return found;
}

/** The address an authenticator app reads from a picture or takes by hand. `secret` is base32. Pure. */
export function toOtpauthUri(issuer: string, account: string, secret: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  const query = new URLSearchParams({
    secret,
    issuer,
    algorithm: 'SHA1',
    digits: String(DIGITS),
    period: String(STEP_SECONDS),
  });
  // Authenticator apps take a plus sign for a plus sign, not for a blank.
  return `otpauth://totp/${label}?${query.toString().replaceAll('+', '%20')}`;
}
