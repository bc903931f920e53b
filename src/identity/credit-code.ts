/** The characters of GB 32100-2015 in the order of their values 0–30: no I, O, S, V, Z. */
export const CREDIT_CODE_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

const LENGTH = 18;
const MODULUS = CREDIT_CODE_CHARACTERS.length;

/** A 统一社会信用代码 as people type it, made comparable: half-width capitals without blanks. Pure. */
export function normaliseCreditCode(typed: string): string {
  return typed.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}

/**
 * The 18th character for the first 17: GB 32100-2015 with the weights 3^i mod 31. Undefined where the body has another
 * length or a character the standard does not know. Pure.
 */
export function checkDigit(body: string): string | undefined {
  if (body.length !== LENGTH - 1) return undefined;
  let sum = 0;
  let weight = 1;
  for (const character of body) {
    const value = CREDIT_CODE_CHARACTERS.indexOf(character);
    if (value < 0) return undefined;
    sum += value * weight;
    weight = (weight * 3) % MODULUS;
  }
  return CREDIT_CODE_CHARACTERS[(MODULUS - (sum % MODULUS)) % MODULUS];
}

/** Whether this is a normalised 统一社会信用代码 with the right check digit. Pure. */
export function isCreditCode(code: string): boolean {
  return code.length === LENGTH && checkDigit(code.slice(0, -1)) === code.at(-1);
}
