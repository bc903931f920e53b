import type { ReactNode } from 'react';
import { type Entry, isDemand } from '../api/entry-types.ts';
import { ClosingDay } from '../lists/closing-day.tsx';
import { formatInstant } from '../shared/format.ts';
import { useLabels } from '../shared/labels.ts';
import { useTexts } from '../texts/language.tsx';

/** All that a target knows of a 定向 entry before the pledge. */
export function StubFacts({ entry }: { entry: Entry }) {
  const texts = useTexts();
  const labels = useLabels();
  const facts: [string, ReactNode][] = [
    [texts.fields.chain, labels.chain(entry.chain) || texts.entry.notGiven],
    [
      texts.lists[entry.list].closing,
      <ClosingDay key="closing" day={isDemand(entry) ? entry.deadline : entry.expiry} />,
    ],
    [texts.entry.publishedAt, entry.publishedAt ? formatInstant(entry.publishedAt) : ''],
  ];
  return (
    <dl className="facts">
      {facts.map(([label, value]) =>
        value === '' ? null : (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
