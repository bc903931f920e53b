import type { ReactNode } from 'react';
import { type Entry, isDemand } from '../api/entry-types.ts';
import { MaskedValue } from '../disclosure/masked-text.tsx';
import { isMasked } from '../disclosure/words.ts';
import { indicatorValue } from '../entry/indicator-value.ts';
import type { Mark } from '../shared/segments.ts';
import { fieldWord } from '../shared/words.ts';
import { useTexts } from '../texts/language.tsx';
import { type Side, textAt } from './evidence.ts';
import { type Emphasis, MarkedText } from './marked-text.tsx';

const proseOf = {
  demand: ['problem', 'technology', 'goals', 'ipTerms', 'conditions', 'titleEn', 'summaryEn'],
  achievement: ['summary', 'innovation', 'prospects', 'cases', 'evaluation', 'titleEn', 'summaryEn'],
};

interface Props extends Emphasis {
  side: Side;
  entry: Entry;
  marks: Map<string, Mark[]>;
}

/** The texts of one side, in the order of its form, with what the other side answers marked. */
export function MarkedEntry({ side, entry, marks, active, onActive }: Props) {
  const words = useTexts();
  const marked = (path: string) => (
    <MarkedText text={textAt(entry, path)} marks={marks.get(path)} active={active} onActive={onActive} />
  );
  const label = isDemand(entry) ? words.lists.demands.noun : words.lists.achievements.noun;
  return (
    <section className={`side ${side}`} aria-label={label}>
      <Field label={words.fields.title}>{marked('title')}</Field>
      {entry.keywords.length > 0 ? (
        <Field label={words.fields.keywords}>
          {entry.keywords.map((keyword, index) => (
            <span className="keyword" key={keyword}>
              {marked(`keywords.${index}`)}
            </span>
          ))}
        </Field>
      ) : null}
      {proseOf[side].map((field) =>
        textAt(entry, field) === '' ? null : (
          <Field key={field} label={fieldWord(words, field)}>
            {marked(field)}
          </Field>
        ),
      )}
      {isMasked(entry, 'indicators') ? (
        <Field label={words.fields.indicators}>
          <MaskedValue />
        </Field>
      ) : null}
      {entry.indicators.length > 0 ? (
        <Field label={words.fields.indicators}>
          {entry.indicators.map((indicator, index) => (
            <span className="indicator-line" key={JSON.stringify(indicator)}>
              {marked(`indicators.${index}.metric`)} {indicatorValue(indicator)}{' '}
              {indicator.condition ? <>（{marked(`indicators.${index}.condition`)}）</> : null}
            </span>
          ))}
        </Field>
      ) : null}
    </section>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="marked-field">
      <h4>{label}</h4>
      <p className="prose">{children}</p>
    </div>
  );
}
