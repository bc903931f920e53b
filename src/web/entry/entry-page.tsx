import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { Link, useLocation, useParams, useSearchParams } from 'react-router';
import { ApiError } from '../api/client.ts';
import { entryQuery } from '../api/entries.ts';
import { type Entry, isDemand, type List } from '../api/entry-types.ts';
import { ClinicSection } from '../clinic/clinic-section.tsx';
import { DisclosureNotice } from '../disclosure/disclosure-notice.tsx';
import { PreviewButton } from '../disclosure/preview-button.tsx';
import { shownTitle } from '../disclosure/words.ts';
import { WeighedSection } from '../inbox/weighed-section.tsx';
import { MatchesPanel } from '../matches/matches-panel.tsx';
import { ErrorNotice, Waiting } from '../shared/notices.tsx';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { WindowTitle } from '../shell/page-title.tsx';
import { useLanguage, useTexts } from '../texts/language.tsx';
import { Approach } from './approach.tsx';
import { EntryFields } from './entry-fields.tsx';
import { EntryTitle } from './entry-head.tsx';
import { StubPage } from './stub-page.tsx';
import { TransitionActions } from './transition-actions.tsx';

/** One demand or achievement, what its reader may do with it, and for its owner the matches with their evidence. */
export function EntryPage({ list }: { list: List }) {
  const { id = '' } = useParams();
  const entry = useQuery(entryQuery(list, id));
  if (entry.error instanceof ApiError && entry.error.status === 404) return <NotFoundPage />;
  if (entry.error && !entry.data) {
    return (
      <div className="page">
        <ErrorNotice error={entry.error} onRetry={() => void entry.refetch()} />
      </div>
    );
  }
  if (!entry.data) {
    return (
      <div className="page">
        <Waiting rows={5} />
      </div>
    );
  }
  return <Loaded key={id} list={list} entry={entry.data} />;
}

function Loaded({ list, entry }: { list: List; entry: Entry }) {
  const texts = useTexts();
  const [params] = useSearchParams();
  const comparing = params.has('match');
  const matches = entry.can.includes('matches');
  return (
    <div className={matches ? 'page entry-page wide' : 'page entry-page'}>
      <Heading list={list} entry={entry} />
      <Standing list={list} entry={entry} />
      <DisclosureNotice entry={entry} />
      {entry.view === 'stub' ? (
        <StubPage entry={entry} />
      ) : comparing && matches ? (
        <MatchesPanel entry={entry} />
      ) : (
        <div className={matches ? 'entry-with-matches' : 'entry-with-approach'}>
          <div>
            <EntryFields entry={entry} />
            {matches && entry.contact ? <Approach entry={entry} /> : null}
            {matches && isDemand(entry) ? <ClinicSection demand={entry} /> : null}
            {matches && list === 'achievements' ? <WeighedSection achievementId={entry.id} /> : null}
          </div>
          {matches ? <MatchesPanel entry={entry} /> : <Approach entry={entry} />}
        </div>
      )}
      <p className="secondary small">{texts.entry.number(entry.id)}</p>
    </div>
  );
}

function Heading({ list, entry }: { list: List; entry: Entry }) {
  const { language, texts } = useLanguage();
  return (
    <div className="entry-head">
      <WindowTitle>{shownTitle(entry, language, texts)}</WindowTitle>
      <Link to={`/${list}`} className="back">
        {texts.lists[list].name}
      </Link>
      <EntryTitle entry={entry} as="h1" />
      <div className="actions">
        {entry.can.includes('edit') ? (
          <Link className="button-link plain" to={`/${list}/${entry.id}/edit`}>
            {texts.entry.edit}
          </Link>
        ) : null}
        <TransitionActions entry={entry} />
        {entry.can.includes('matches') ? <PreviewButton entry={entry} /> : null}
      </div>
    </div>
  );
}

/** What just happened, and what the reviewer asked for. */
function Standing({ list, entry }: { list: List; entry: Entry }) {
  const texts = useTexts();
  const { state } = useLocation();
  const justSubmitted = typeof state === 'object' && state !== null && 'submitted' in state;
  const noted = entry.reviewNote !== '' && ['returned', 'rejected', 'withdrawn'].includes(entry.state);
  return (
    <>
      {justSubmitted && entry.state === 'submitted' ? (
        <Alert className="notice" type="success" role="status" title={texts.entry.justSubmitted} />
      ) : null}
      {noted ? (
        <Alert
          className="notice"
          type={entry.state === 'returned' ? 'warning' : 'error'}
          role="note"
          title={texts.entry.reviewNote(texts.states[list][entry.state as 'returned'])}
          description={<p className="prose">{entry.reviewNote}</p>}
        />
      ) : null}
    </>
  );
}
