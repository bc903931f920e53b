import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../kernel/errors.ts';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

/** One line of `corpus.jsonl` or `queries.jsonl`; further keys are other tools' business and are kept as they are. */
const beirRow = z.looseObject({
  _id: z.union([z.string().min(1), z.number()]).transform(String),
  title: text,
  text,
});
export type BeirRow = z.infer<typeof beirRow>;

export interface BeirFolder {
  /** `corpus.jsonl`: achievements. */
  corpus: BeirRow[];
  /** `queries.jsonl`: demands. */
  queries: BeirRow[];
  /** `qrels/test.tsv`: grade by demand id and achievement id. */
  grades: Map<string, Map<string, number>>;
}

/** Reads a folder in BEIR layout. Throws `invalid` naming file and row for a line that cannot be read. */
export function readBeirFolder(folder: string): BeirFolder {
  return {
    corpus: readJsonLines(join(folder, 'corpus.jsonl')),
    queries: readJsonLines(join(folder, 'queries.jsonl')),
    grades: readGrades(join(folder, 'qrels', 'test.tsv')),
  };
}

function readJsonLines(file: string): BeirRow[] {
  const rows: BeirRow[] = [];
  for (const [index, line] of readLines(file).entries()) {
    if (line.trim() === '') continue;
    try {
      rows.push(beirRow.parse(JSON.parse(line)));
    } catch (cause) {
      throw badRow(file, index, cause);
    }
  }
  return rows;
}

/** `query-id`, `corpus-id`, `score`, separated by tabs; the first line is a heading. */
export function readGrades(file: string): Map<string, Map<string, number>> {
  const grades = new Map<string, Map<string, number>>();
  for (const [index, line] of readLines(file).entries()) {
    const [query = '', achievement = '', score = ''] = line.trim().split('\t');
    if (line.trim() === '' || (index === 0 && Number.isNaN(Number(score)))) continue;
    const grade = Number(score);
    if (query === '' || achievement === '' || score === '' || Number.isNaN(grade)) {
      throw badRow(file, index, 'query-id, corpus-id, score');
    }
    const own = grades.get(query) ?? new Map<string, number>();
    grades.set(query, own.set(achievement, grade));
  }
  return grades;
}

function readLines(file: string): string[] {
  return readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split('\n');
}

function badRow(file: string, index: number, cause: unknown): AppError {
  const reason = `${file}: ${cause instanceof Error ? cause.message : String(cause)}`;
  return new AppError('invalid', 'error.importRow', { params: { row: index + 1, reason }, cause });
}
