import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Demand } from '../../api/contracts/entries.ts';
import type { DeskMatch } from '../api/desk.ts';
import { organisationWord } from '../disclosure/words.ts';
import { indicatorValue } from '../entry/indicator-value.ts';
import { Band, Score } from '../matches/band.tsx';
import { quote, strongestPairs } from '../matches/evidence.ts';
import { useFactWords } from '../matches/use-fact-words.ts';
import { SampleBadge } from '../shared/state-badge.tsx';
import { useTexts } from '../texts/language.tsx';
import { Objections } from './objections.tsx';

interface Props {
  demand: Demand;
  matches: readonly DeskMatch[];
}

interface Row {
  label: string;
  asked: ReactNode;
  has: (match: DeskMatch) => ReactNode;
}

/** The demand in the first column, an achievement in each of the others; what can be compared stands on one line. */
export function CompareTable({ demand, matches }: Props) {
  const texts = useTexts();
  const words = texts.desk;
  const rows = useRows(demand);
  return (
    <div className="table-frame">
      <table className="table compare">
        <caption className="hidden">{words.compare.title}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col" className="demand">
              <span className="side-label">{texts.lists.demands.noun}</span>
              <Link to={`/demands/${demand.id}`}>{demand.title}</Link>
            </th>
            {matches.map(({ id, achievement }) => (
              <th scope="col" className="achievement" key={id}>
                <span className="side-label">{texts.lists.achievements.noun}</span>
                <Link to={`/achievements/${achievement.id}`}>{achievement.title}</Link>
                {achievement.sample ? <SampleBadge /> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, asked, has }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="demand">{asked || texts.entry.notGiven}</td>
              {matches.map((match) => (
                <td className="achievement" key={match.id}>
                  {has(match) || texts.entry.notGiven}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What is compared, and how each side says it. */
function useRows(demand: Demand): Row[] {
  const texts = useTexts();
  const words = texts.desk;
  const { chain, trl, money, ways, region } = useFactWords();
  return [
    {
      label: words.band,
      asked: '—',
      has: (match) => (
        <>
          <Band match={match} /> <Score match={match} />
          <p className="secondary small">{words.states[match.state]}</p>
        </>
      ),
    },
    {
      label: texts.fields.organisation,
      asked: organisationWord(demand, texts),
      has: ({ achievement }) => organisationWord(achievement, texts),
    },
    {
      label: texts.fields.chain,
      asked: chain(demand),
      has: ({ achievement }) => chain(achievement),
    },
    { label: texts.fields.trl, asked: trl(demand), has: ({ achievement }) => trl(achievement) },
    {
      label: texts.matches.money,
      asked: money(demand, 'reward', demand.reward),
      has: ({ achievement }) => money(achievement, 'price', achievement.price),
    },
    { label: texts.fields.cooperation, asked: ways(demand), has: ({ achievement }) => ways(achievement) },
    { label: texts.fields.region, asked: region(demand), has: ({ achievement }) => region(achievement) },
    {
      label: texts.matches.indicators,
      asked: (
        <ul className="past">
          {demand.indicators.map((one) => (
            <li key={JSON.stringify(one)}>
              {one.metric} {indicatorValue(one)}
            </li>
          ))}
        </ul>
      ),
      has: ({ evidence }) => (
        <ul className="bullets past">
          {evidence.indicators.map(({ verdict, asked }) => (
            <li key={JSON.stringify(asked)}>
              {asked.metric}
              {texts.colon}
              {texts.matches.verdicts[verdict]}
            </li>
          ))}
        </ul>
      ),
    },
    {
      label: texts.matches.pairs,
      asked: demand.problem,
      has: ({ evidence, achievement }) => (
        <ol className="past">
          {strongestPairs(evidence.sentences)
            .slice(0, 3)
            .map(({ pair, id }) => (
              <li key={id}>{quote(achievement, pair.achievement)}</li>
            ))}
        </ol>
      ),
    },
    { label: words.against.title, asked: '—', has: ({ against }) => <Objections against={against} plain /> },
    {
      label: words.compare.decide,
      asked: '—',
      has: ({ id }) => (
        <Link to={`/desk?${new URLSearchParams({ state: 'all', open: id })}`}>{words.compare.open}</Link>
      ),
    },
  ];
}
