import type { Entry } from '../api/entry-types.ts';
import { DelegatedBadge, LevelBadge } from '../disclosure/badges.tsx';
import { MaskedText } from '../disclosure/masked-text.tsx';
import { organisationWord, shownTitle } from '../disclosure/words.ts';
import { SampleBadge, StateBadge } from '../shared/state-badge.tsx';
import { useLanguage, useTexts } from '../texts/language.tsx';

interface TitleProps {
  entry: Entry;
  /** The heading's rank: one on the entry's own page, two in a dialog. */
  as: 'h1' | 'h2';
}

/** What it is called, what it stands for and whose it is, as its reader may know it. */
export function EntryTitle({ entry, as: Heading }: TitleProps) {
  const { language, texts } = useLanguage();
  const title = shownTitle(entry, language, texts);
  const other = entry.view === 'stub' || title === entry.title ? null : entry.title;
  return (
    <>
      <Heading>
        <MaskedText>{title}</MaskedText>
      </Heading>
      {other ? (
        <p className="secondary" lang="zh-CN">
          <MaskedText>{other}</MaskedText>
        </p>
      ) : null}
      <EntryStanding entry={entry} />
    </>
  );
}

/** The badges of an entry and its organisation, in one line. */
function EntryStanding({ entry }: { entry: Entry }) {
  const texts = useTexts();
  return (
    <p className="entry-standing">
      <StateBadge state={entry.state} list={entry.list} />
      <LevelBadge level={entry.disclosure} />
      {entry.sample ? <SampleBadge /> : null}
      {entry.delegated ? <DelegatedBadge full /> : null}
      <span>{organisationWord(entry, texts)}</span>
    </p>
  );
}
