import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import type { Achievement, Demand } from '../../api/contracts/entries.ts';
import type { Evidence } from '../../api/contracts/matches.ts';
import type { Entry } from '../api/entry-types.ts';
import { DelegatedBadge, LevelBadge } from '../disclosure/badges.tsx';
import { organisationWord } from '../disclosure/words.ts';
import { SampleBadge, StateBadge } from '../shared/state-badge.tsx';
import { useTexts } from '../texts/language.tsx';
import { marksOf } from './evidence.ts';
import { IndicatorVerdicts } from './indicator-verdicts.tsx';
import { MarkedEntry } from './marked-entry.tsx';
import { SentencePairs } from './sentence-pairs.tsx';
import { useFactWords } from './use-fact-words.ts';

interface Props {
  demand: Demand;
  achievement: Achievement;
  evidence: Evidence;
}

/** Demand left, achievement right, in the same two tints everywhere; what answers what is marked on both. */
export function Comparison({ demand, achievement, evidence }: Props) {
  const texts = useTexts();
  const [active, setActive] = useState<readonly string[]>([]);
  const emphasis = { active, onActive: setActive };
  return (
    <div className="comparison">
      <div className="sides">
        <SideHead side="demand" entry={demand} label={texts.lists.demands.noun} />
        <SideHead side="achievement" entry={achievement} label={texts.lists.achievements.noun} />
      </div>
      <AlignedFacts demand={demand} achievement={achievement} />
      <IndicatorVerdicts demand={demand} achievement={achievement} indicators={evidence.indicators} />
      <SentencePairs demand={demand} achievement={achievement} evidence={evidence} {...emphasis} />
      <h3>{texts.matches.texts}</h3>
      <p className="secondary small">{texts.matches.markHint}</p>
      <div className="sides">
        <MarkedEntry side="demand" entry={demand} marks={marksOf(evidence, 'demand')} {...emphasis} />
        <MarkedEntry
          side="achievement"
          entry={achievement}
          marks={marksOf(evidence, 'achievement')}
          {...emphasis}
        />
      </div>
    </div>
  );
}

function SideHead({ side, entry, label }: { side: string; entry: Entry; label: string }) {
  const texts = useTexts();
  return (
    <div className={`side side-head ${side}`}>
      <p className="side-label">{label}</p>
      <p className="side-title">
        <Link to={`/${entry.list}/${entry.id}`}>{entry.title}</Link>
      </p>
      <p className="entry-standing">
        <StateBadge state={entry.state} list={entry.list} />
        {entry.sample ? <SampleBadge /> : null}
        <LevelBadge level={entry.disclosure} />
        {entry.delegated ? <DelegatedBadge full /> : null}
        <span>{organisationWord(entry, texts)}</span>
      </p>
    </div>
  );
}

/** The facts that people compare, each on one line across both sides. */
function AlignedFacts({ demand, achievement }: Omit<Props, 'evidence'>) {
  const texts = useTexts();
  const { chain, trl, money, ways, region, contact } = useFactWords();
  const rows: [string, ReactNode, ReactNode][] = [
    [texts.fields.chain, chain(demand), chain(achievement)],
    [texts.fields.trl, trl(demand), trl(achievement)],
    [
      texts.matches.money,
      `${texts.fields.reward} ${money(demand, 'reward', demand.reward)}`,
      money(achievement, 'price', achievement.price),
    ],
    [texts.fields.cooperation, ways(demand), ways(achievement)],
    [texts.fields.region, region(demand), region(achievement)],
    [texts.matches.until, demand.deadline, achievement.expiry],
    [texts.fields.contact, contact(demand), contact(achievement)],
  ];
  return (
    <table className="table aligned">
      <caption className="hidden">{texts.matches.facts}</caption>
      <colgroup>
        <col />
        <col className="aligned-label" />
        <col />
      </colgroup>
      <thead className="hidden">
        <tr>
          <th scope="col">{texts.lists.demands.noun}</th>
          <th scope="col">{texts.matches.fact}</th>
          <th scope="col">{texts.lists.achievements.noun}</th>
        </tr>
      </thead>
      <tbody>
        {rows
          .filter(([, left, right]) => left || right)
          .map(([label, left, right]) => (
            <tr key={label}>
              <td className="demand">{left || texts.entry.notGiven}</td>
              <th scope="row">{label}</th>
              <td className="achievement">{right || texts.entry.notGiven}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
