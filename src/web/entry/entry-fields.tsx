import type { ReactNode } from 'react';
import type { Achievement, Demand } from '../../api/contracts/entries.ts';
import { type Entry, isDemand } from '../api/entry-types.ts';
import { MaskedText, MaskedValue } from '../disclosure/masked-text.tsx';
import { isMasked } from '../disclosure/words.ts';
import { ClosingDay } from '../lists/closing-day.tsx';
import { formatAmount, formatInstant } from '../shared/format.ts';
import { type Labels, useLabels } from '../shared/labels.ts';
import { useLanguage, useTexts } from '../texts/language.tsx';
import type { Texts } from '../texts/zh-cn.ts';
import { IndicatorTable } from './indicator-table.tsx';

/** All fields of an entry, in the order of the paper forms. What the author left empty takes no room. */
export function EntryFields({ entry }: { entry: Entry }) {
  const texts = useTexts();
  // A foreign author's title is English to begin with; twice is once too often.
  const titleEn = entry.titleEn === entry.title ? '' : entry.titleEn;
  return (
    <>
      <Facts entry={entry} />
      {isDemand(entry) ? <DemandTexts entry={entry} /> : <AchievementTexts entry={entry} />}
      {titleEn || entry.summaryEn ? (
        <section className="entry-section" lang="en">
          <h2 lang={document.documentElement.lang}>{texts.entry.english}</h2>
          {titleEn ? (
            <p className="prose strong">
              <MaskedText>{titleEn}</MaskedText>
            </p>
          ) : null}
          {entry.summaryEn ? (
            <p className="prose">
              <MaskedText>{entry.summaryEn}</MaskedText>
            </p>
          ) : null}
        </section>
      ) : null}
    </>
  );
}

function DemandTexts({ entry }: { entry: Demand }) {
  const texts = useTexts();
  return (
    <>
      <Prose title={texts.fields.problem}>{entry.problem}</Prose>
      <Prose title={texts.fields.technology}>{entry.technology}</Prose>
      <Indicators entry={entry} />
      <Prose title={texts.fields.goals}>{entry.goals}</Prose>
      <Prose title={texts.fields.ipTerms}>{entry.ipTerms}</Prose>
      <Prose title={texts.fields.conditions}>{entry.conditions}</Prose>
    </>
  );
}

function AchievementTexts({ entry }: { entry: Achievement }) {
  const texts = useTexts();
  return (
    <>
      <Prose title={texts.fields.summary}>{entry.summary}</Prose>
      <Prose title={texts.fields.innovation}>{entry.innovation}</Prose>
      <Indicators entry={entry} />
      <Prose title={texts.fields.prospects}>{entry.prospects}</Prose>
      <Prose title={texts.fields.cases}>{entry.cases}</Prose>
      {entry.patents.length > 0 || isMasked(entry, 'patents') ? (
        <section className="entry-section">
          <h2>{texts.fields.patents}</h2>
          {isMasked(entry, 'patents') ? <MaskedValue /> : null}
          <ul className="plain-list">
            {entry.patents.map((patent) => (
              <li key={`${patent.number} ${patent.status}`}>
                {patent.number}
                {patent.status ? (
                  <span className="secondary">
                    {' · '}
                    <MaskedText>{patent.status}</MaskedText>
                  </span>
                ) : null}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <Prose title={texts.fields.evaluation}>{entry.evaluation}</Prose>
    </>
  );
}

function Prose({ title, children }: { title: string; children: string }) {
  if (!children) return null;
  return (
    <section className="entry-section">
      <h2>{title}</h2>
      <p className="prose">
        <MaskedText>{children}</MaskedText>
      </p>
    </section>
  );
}

function Indicators({ entry }: { entry: Entry }) {
  const texts = useTexts();
  const masked = isMasked(entry, 'indicators');
  if (entry.indicators.length === 0 && !masked) return null;
  return (
    <section className="entry-section">
      <h2>{texts.fields.indicators}</h2>
      {masked ? <MaskedValue /> : <IndicatorTable indicators={entry.indicators} />}
    </section>
  );
}

function Facts({ entry }: { entry: Entry }) {
  const { language, texts } = useLanguage();
  const labels = useLabels();
  const money = (field: string, amount: Demand['budget']) =>
    isMasked(entry, field) ? <MaskedValue key={field} /> : formatAmount(amount, language, texts.amounts);
  const own: [string, ReactNode][] = isDemand(entry)
    ? [
        [texts.fields.reward, money('reward', entry.reward)],
        [texts.fields.budget, money('budget', entry.budget)],
        [texts.fields.deadline, <ClosingDay key="deadline" day={entry.deadline} />],
        [
          texts.entry.completion,
          entry.completionMonths === null ? '' : texts.entry.months(entry.completionMonths),
        ],
        [texts.fields.source, texts.sources[entry.source]],
      ]
    : [
        [texts.fields.price, money('price', entry.price)],
        [texts.fields.field, textFact(entry.field)],
        [texts.fields.expiry, <ClosingDay key="expiry" day={entry.expiry} />],
      ];
  const facts = [...sharedFacts(entry, labels, texts), ...own, ...times(entry, texts)];
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

function sharedFacts(entry: Entry, labels: Labels, texts: Texts): [string, ReactNode][] {
  return [
    [texts.fields.chain, labels.chain(entry.chain)],
    [texts.fields.keywords, textFact(entry.keywords.join(texts.listMark))],
    [texts.fields.trl, labels.trl(entry.trl)],
    [texts.fields.region, textFact(entry.region && labels.region(entry.region))],
    [texts.fields.cooperation, entry.cooperation.map(labels.cooperation).join(texts.listMark)],
  ];
}

/** A text in which something may be masked; an empty one stays empty, and its line away. */
function textFact(text: string): ReactNode {
  return text && <MaskedText>{text}</MaskedText>;
}

function times(entry: Entry, texts: Texts): [string, ReactNode][] {
  return [
    [texts.entry.publishedAt, entry.publishedAt ? formatInstant(entry.publishedAt) : ''],
    [texts.entry.updatedAt, formatInstant(entry.updatedAt)],
  ];
}
