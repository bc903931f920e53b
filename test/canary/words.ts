import { normalise } from '../../src/kernel/text.ts';

/** Han characters that no form, message or vocabulary uses, and that stay as they are when a text is normalised. */
const RARE = Array.from({ length: 0x4db6 - 0x3400 }, (_, at) => String.fromCharCode(0x3400 + at)).filter(
  (character) => normalise(character).text === character,
);
/** Words of the twin worlds are taken from here on, so that no canary ever stands in them. */
const TWIN = 3_000;
const MARK = { latin: 'qxv', number: '.7319', phone: '0532-7319' };
/**
 * Whatever was made here: every single rare character, for an excerpt may be cut anywhere; numbers with their decimals
 * cut off, too; and whatever looks like an id.
 */
const MADE =
  /[\u3400-\u4db5]|qxv[a-y]{4}|\d+\.7319|\b16\d{4}\b|0532-7319\d{4}|(?<![0-9a-z])[0-9a-z]{22}(?![0-9a-z])/gi;

/** Words and numbers that stand nowhere else, the same ones in the same order each time. */
export function createWords(pool: 'own' | 'twin') {
  let next = pool === 'own' ? 0 : TWIN;
  const step = () => {
    next += 1;
    return next;
  };
  return {
    /** Three Han characters, none of them in any other word. */
    han(): string {
      next += 3;
      const word = RARE.slice(next - 3, next).join('');
      if (word.length < 3) throw new Error('no characters left for canaries');
      return word;
    },
    /** Seven letters; the last four count in base 25. */
    latin(): string {
      const at = step();
      const letters = [0, 1, 2, 3].map((place) =>
        String.fromCharCode(97 + (Math.floor(at / 25 ** place) % 25)),
      );
      return MARK.latin + letters.join('');
    },
    number: (): number => Number(`${(pool === 'own' ? 160_000 : 1_000) + step()}${MARK.number}`),
    phone: (): string => MARK.phone + String(step()).padStart(4, '0'),
  };
}

export type Words = ReturnType<typeof createWords>;

/** Everything in a text that may be of a canary, each once; also in what it holds in writings of its own. */
export function tracesIn(text: string): Set<string> {
  const found = readable(text).match(MADE) ?? [];
  return new Set(found.map((trace) => trace.toLowerCase().replace(/\.7319$/, '')));
}

/** Percent signs of addresses and cursors (JSON in base64) are read, too. */
export function readable(text: string): string {
  return text
    .replaceAll(/(?:%[0-9a-f]{2})+/gi, (codes) => Buffer.from(codes.replaceAll('%', ''), 'hex').toString())
    .replaceAll(/(?<=")W[\w-]{6,}(?=")/g, (code) => {
      const text = Buffer.from(code, 'base64url').toString();
      return /^\[.*\]$/.test(text) ? text : code;
    });
}
