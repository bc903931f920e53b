import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { achievementContent, achievementInput } from '../../src/catalog/achievement-model.ts';
import { checkClosingDay, checkComplete, checkContent } from '../../src/catalog/checks.ts';
import { demandContent, demandInput } from '../../src/catalog/demand-model.ts';
import { loadTaxonomies, type Taxonomies } from '../../src/catalog/taxonomies.ts';
import { addDays } from '../../src/kernel/clock.ts';
import { type BeirFolder, type BeirRow, readBeirFolder } from '../../src/transfer/beir.ts';

const folder = fileURLToPath(new URL('../../data/sample', import.meta.url));
const today = '2026-03-02';
const lists = {
  demands: {
    stored: demandContent,
    form: demandInput,
    main: 'problem',
    day: 'deadline',
    days: 'deadlineInDays',
  },
  achievements: {
    stored: achievementContent,
    form: achievementInput,
    main: 'summary',
    day: 'expiry',
    days: 'expiryInDays',
  },
} as const;
type ListName = keyof typeof lists;

let sample: BeirFolder;
let taxonomies: Taxonomies;
let people: {
  organisations: { code: string; name: string }[];
  accounts: { organisation: string; displayName: string }[];
};

beforeAll(() => {
  sample = readBeirFolder(folder);
  taxonomies = loadTaxonomies(fileURLToPath(new URL('../../data/taxonomies', import.meta.url)));
  people = JSON.parse(readFileSync(`${folder}/people.json`, 'utf8')) as typeof people;
});

const rowsOf = (list: ListName): BeirRow[] => (list === 'demands' ? sample.queries : sample.corpus);

/** A line as the form that its author would have filled in. */
function formOf(
  list: ListName,
  { _id, text, organisation: _organisation, ...fields }: BeirRow,
): Record<string, unknown> {
  const { main, day, days } = lists[list];
  const { [days]: inDays, ...rest } = fields;
  return { ...rest, [main]: text, [day]: typeof inDays === 'number' ? addDays(today, inDays) : null };
}

describe.each(['demands', 'achievements'] as const)('the sample %s', (list) => {
  it('can all be stored, with words of the vocabularies and closing days to come', () => {
    const faults = rowsOf(list).flatMap((row) => {
      const parsed = lists[list].stored.safeParse(formOf(list, row));
      if (!parsed.success) return [`${row._id}: ${parsed.error.issues[0]?.path.join('.')}`];
      const { data } = parsed;
      const issues = [
        ...checkContent(data, taxonomies),
        ...checkClosingDay(data, today),
        ...checkComplete(list, data),
      ];
      return issues.map(({ field }) => `${row._id}: ${field}`);
    });
    expect(faults).toEqual([]);
  });

  it('could all have been typed into the form', () => {
    const faults = rowsOf(list).flatMap((row) => {
      const parsed = lists[list].form.safeParse(formOf(list, row));
      return parsed.success
        ? []
        : [`${row._id}: ${parsed.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`)}`];
    });
    expect(faults).toEqual([]);
  });

  it('belong to organisations that the sample has', () => {
    const codes = new Set(people.organisations.map(({ code }) => code));
    expect(
      rowsOf(list)
        .filter((row) => !codes.has(String(row.organisation)))
        .map(({ _id }) => _id),
    ).toEqual([]);
  });

  it('cover every industry chain', () => {
    const used = new Set(rowsOf(list).map(({ chain }) => chain));
    const unused = taxonomies
      .get('chains')
      .items.filter(({ code }) => !used.has(code))
      .map(({ code }) => code);
    expect(unused).toEqual([]);
  });

  it('are told apart by id and by title', () => {
    const ids = rowsOf(list).map(({ _id }) => _id);
    expect(new Set(ids).size).toBe(ids.length);
    const titles = rowsOf(list).map(({ title }) => title);
    expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
  });
});

it('is large enough: 60 demands and 150 achievements', () => {
  expect(sample.queries.length).toBeGreaterThanOrEqual(60);
  expect(sample.corpus.length).toBeGreaterThanOrEqual(150);
});

it('labels at least 100 pairs that match, and hard negatives, among entries that exist', () => {
  const demands = new Set(sample.queries.map(({ _id }) => _id));
  const achievements = new Set(sample.corpus.map(({ _id }) => _id));
  const pairs = [...sample.grades].flatMap(([demand, graded]) =>
    [...graded].map(([achievement, grade]) => ({ demand, achievement, grade })),
  );
  const dangling = pairs.filter((pair) => !demands.has(pair.demand) || !achievements.has(pair.achievement));
  expect(dangling).toEqual([]);
  expect(pairs.filter(({ grade }) => ![0, 1, 2, 3].includes(grade))).toEqual([]);
  expect(pairs.filter(({ grade }) => grade > 0).length).toBeGreaterThanOrEqual(100);
  expect(pairs.filter(({ grade }) => grade === 0).length).toBeGreaterThanOrEqual(20);
  const lines = readFileSync(`${folder}/qrels/test.tsv`, 'utf8').trim().split('\n').length - 1;
  expect(pairs.length).toBe(lines);
});

it('makes every hard negative hard: it shares words with its demand', () => {
  const textOf = new Map([...sample.queries, ...sample.corpus].map((row) => [row._id, JSON.stringify(row)]));
  const pairsOf = (text = '') =>
    new Set([...text.matchAll(/(?=(\p{Script=Han}{2}|[a-z]{4}))/gu)].map(([, pair]) => pair));
  const strange = [...sample.grades].flatMap(([demand, graded]) =>
    [...graded].flatMap(([achievement, grade]) => {
      if (grade !== 0) return [];
      const own = pairsOf(textOf.get(demand));
      const shared = [...pairsOf(textOf.get(achievement))].filter((pair) => own.has(pair)).length;
      return shared < 5 ? [`${demand} ${achievement}: ${shared}`] : [];
    }),
  );
  expect(strange).toEqual([]);
});

it('has the styles and quirks of the field', () => {
  const { queries, corpus } = sample;
  expect(queries.some(({ text }) => text.length <= 80)).toBe(true);
  const whole = (row: BeirRow) => [row.text, row.technology, row.goals].join('').length;
  expect(queries.some((row) => whole(row) >= 1000)).toBe(true);
  expect(queries.some(({ titleEn, summaryEn }) => Boolean(titleEn) && Boolean(summaryEn))).toBe(true);
  const all = JSON.stringify([queries, corpus]);
  for (const quirk of ['％', '～', '≤', '±', '&nbsp;', 'px', 'negotiable', 'undetermined'])
    expect(all).toContain(quirk);
});

it('names nobody real: every organisation is an example, every address and number is made up', () => {
  expect(people.organisations.filter(({ name }) => !name.includes('示例'))).toEqual([]);
  expect(people.accounts.filter(({ displayName }) => !displayName.includes('示例'))).toEqual([]);
  const everything = ['corpus.jsonl', 'queries.jsonl', 'people.json']
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
    .join('\n');
  const mails = everything.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g) ?? [];
  expect(mails.filter((mail) => !mail.endsWith('@example.com'))).toEqual([]);
  const landlines = everything.match(/(?<![\d.])0\d{2,3}[-－ ]\d{7,8}(?!\d)/g) ?? [];
  expect(landlines.length).toBeGreaterThan(0);
  expect(landlines.filter((phone) => !/^0532-0{6}\d{2}$/.test(phone))).toEqual([]);
  expect(everything.match(/(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![\d.])/g)).toBeNull();
  expect(everything.match(/https?:\/\/(?!\w*\.?example\.com)/g)).toBeNull();
});
