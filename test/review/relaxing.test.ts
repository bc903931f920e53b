import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EntryContent } from '../../src/catalog/entry.ts';
import { compareIndicators } from '../../src/indicators/compare.ts';
import type { Operator, SourcedIndicator } from '../../src/indicators/model.ts';
import { unmetOf } from '../../src/review/clinic.ts';

const operator = fc.constantFrom<Operator>('<', '<=', '=', '>=', '>');
const indicator = (of: Operator, value: number): SourcedIndicator => ({
  ...{ metric: '表面硬度', operator: of, values: [value], unit: 'HV', condition: '', suspect: false },
  source: { field: 'indicators.0' },
});

it('a requirement that was relaxed for an achievement does not keep it away any more', () => {
  fc.assert(
    fc.property(operator, operator, fc.nat(20), fc.nat(20), (wants, has, asked, stated) => {
      const demand = { content: { indicators: [indicator(wants, asked)] } as unknown as EntryContent };
      const compare = (one: SourcedIndicator) =>
        compareIndicators({ indicators: [one] }, { indicators: [indicator(has, stated)] });
      const [unmet] = unmetOf(demand, compare(indicator(wants, asked)));
      const relaxed = unmet?.relax?.indicators?.[0];
      if (relaxed === undefined) return;
      const [row] = compare({ ...relaxed, suspect: false, source: { field: 'indicators.0' } });
      expect(row?.verdict).not.toBe('unmet');
    }),
  );
});
