import { type Canary, type ListName, lists, type Reader } from './readers.ts';
import type { World } from './world.ts';

interface Parameter {
  name: string;
  in: string;
  schema?: { enum?: string[] };
}

export interface Operation {
  method: string;
  path: string;
  query: Map<string, string[]>;
}

/** Every operation of the document, so that a new route is crawled from its first day. */
export function readOperations({ app }: World): Operation[] {
  const { paths = {} } = app.server.swagger();
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations as Record<string, { parameters?: Parameter[] }>).map(
      ([method, { parameters = [] }]) => {
        const query = parameters.filter((parameter) => parameter.in === 'query');
        return {
          method: method.toUpperCase(),
          path: path.replace('/api/v1', ''),
          query: new Map(query.map(({ name, schema }) => [name, schema?.enum ?? []])),
        };
      },
    ),
  );
}

export const readGets = (world: World): Operation[] =>
  readOperations(world).filter(({ method }) => method === 'GET');

/** An id that nothing has. */
const UNKNOWN = 'unknown';

/** A path by every id that fits it, one of each other kind and one of nothing. */
export function fill({ path }: Operation, ids: Map<string, string>): string[] {
  if (!path.includes('{')) return [path];
  const kindOf = (label: string) => label.split(' ')[0]!;
  const kinds = new Map([...ids].map(([label, id]) => [kindOf(label), id]));
  const fitting = [...ids].filter(([label]) => path.startsWith(`/${kindOf(label)}/`)).map(([, id]) => id);
  const values = path.includes('/taxonomies/') ? ['chains', 'regions', 'cooperation', 'trl'] : fitting;
  return [...new Set([...values, ...kinds.values(), UNKNOWN])].map((value) =>
    path.replaceAll(/\{\w+\}/g, encodeURIComponent(value)),
  );
}

/** Values to ask for where the document names none. */
const known: Record<string, string[]> = {
  chain: ['smart-appliances', 'smart-manufacturing'],
  trl: ['3', '7'],
  state: ['draft', 'submitted', 'returned', 'published', 'withdrawn'],
  action: ['demands.', 'entries.read'],
};

/** Every filter and order that a route takes, one by one, with every state; for the search box once a list. */
export function questionsOf({ query }: Operation): string[] {
  const asked = [...query].flatMap(([name, values]) =>
    name === 'list' ? [] : [...values, ...(known[name] ?? [])].map((value) => `${name}=${value}`),
  );
  const long = query.has('limit') ? ['limit=100'] : [];
  const bases = query.has('list') ? lists.map((list) => [`list=${list}`, ...long]) : [long];
  return bases.flatMap((base) => {
    const states = query.has('list') ? [`state=${known.state!.join(',')}`] : [];
    const orders = asked.filter((one) => one.startsWith('sort='));
    const widened = states.flatMap((state) => ['', ...orders].map((order) => [...base, state, order]));
    return [base, ...widened, ...asked.map((one) => [...base, one])].map(
      (parts) => `?${parts.filter((part) => part !== '').join('&')}`,
    );
  });
}

/** The search box with something typed, over every state. */
export const search = (list: string, q: string): string =>
  `/search?list=${list}&state=${known.state!.join(',')}&limit=100&q=${encodeURIComponent(q)}`;

/** What is typed into the search box: words whole, and of those of titles and of masked ones two characters, too. */
export function typedWords(canaries: Canary[]): { list: ListName; q: string }[] {
  return canaries.flatMap(({ list, word, kind, field }) => {
    const isHan = /^[\u3400-\u4db5]{3}$/.test(word);
    const parts = isHan && (field === 'title' || kind === 'masked') ? [word.slice(0, 2), word.slice(1)] : [];
    return [word, ...parts].map((q) => ({ list, q }));
  });
}

/** The lists that a route pages through, each as the beginning of a question. */
export const pagedBy = ({ path, query }: Operation): string[] => {
  if (!query.has('cursor') || path.includes('{') || path.includes('audit')) return [];
  return query.has('list') ? lists.map((list) => `${path}?list=${list}&`) : [`${path}?`];
};

/** A list page by page, two at a time. */
export async function readPages(world: World, reader: Reader, question: string): Promise<string[]> {
  const pages: string[] = [];
  let cursor: string | null = null;
  do {
    const next: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await world.ask(reader, 'GET', `${question}limit=2${next}`);
    pages.push(answer.body);
    if (answer.statusCode !== 200) break;
    cursor = answer.json<{ nextCursor: string | null }>().nextCursor;
  } while (cursor !== null && pages.length < 60);
  return pages;
}
