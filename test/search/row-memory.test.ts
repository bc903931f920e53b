import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import assembler from 'wabt';
import { createRowMemory, DOT_MODULE } from '../../src/search/row-memory.ts';
import { dot } from '../../src/search/vector-rows.ts';

test('the service carries the dot product that its text describes', async () => {
  const { parseWat } = await assembler();
  const text = readFileSync('src/search/dot.wat', 'utf8');
  const { buffer } = parseWat('dot.wat', text, { simd: true }).toBinary({});
  expect(Buffer.from(buffer).toString('base64')).toBe(DOT_MODULE);
});

test('gives the same number as the plain loop, to the last digit, also after the memory has moved', () => {
  const vector = fc.float32Array({ minLength: 8, maxLength: 8, noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(vector, fc.array(vector, { minLength: 1, maxLength: 5 }), (question, rows) => {
      const memory = createRowMemory(8);
      for (const [at, row] of rows.entries()) {
        memory.reserve((at + 1) * 5000);
        memory.numbers.set(row, at * 8);
      }
      memory.ask(question);
      for (const [at, row] of rows.entries()) expect(memory.product(at)).toBe(dot(question, row, 0));
    }),
    { numRuns: 30 },
  );
});
