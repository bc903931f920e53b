import fc from 'fast-check';
import { addressPart, encode, nearly } from './arbitrary-input.ts';
import type { Operation } from './openapi-document.ts';

/** One request for an operation, before anybody sends it. */
export interface FuzzInput {
  path: string;
  query: string;
  body: unknown;
  ifMatch: 'current' | string | undefined;
  language: string;
  cookie: string;
}

const versions = ['"1"', '"2"', '"3"', 'W/"3"', '*', '', 'x', '"99999999999999999999"'];

/** Ids and names that lead somewhere, by what stands before them in an address: `demands`, `organisations`. */
export type Known = Record<string, string[]>;

/** Requests for one operation as its description allows, and some way beyond. */
export function requestsFor(operation: Operation, known: Known): fc.Arbitrary<FuzzInput> {
  const { path, parameters, body } = operation;
  const inPath = Object.fromEntries(
    parameters
      .filter((p) => p.in === 'path')
      .map(({ name }) => {
        const before = new RegExp(`(\\w+)/\\{${name}\\}`).exec(path)?.[1] ?? '';
        return [name, addressPart(known[before] ?? Object.values(known).flat())];
      }),
  );
  const queries = parameters.filter((p) => p.in === 'query');
  const inQuery = Object.fromEntries(queries.map((p) => [p.name, nearly(p.schema)]));
  const required = queries.filter((p) => p.required).map(({ name }) => name);
  const all = fc.record(inQuery, { requiredKeys: [] });
  const few = fc
    .tuple(fc.record(inQuery), fc.nat())
    .map(([values, at]) =>
      Object.fromEntries(
        Object.entries(values).filter(([name], place) => required.includes(name) || place === at % 20),
      ),
    );
  return fc.record({
    path: fc
      .record(inPath)
      .map((parts) => path.replace(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? '')),
    query: fc.oneof(all, few).map(toQuery),
    body: body === undefined ? fc.constant(undefined) : nearly(body),
    ifMatch: fc.oneof(
      { weight: 6, arbitrary: fc.constant('current') },
      { weight: 1, arbitrary: fc.option(fc.constantFrom(...versions), { nil: undefined }) },
    ),
    language: fc.constantFrom('zh-CN', 'en-GB', '', '*;q=0', 'x'.repeat(300)),
    cookie: fc.constantFrom('', 'sid=', 'sid=%E0%A4%A', '__Host-sid=x; sid=y', 'sid=__proto__', ';;;='),
  });
}

function toQuery(values: Record<string, unknown>): string {
  const pairs = Object.entries(values).map(([key, value]) => {
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
    return `${encode(key)}=${encode(text)}`;
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** Whether the server can find the operation at this address at all: it is readable and not endless. */
export function isReadable(path: string): boolean {
  try {
    return path.split('/').every((part) => decodeURIComponent(part).length <= 100) && !path.endsWith('/');
  } catch {
    return false;
  }
}
