// `npm run frozen-set`: computes data/learning/frozen.jsonl from the sample texts and data/learning/labels.tsv.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeError } from '../src/kernel/errors.ts';
import type { FrozenSet } from '../src/matching/learning/frozen.ts';
import { FEATURES_VERSION } from '../src/matching/learning/vector.ts';
import { readBeirFolder, readGrades } from '../src/transfer/beir.ts';
import { readLabelledPairs } from './labelled-pairs.ts';

const file = join('data', 'learning', 'frozen.jsonl');
const say = (line: string) => process.stderr.write(`${line}\n`);

const short = (value: number | null) => (value === null ? null : Number(value.toFixed(5)));

async function main(): Promise<void> {
  const folder = {
    ...readBeirFolder(join('data', 'sample')),
    grades: readGrades(join('data', 'learning', 'labels.tsv')),
  };
  const chainOf = new Map([...folder.queries, ...folder.corpus].map(({ _id, chain }) => [_id, chain]));
  const views = {
    whole: folder,
    title: { ...folder, corpus: folder.corpus.map((row) => ({ ...row, text: '' })) },
  };
  const pairs: FrozenSet['pairs'] = [];
  const made = { model: '', dtype: '' };
  for (const view of ['whole', 'title'] as const) {
    const read = await readLabelledPairs(views[view], say);
    Object.assign(made, { model: read.model, dtype: read.dtype });
    for (const { demandId: demand, achievementId: achievement, grade, features } of read.pairs) {
      const { keyword, semantic, logCharacters, logBigrams, titleCoverage } = features.values;
      const values = {
        keyword: short(keyword) ?? 0,
        semantic: short(semantic),
        logCharacters: short(logCharacters) ?? 0,
        logBigrams: short(logBigrams) ?? 0,
        titleCoverage: short(titleCoverage),
        sameChain: Number(chainOf.get(demand) === chainOf.get(achievement)),
        indicators: null,
      };
      pairs.push({ view, demand, achievement, grade, values });
    }
  }
  const lines = [{ features: FEATURES_VERSION, ...made }, ...pairs].map((line) => JSON.stringify(line));
  writeFileSync(file, `${lines.join('\n')}\n`);
  say(`${file}: ${pairs.length} pairs`);
}

main().catch((error: unknown) => {
  say(describeError(error));
  process.exitCode = 1;
});
