import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The one-way order: a file imports only from its own room and from rooms earlier in this list. */
const ORDER = [
  'kernel',
  'config.ts',
  'db',
  'jobs',
  'audit',
  'mail',
  'search',
  'indicators',
  'identity',
  'catalog',
  'matching',
  'review',
  'indexing',
  'transfer',
  'http',
  'api',
  'web',
  'app.ts',
  'main.ts',
];

/** Third parties and the only places that may import them. */
const HOMES: Record<string, RegExp> = {
  fastify: /^src\/(http|api)\//,
  'fastify-type-provider-zod': /^src\/(http|api)\//,
  'drizzle-orm': /^src\/(db\/|jobs\/|audit\/|search\/fts5\.ts|.*[/-](tables|store)\.ts)/,
  'better-sqlite3': /^src\/db\//,
  '@xenova/transformers': /^src\/search\/embedding-worker\.ts$/,
  '@node-rs/argon2': /^src\/identity\/passwords\.ts$/,
  meilisearch: /^src\/search\/meilisearch\//,
  nodemailer: /^src\/mail\/smtp\.ts$/,
  cockatiel: /^src\/search\/guarded\.ts$/,
  'js-quantities': /^src\/indicators\//,
  'opencc-js': /^src\/kernel\/text\.ts$/,
  pino: /^src\/kernel\/log\.ts$/,
  'close-with-grace': /^src\/main\.ts$/,
  react: /^src\/web\//,
  antd: /^src\/web\//,
};

interface Source {
  path: string;
  text: string;
  imports: { target: string; typeOnly: boolean }[];
}

function readSources(folder: string): Source[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => {
      const path = join(folder, name);
      const text = readFileSync(path, 'utf8');
      return { path, text, imports: findImports(text) };
    });
}

function findImports(text: string): Source['imports'] {
  const statements = text.matchAll(/^\s*(?:import|export)\s(type\s)?(?:[^'";]*?\sfrom\s)?'([^']+)'/gm);
  const lazy = text.matchAll(/\bimport\('([^']+)'\)/g);
  return [
    ...Array.from(statements, (match) => ({ target: match[2] ?? '', typeOnly: match[1] !== undefined })),
    ...Array.from(lazy, (match) => ({ target: match[1] ?? '', typeOnly: false })),
  ];
}

/** The room a path under src belongs to. */
function roomOf(path: string): string {
  return relative('src', path).split('/')[0] ?? '';
}

const sources = readSources('src');
const internal = (source: Source) =>
  source.imports
    .filter(({ target }) => target.startsWith('.'))
    .map((found) => ({ ...found, path: normalize(join(dirname(source.path), found.target)) }));

describe('architecture', () => {
  it('has looked at the sources', () => {
    expect(sources.length).toBeGreaterThan(80);
    expect(sources.flatMap(internal).length).toBeGreaterThan(200);
  });

  it('has no file outside the known rooms', () => {
    expect(sources.filter(({ path }) => !ORDER.includes(roomOf(path))).map(({ path }) => path)).toEqual([]);
  });

  it('imports only from rooms earlier in the order', () => {
    const upward = sources.flatMap((source) =>
      internal(source)
        .filter(({ path }) => ORDER.indexOf(roomOf(path)) > ORDER.indexOf(roomOf(source.path)))
        .map(({ path }) => `${source.path} → ${path}`),
    );
    expect(upward).toEqual([]);
  });

  it('lets the browser client see nothing of the server but types of the contracts', () => {
    const leaks = sources
      .filter(({ path }) => roomOf(path) === 'web')
      .flatMap((source) =>
        internal(source)
          .filter(({ path }) => roomOf(path) !== 'web')
          .filter(({ path, typeOnly }) => !typeOnly || !path.startsWith('src/api/contracts/'))
          .map(({ path }) => `${source.path} → ${path}`),
      );
    expect(leaks).toEqual([]);
  });

  it('keeps each third party in its home', () => {
    const strays = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ target, typeOnly }) => !typeOnly && !target.startsWith('.'))
        .map(({ target }) =>
          target
            .split('/')
            .slice(0, target.startsWith('@') ? 2 : 1)
            .join('/'),
        )
        .filter((name) => HOMES[name] !== undefined && !HOMES[name].test(path))
        .map((name) => `${path} imports ${name}`),
    );
    expect(strays).toEqual([]);
  });

  it('reads and ends the process in main.ts only', () => {
    const strays = sources.filter(
      ({ path, text }) => path !== 'src/main.ts' && /\bprocess\.(env|exit)\b/.test(text),
    );
    expect(strays.map(({ path }) => path)).toEqual([]);
  });

  it('has no file over 300 lines, tests and scripts included', () => {
    const all = [...sources, ...readSources('test'), ...readSources('scripts')];
    const long = all.filter(({ text }) => text.split('\n').length > 301);
    expect(long.map(({ path, text }) => `${path}: ${text.split('\n').length - 1}`)).toEqual([]);
  });
});
