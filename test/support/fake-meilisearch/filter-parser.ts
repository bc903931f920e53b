export type FilterNode =
  | { kind: 'and'; parts: FilterNode[] }
  | { kind: 'or'; parts: FilterNode[] }
  | { kind: 'not'; part: FilterNode }
  | { kind: 'compare'; attribute: string; operator: string; value: string }
  | { kind: 'in'; attribute: string; values: string[] }
  | { kind: 'exists' | 'null' | 'empty'; attribute: string };

/** The filter is not one; callers put their own error code on it. */
export class FilterSyntaxError extends Error {}

const KEYWORDS = /^(AND|OR|IN|NOT|TO|EXISTS|IS|NULL|EMPTY|CONTAINS|STARTS|WITH|_geoRadius|_geoBoundingBox)$/;
const TOKEN = /\s*(?:([\p{Alphabetic}\p{N}_.-]+)|(<=|>=|!=|[<>=()[\],])|(["']))/uy;
const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '"': '"', "'": "'" };

interface Token {
  kind: 'word' | 'value' | 'sign';
  text: string;
}

/** Strings or arrays of strings: the outer array means AND, an inner one OR. Null when there is nothing to ask. */
export function parseFilter(given: unknown): FilterNode | null {
  if (given === undefined || given === null) return null;
  if (typeof given === 'string') return given.trim() === '' ? null : parseExpression(given);
  if (!Array.isArray(given)) throw wrongType('String, Array', given);
  const ands = given.map((part) => {
    if (!Array.isArray(part)) return parseString(part, 'String, [String]');
    return group(
      'or',
      part.map((inner) => parseString(inner, 'String')),
    );
  });
  return group('and', ands);
}

const wrongType = (expected: string, found: unknown) =>
  new FilterSyntaxError(
    `Invalid syntax for the filter parameter: \`expected ${expected}, found: ${JSON.stringify(found)}\`.`,
  );

function parseString(given: unknown, expected: string): FilterNode | null {
  if (typeof given !== 'string') throw wrongType(expected, given);
  return parseFilter(given);
}

function group(kind: 'and' | 'or', given: (FilterNode | null)[]): FilterNode | null {
  const parts = given.filter((part) => part !== null);
  if (parts.length === 0) return null;
  return parts.length === 1 ? parts[0]! : { kind, parts };
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== '') {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) throw new FilterSyntaxError(`Was expecting a value but instead got \`${text.slice(from)}\`.`);
    const [, word, sign, quote] = found;
    if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else tokens.push({ kind: 'value', text: quoted(text, quote!) });
  }
  return tokens;
}

/** Reads on from `TOKEN.lastIndex` to the closing quote. */
function quoted(text: string, quote: string): string {
  let value = '';
  for (let at = TOKEN.lastIndex; at < text.length; at++) {
    const character = text[at]!;
    if (character === quote) {
      TOKEN.lastIndex = at + 1;
      return value;
    }
    if (character !== '\\') {
      value += character;
      continue;
    }
    at += 1;
    const unicode = /^u([0-9a-fA-F]{4})/.exec(text.slice(at, at + 5));
    const escaped = ESCAPES[text[at] ?? ''];
    if (unicode) at += 4;
    else if (escaped === undefined) throw new FilterSyntaxError(`Malformed value: \`${text}\`.`);
    value += unicode ? String.fromCharCode(Number.parseInt(unicode[1]!, 16)) : escaped;
  }
  throw new FilterSyntaxError(
    `Expression \`${text}\` is missing the following closing delimiter: \`${quote}\`.`,
  );
}

function parseExpression(text: string): FilterNode {
  const tokens = tokenize(text);
  let at = 0;
  const fail = (wanted: string) =>
    new FilterSyntaxError(
      `Was expecting ${wanted} but got \`${tokens[at]?.text ?? 'nothing'}\` in \`${text}\`.`,
    );
  const accept = (kind: Token['kind'], wanted: string): boolean => {
    const here = tokens[at];
    if (here?.kind !== kind || here.text !== wanted) return false;
    at += 1;
    return true;
  };
  const need = (kind: Token['kind'], wanted: string): void => {
    if (!accept(kind, wanted)) throw fail(`\`${wanted}\``);
  };
  const isValue = () => {
    const here = tokens[at];
    return here?.kind === 'value' || (here?.kind === 'word' && !KEYWORDS.test(here.text));
  };
  const value = (): string => {
    if (!isValue()) throw fail('a value');
    return tokens[at++]!.text;
  };
  const list = (): string[] => {
    need('sign', '[');
    const values: string[] = [];
    while (!accept('sign', ']')) {
      values.push(value());
      if (accept('sign', ',')) continue;
      need('sign', ']');
      break;
    }
    return values;
  };

  const chain = (kind: 'and' | 'or', word: string, part: () => FilterNode): FilterNode => {
    const parts = [part()];
    while (accept('word', word)) parts.push(part());
    return parts.length === 1 ? parts[0]! : { kind, parts };
  };
  const or = (): FilterNode => chain('or', 'OR', () => chain('and', 'AND', not));
  const not = (): FilterNode => (accept('word', 'NOT') ? { kind: 'not', part: not() } : primary());

  const primary = (): FilterNode => {
    if (accept('sign', '(')) {
      const inner = or();
      need('sign', ')');
      return inner;
    }
    const attribute = value();
    if (accept('word', 'IN')) return { kind: 'in', attribute, values: list() };
    if (accept('word', 'EXISTS')) return { kind: 'exists', attribute };
    if (accept('word', 'IS')) return isKind(attribute);
    if (accept('word', 'NOT')) {
      if (accept('word', 'EXISTS')) return { kind: 'not', part: { kind: 'exists', attribute } };
      need('word', 'IN');
      return { kind: 'not', part: { kind: 'in', attribute, values: list() } };
    }
    if (isValue()) return between(attribute);
    const operator = ['=', '!=', '<', '<=', '>', '>='].find((sign) => accept('sign', sign));
    if (operator === undefined) throw fail('an operation');
    return { kind: 'compare', attribute, operator, value: value() };
  };
  const isKind = (attribute: string): FilterNode => {
    const negated = accept('word', 'NOT');
    const kind = accept('word', 'NULL') ? 'null' : 'empty';
    if (kind === 'empty') need('word', 'EMPTY');
    return negated ? { kind: 'not', part: { kind, attribute } } : { kind, attribute };
  };
  const between = (attribute: string): FilterNode => {
    const from: FilterNode = { kind: 'compare', attribute, operator: '>=', value: value() };
    need('word', 'TO');
    return { kind: 'and', parts: [from, { kind: 'compare', attribute, operator: '<=', value: value() }] };
  };

  const node = or();
  if (at < tokens.length) throw fail('the end');
  return node;
}
