// `npm run docs:config`: writes the table of settings into README, between its two markers.
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { settings } from '../src/config.ts';

const START = '<!-- settings: made by npm run docs:config -->';
const END = '<!-- /settings -->';

/** The table as README should have it. */
export function configTable(): string {
  const { properties = {} } = z.toJSONSchema(settings, { io: 'input' });
  const rows = Object.entries(properties).map(([name, schema]) => {
    const { default: value, description = '' } = schema as {
      default?: string | number;
      description?: string;
    };
    return `| \`${name}\` | ${value === undefined || value === '' ? '–' : `\`${value}\``} | ${description} |`;
  });
  return ['| variable | default | what it does |', '|---|---|---|', ...rows].join('\n');
}

/** README with the table in its place. */
export function withConfigTable(readme: string): string {
  const start = readme.indexOf(START);
  const end = readme.indexOf(END);
  if (start === -1 || end === -1) throw new Error(`README.md lacks the markers ${START} … ${END}`);
  return `${readme.slice(0, start + START.length)}\n${configTable()}\n${readme.slice(end)}`;
}

if (import.meta.filename === process.argv[1]) {
  writeFileSync('README.md', withConfigTable(readFileSync('README.md', 'utf8')));
}
