import { useQuery } from '@tanstack/react-query';
import { Alert, App } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { entryQuery } from '../api/entries.ts';
import { type Entry, isDemand, type List } from '../api/entry-types.ts';
import { ClinicSection } from '../clinic/clinic-section.tsx';
import { DelegatedBadge, LevelBadge } from '../disclosure/badges.tsx';
import { PreviewButton } from '../disclosure/preview-button.tsx';
import { organisationWord } from '../disclosure/words.ts';
import { EntryFields } from '../entry/entry-fields.tsx';
import { TransitionActions } from '../entry/transition-actions.tsx';
import { EmptyNotice, ErrorNotice, Waiting } from '../shared/notices.tsx';
import { SampleBadge, StateBadge } from '../shared/state-badge.tsx';
import { stateWord } from '../shared/words.ts';
import { useTexts } from '../texts/language.tsx';
import { readKey } from './queue.ts';

interface Props {
  itemKey: string;
  /** After a decision: on to the next. */
  onDecided: () => void;
}

export function IntakeItem({ itemKey, onDecided }: Props) {
  const texts = useTexts();
  const item = readKey(itemKey);
  return item ? <Item {...item} onDecided={onDecided} /> : <EmptyNotice title={texts.errors.notFoundTitle} />;
}

function Item({ list, id, onDecided }: { list: List; id: string; onDecided: () => void }) {
  const texts = useTexts();
  const { message } = App.useApp();
  const found = useQuery(entryQuery(list, id));
  const [decidedHere, setDecidedHere] = useState(false);
  if (found.error && !found.data) {
    return <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />;
  }
  if (!found.data) return <Waiting rows={5} />;
  const entry = found.data;

  function decided(moved: Entry): void {
    setDecidedHere(true);
    message.success(texts.intake.decided(moved.title, stateWord(texts, list, moved.state)));
    onDecided();
  }

  return (
    <article aria-labelledby="intake-title">
      <div className="intake-bar">
        <Link to="/intake" className="back intake-back">
          {texts.intake.queue}
        </Link>
        <div className="actions">
          <TransitionActions entry={entry} onMoved={decided} />
          <PreviewButton entry={entry} />
        </div>
      </div>
      <h2 id="intake-title">{entry.title}</h2>
      <p className="entry-standing">
        <StateBadge state={entry.state} list={list} />
        <LevelBadge level={entry.disclosure} />
        {entry.sample ? <SampleBadge /> : null}
        {entry.delegated ? <DelegatedBadge full /> : null}
        <span>{texts.lists[list].noun}</span>
        <span>{organisationWord(entry, texts)}</span>
        <Link to={`/${list}/${id}`}>{texts.intake.openPage}</Link>
      </p>
      {entry.state === 'submitted' || decidedHere ? null : (
        <Alert className="notice" type="info" role="status" title={texts.intake.alreadyDecided} />
      )}
      <EntryFields entry={entry} />
      {entry.contact ? (
        <section className="entry-section">
          <h2>{texts.fields.contact}</h2>
          <p className="prose">{entry.contact}</p>
        </section>
      ) : null}
      {isDemand(entry) ? <ClinicSection demand={entry} /> : null}
    </article>
  );
}
