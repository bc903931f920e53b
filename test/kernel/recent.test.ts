import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRecent } from '../../src/kernel/recent.ts';

it('remembers just what was used last, whatever is set and asked for', () => {
  const uses = fc.array(fc.record({ key: fc.constantFrom(...'abcdef'), sets: fc.boolean() }));
  fc.assert(
    fc.property(uses, fc.integer({ min: 1, max: 4 }), (story, most) => {
      const recent = createRecent<string>(most);
      let used: string[] = [];
      for (const { key, sets } of story) {
        if (sets) recent.set(key, key);
        else expect(recent.get(key)).toBe(used.includes(key) ? key : undefined);
        if (sets || used.includes(key)) used = [...used.filter((one) => one !== key), key].slice(-most);
      }
    }),
  );
});
