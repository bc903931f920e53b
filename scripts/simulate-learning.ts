// `npm run simulate:learning`: replays labels as an operator's decisions and shows what learning makes of them.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeError } from '../src/kernel/errors.ts';
import { readFrozenSet } from '../src/matching/learning/frozen.ts';
import { readBeirFolder } from '../src/transfer/beir.ts';
import { readLabelledPairs } from './labelled-pairs.ts';
import { acceptFrom, planReplay, replay } from './learning-replay.ts';

const USAGE =
  'usage: npm run --silent simulate:learning -- --dir DIR [--accept-from GRADE] [--max-labels COUNT]';

function toNumber(name: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const value = Number(given);
  if (given.trim() === '' || !Number.isFinite(value)) throw new Error(`--${name} must be a number\n${USAGE}`);
  return value;
}

function readArguments() {
  const { values } = parseArgs({
    options: { dir: { type: 'string' }, 'accept-from': { type: 'string' }, 'max-labels': { type: 'string' } },
  });
  const maxLabels = toNumber('max-labels', values['max-labels']);
  if (values.dir === undefined) throw new Error(USAGE);
  if (maxLabels !== undefined && (!Number.isInteger(maxLabels) || maxLabels < 1))
    throw new Error(`--max-labels must be a whole number above 0\n${USAGE}`);
  return { dir: values.dir, from: toNumber('accept-from', values['accept-from']), maxLabels };
}

const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const { dir, from, maxLabels } = readArguments();
  const folder = readBeirFolder(dir);
  const frozen = readFrozenSet(join('data', 'learning', 'frozen.jsonl'));
  const grades = folder.queries.flatMap(({ _id }) => [...(folder.grades.get(_id)?.values() ?? [])]);
  const threshold = acceptFrom(grades, from);
  const { pairs, model, dtype } = await readLabelledPairs(folder, say);
  const plan = planReplay(pairs, threshold);
  say(
    `${plan.arriving.length} pairs arrive, ${plan.heldOut.length} pairs of other demands are held out; accepted from grade ${threshold}`,
  );
  const report = replay(plan, frozen, { model, dtype, maxLabels });
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
}

main().catch((error: unknown) => {
  say(describeError(error));
  process.exitCode = 1;
});
