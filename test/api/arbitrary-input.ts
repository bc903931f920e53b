import fc from 'fast-check';
import type { Schema } from './openapi-document.ts';

/** Texts that services stumble over. */
const nastyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    '\udfff',
    '__proto__',
    'constructor',
    'toString',
    '🧪'.repeat(30),
    '长'.repeat(3001),
  ),
  fc.constantFrom(
    '"',
    '\\',
    '%',
    '*',
    "' OR 1=1--",
    'NEAR(a b)',
    'a AND OR',
    '{title_bigrams} : x',
    '-',
    '()',
    '^',
    'null',
  ),
  fc.constantFrom(
    '2026-02-30',
    '9999-12-31',
    '0000-00-00',
    '2026-03-02',
    '1e999',
    '-0',
    '0x10',
    'WzEsImEiXQ',
    'W251bGwsMV0',
  ),
);

/** Values of any JSON type. */
const junk: fc.Arbitrary<unknown> = fc.oneof(
  nastyText,
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A value that fits the schema, or nearly: every so often some part of it is anything at all. */
export function nearly(schema: Schema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 24, arbitrary: fitting(schema) }, { weight: 1, arbitrary: junk });
}

function fitting(schema: Schema): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map(nearly));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'object':
      return objectOf(schema);
    case 'array':
      return fc.array(nearly(schema.items ?? {}), { maxLength: Math.min(schema.maxItems ?? 4, 4) + 1 });
    case 'string':
      return textOf(schema);
    case 'integer':
      return fc.oneof(fc.integer({ min: -2, max: 12 }), fc.integer(), fc.maxSafeInteger());
    case 'number':
      return fc.oneof(fc.double({ noNaN: true, min: -10, max: 1e9 }), fc.double());
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return junk;
  }
}

/** Texts that some fields take, by the format that the description names. */
const formatted: Record<string, string[]> = {
  date: ['2026-03-03', '2026-06-01', '2027-02-28'],
  'date-time': ['2026-03-02T02:00:00Z', '2026-03-01T00:00:00.000Z'],
  email: ['someone@example.cn', 'other@example.com'],
};

function textOf({ minLength = 0, maxLength = 60, format }: Schema): fc.Arbitrary<string> {
  const usual = typeof format === 'string' ? formatted[format] : undefined;
  if (usual !== undefined) return fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...usual) }, nastyText);
  const length = { minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)) };
  const words = fc.constantFrom(
    '压铸件表面划伤',
    'smart-manufacturing',
    '联合开发',
    '0.1mm',
    'submitted',
    'withdrawn',
    'state-secrets',
  );
  return fc.oneof(fc.string({ unit: 'grapheme', ...length }), words, nastyText);
}

function objectOf({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const known = Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, nearly(value)]));
  const usual = fc.record(known, { requiredKeys: required.filter((key) => key in known) });
  const odd = fc.tuple(usual, nastyText, junk).map(([value, key, more]) => ({ ...value, [key]: more }));
  const few = fc
    .record(known, { requiredKeys: required.filter((key) => key in known) })
    .map((value) =>
      Object.fromEntries(Object.entries(value).filter(([key], at) => required.includes(key) || at % 5 === 0)),
    );
  return fc.oneof(
    { weight: 3, arbitrary: usual },
    { weight: 4, arbitrary: few },
    { weight: 1, arbitrary: odd },
  );
}

/** A part of an address: nearly always readable, sometimes with a broken escape. */
export function addressPart(known: string[]): fc.Arbitrary<string> {
  const encoded = nastyText.map(encode);
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...known) },
    { weight: 1, arbitrary: encoded },
    { weight: 1, arbitrary: fc.constantFrom('%', '%00', '%zz', '%E0%A4%A', '%ED%A0%80') },
  );
}

/** Percent-encodes any text; half a surrogate pair becomes what a careless client makes of it. */
export function encode(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80';
}
