import fc from 'fast-check';

/** What the filters below are about. */
export interface Thing {
  region?: string | null;
  trl?: number | null;
  tags?: string[];
}
/** A filter as text, and what it means said without a parser. */
interface Asked {
  text: string;
  holds: (thing: Thing) => boolean;
}

const region: fc.Arbitrary<string> = fc.constantFrom('Nord', 'süd 1', 'it"s', "'q\\", '5');
export const thing: fc.Arbitrary<Thing> = fc.record(
  {
    region: fc.option(region),
    trl: fc.option(fc.integer({ min: 1, max: 9 })),
    tags: fc.array(region, { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

const quote = (value: string) => `"${value.replace(/["\\]/g, '\\$&')}"`;
const same = (a: unknown, b: string) => typeof a === 'string' && a.toLowerCase() === b.toLowerCase();
const numbers: Record<string, (a: number, b: number) => boolean> = {
  '=': (a, b) => a === b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
};

const condition: fc.Arbitrary<Asked> = fc.oneof(
  fc.tuple(region, fc.boolean()).map(([value, upper]) => ({
    text: `region = ${quote(upper ? value.toUpperCase() : value)}`,
    holds: (one: Thing) => same(one.region, value),
  })),
  region.map((value) => ({
    text: `'region' != ${quote(value)}`,
    holds: (one: Thing) => !same(one.region, value),
  })),
  fc.array(region, { maxLength: 3 }).map((values) => ({
    text: `tags NOT IN [ ${values.map(quote).join(',')}]`,
    holds: (one: Thing) => !one.tags?.some((tag) => values.includes(tag)),
  })),
  fc.tuple(fc.constantFrom(...Object.keys(numbers)), fc.integer({ min: 1, max: 9 })).map(([sign, value]) => ({
    text: `trl${sign}${value}`,
    holds: (one: Thing) => typeof one.trl === 'number' && numbers[sign]!(one.trl, value),
  })),
  fc.constant({ text: 'region EXISTS', holds: (one: Thing) => 'region' in one }),
  fc.constant({ text: 'trl IS NULL', holds: (one: Thing) => one.trl === null }),
  fc.constant({ text: 'trl IS NOT NULL', holds: (one: Thing) => one.trl !== null }),
);

export const { asked } = fc.letrec<{ asked: Asked }>((tie) => ({
  asked: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    condition,
    tie('asked').map(({ text, holds }) => ({ text: `NOT (${text})`, holds: (one: Thing) => !holds(one) })),
    fc.tuple(tie('asked'), tie('asked')).map(([a, b]) => ({
      text: `(${a.text} AND ${b.text})`,
      holds: (one: Thing) => a.holds(one) && b.holds(one),
    })),
    fc.tuple(tie('asked'), tie('asked'), tie('asked')).map(([a, b, c]) => ({
      text: `(${a.text} OR ${b.text} AND ${c.text})`,
      holds: (one: Thing) => a.holds(one) || (b.holds(one) && c.holds(one)),
    })),
  ),
}));
