// `npm run --silent indicators < texts.jsonl`: JSON lines `{ "text" }` on stdin → the indicators read from each, one
// line of JSON for each line, in order. A line that is no such object ends the run with its number and exit code 1.
import { createInterface } from 'node:readline';
import { readIndicators } from '../src/indicators/read.ts';
import { describeError } from '../src/kernel/errors.ts';

function textOf(line: string, number: number): string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new Error(`line ${number} is not JSON: ${describeError(error)}`);
  }
  const text = typeof value === 'object' && value !== null && 'text' in value ? value.text : undefined;
  if (typeof text !== 'string') throw new Error(`line ${number} needs a string under "text"`);
  return text;
}

async function main(): Promise<void> {
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    const indicators = readIndicators(textOf(line, number)).map(({ suspect, ...indicator }) =>
      suspect ? { ...indicator, suspect } : indicator,
    );
    process.stdout.write(`${JSON.stringify({ indicators })}\n`);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${describeError(error)}\n`);
  process.exitCode = 1;
});
