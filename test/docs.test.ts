import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withConfigTable } from '../scripts/config-table.ts';

const readme = readFileSync('README.md', 'utf8');
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  scripts: Record<string, string>;
};

function sourceTexts(): string {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join('src', name), 'utf8'))
    .join('\n');
}

describe('README', () => {
  it('has the table of settings as the code knows them', () => {
    expect(withConfigTable(readme)).toBe(readme);
  });

  it('names every job topic and every scheduled job', () => {
    const text = sourceTexts();
    const topics = [...text.matchAll(/export const (?:ENTRY|SEARCH|MATCHES|SCORES)_\w+ = '([\w.]+)'/g)].map(
      (match) => match[1] ?? '',
    );
    const jobs = [...text.matchAll(/schedule\.every\([^']*'([\w.]+)'/g)].map((match) => match[1] ?? '');
    expect(topics.length + jobs.length).toBeGreaterThanOrEqual(3);
    expect([...topics, ...jobs].filter((topic) => !readme.includes(`\`${topic}\``))).toEqual([]);
  });

  it('gives each runtime dependency its sentence', () => {
    const names = Object.keys(manifest.dependencies);
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  it('speaks only of npm scripts that exist', () => {
    const named = [...readme.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map((match) => match[1] ?? '');
    expect(named.filter((name) => manifest.scripts[name] === undefined)).toEqual([]);
  });

  it('has no dead relative link', () => {
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map((match) => match[1] ?? '');
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
  });
});

describe('package.json', () => {
  it('pins every version exactly', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    const loose = Object.entries(all).filter(([, version]) => !/^(npm:.+@)?\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([]);
  });
});
