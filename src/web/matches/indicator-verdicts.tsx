import type { Evidence } from '../../api/contracts/matches.ts';
import type { Entry } from '../api/entry-types.ts';
import { indicatorValue } from '../entry/indicator-value.ts';
import type { Shape } from '../shared/shapes.ts';
import { ShapedWord } from '../shared/state-badge.tsx';
import { useTexts } from '../texts/language.tsx';
import type { Texts } from '../texts/zh-cn.ts';
import { textAt } from './evidence.ts';

type Row = Evidence['indicators'][number];

const shapes: Record<Row['verdict'], Shape> = {
  met: 'full',
  unmet: 'cross',
  unstated: 'hollow',
  suspect: 'warn',
};

interface Props {
  demand: Entry;
  achievement: Entry;
  indicators: Evidence['indicators'];
}

/** What the demand asks, indicator by indicator, with what the achievement says to it, both in their own words. */
export function IndicatorVerdicts({ demand, achievement, indicators }: Props) {
  const texts = useTexts();
  const words = texts.matches;
  if (indicators.length === 0) return null;
  return (
    <section aria-labelledby="indicators-heading">
      <h3 id="indicators-heading">{words.indicators}</h3>
      <div className="table-frame">
        <table className="table verdicts">
          <thead>
            <tr>
              <th scope="col">{words.asked}</th>
              <th scope="col">{words.verdict}</th>
              <th scope="col">{words.stated}</th>
            </tr>
          </thead>
          <tbody>
            {indicators.map(({ verdict, asked, stated }) => (
              <tr key={JSON.stringify(asked)}>
                <td className="demand">{said(demand, asked, texts)}</td>
                <td>
                  <ShapedWord shape={shapes[verdict]}>{words.verdicts[verdict]}</ShapedWord>
                </td>
                <td className="achievement">{stated === null ? '—' : said(achievement, stated, texts)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="secondary small">{words.indicatorHint}</p>
    </section>
  );
}

/** The quotation where it stands in prose; the filled-in indicator otherwise. */
function said(entry: Entry, indicator: Row['asked'], texts: Texts): string {
  const { field, start, end } = indicator.source;
  if (start !== undefined && end !== undefined) return `“${textAt(entry, field).slice(start, end)}”`;
  const { metric, condition } = indicator;
  return `${metric} ${indicatorValue(indicator)}${condition === '' ? '' : texts.inBrackets(condition)}`;
}
