import { Link } from 'react-router';
import type { IntroductionSummary } from '../api/introductions.ts';
import { organisationWord } from '../disclosure/words.ts';
import { formatInstant } from '../shared/format.ts';
import { useLabels } from '../shared/labels.ts';
import { ShapedWord } from '../shared/state-badge.tsx';
import { useLanguage } from '../texts/language.tsx';
import { sides, sideTitle, stateShapes, stepWords } from './words.ts';

/** One introduction in the inbox: who with whom, where it stands, what happened last and how long ago. */
export function InboxRow({ item }: { item: IntroductionSummary }) {
  const { language, texts } = useLanguage();
  const labels = useLabels();
  const words = texts.introductions;
  const { last, state, chain, unread } = item;
  const others = sides.filter((side) => !item.own.includes(side));
  const facts = [
    labels.chain(chain),
    ...others.flatMap((side) => {
      const entry = item[side];
      return entry ? organisationWord(entry, texts) : [];
    }),
  ];
  return (
    <li className={unread ? 'match unread' : 'match'}>
      <p className="match-band">
        <ShapedWord shape={stateShapes[state]}>{words.states[state]}</ShapedWord>
        {unread ? <span className="sample">{words.isNew}</span> : null}
      </p>
      <p className="match-title">
        <Link to={`/inbox/${item.id}`}>
          {words.pair(
            sideTitle(item, 'demand', language, texts),
            sideTitle(item, 'achievement', language, texts),
          )}
        </Link>
      </p>
      <p className="match-facts">{facts.filter(Boolean).join(' · ')}</p>
      <p className="match-facts">
        {stepWords(last, texts)} · <time dateTime={last.at}>{formatInstant(last.at)}</time> ·{' '}
        {words.ageOf(last.days)}
      </p>
    </li>
  );
}
