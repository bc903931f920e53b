import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useLocation, useSearchParams } from 'react-router';
import { searchQuery } from '../api/entries.ts';
import type { List } from '../api/entry-types.ts';
import { sessionQuery } from '../api/service.ts';
import { NativeSelect } from '../shared/native-select.tsx';
import { EmptyNotice, ErrorNotice, Waiting } from '../shared/notices.tsx';
import { ShapedWord } from '../shared/state-badge.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { useTexts } from '../texts/language.tsx';
import { EntryRow } from './entry-row.tsx';
import { Facets } from './facets.tsx';
import { asksForTargeted, changeView, isNarrowed, readView, toSearch, writeView } from './list-view.ts';
import { Pager, usePageNumber } from './pager.tsx';
import { SearchForm } from './search-form.tsx';
import { isParty, ListTabs, TargetedList } from './targeted-list.tsx';

/** Marks a history entry that Enter or the button made. */
const ENTERED = 'entered';

/** 需求榜单 and 成果榜单: what everybody may find and, for those who may be addressed, what is addressed to them. */
export function ListPage({ list }: { list: List }) {
  const texts = useTexts();
  const words = texts.lists[list];
  const [params] = useSearchParams();
  const session = useQuery(sessionQuery).data;
  const targeted = asksForTargeted(params);
  return (
    <div className="page list-page">
      <div className="page-head">
        <div>
          <PageTitle>{words.name}</PageTitle>
          <p className="secondary">{words.intro}</p>
        </div>
        <PostLink list={list} />
      </div>
      {isParty(session) || targeted ? <ListTabs list={list} targeted={targeted} /> : null}
      {targeted ? <TargetedList list={list} /> : <Finding list={list} />}
    </div>
  );
}

/** Search, facets with counts, and the entries to choose from. */
function Finding({ list }: { list: List }) {
  const texts = useTexts();
  const words = texts.lists[list];
  const [params, setParams] = useSearchParams();
  const location = useLocation();
  const view = readView(params);
  const answer = useQuery({ ...searchQuery(toSearch(list, view)), placeholderData: keepPreviousData });
  const pageNumber = usePageNumber(view.cursor);
  const { data } = answer;

  function search(q: string, entered: boolean): void {
    // A sort by relevance means nothing once the words are gone.
    const address = changeView(view, { q, ...(view.sort === 'relevance' && !q ? { sort: '' } : {}) });
    // Enter pressed twice leaves one step to go back, not two that look alike.
    const again = location.state === ENTERED && address.toString() === params.toString();
    setParams(address, {
      replace: !entered || again,
      state: entered ? ENTERED : null,
      preventScrollReset: !entered,
    });
  }

  return (
    <>
      <SearchForm
        q={view.q}
        label={words.searchLabel}
        placeholder={words.searchPlaceholder}
        onSearch={search}
      />
      <div className="list-body">
        <Facets
          view={view}
          facets={data?.facets}
          onChange={(change) => setParams(changeView(view, change))}
        />
        <section className="results" aria-label={words.results}>
          <div className="results-bar">
            <p aria-live="polite">{data ? texts.lists.total(data.total) : ' '}</p>
            <div className="results-note" role="status">
              {data?.degraded ? (
                <>
                  <ShapedWord shape="warn">{texts.lists.fallback}</ShapedWord>
                  <span className="small">{texts.lists.fallbackHint}</span>
                </>
              ) : null}
            </div>
            <label className="inline-label" htmlFor="sort">
              {texts.lists.sortBy}
              <NativeSelect
                id="sort"
                value={view.sort || (view.q ? 'relevance' : 'published')}
                onChange={(event) => setParams(changeView(view, { sort: event.target.value }))}
              >
                {view.q ? <option value="relevance">{texts.lists.sort.relevance}</option> : null}
                <option value="published">{texts.lists.sort.published}</option>
                <option value="deadline">{words.sortByClosing}</option>
                <option value="amount">{texts.lists.sort.amount}</option>
              </NativeSelect>
            </label>
          </div>
          {answer.error ? (
            <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
          ) : answer.isPending ? (
            <Waiting rows={6} className="row waiting-row" />
          ) : null}
          {data && !answer.error && data.items.length === 0 ? (
            <EmptyNotice title={isNarrowed(view) ? texts.lists.nothingFound : words.empty}>
              {isNarrowed(view) ? (
                <>
                  <p>{texts.lists.nothingFoundHint}</p>
                  <Link to={`/${list}`}>{texts.lists.clear}</Link>
                </>
              ) : (
                <p>{words.emptyHint}</p>
              )}
            </EmptyNotice>
          ) : null}
          {data && !answer.error && data.items.length > 0 ? (
            <>
              <div className="row-head" aria-hidden="true">
                <span>{words.noun}</span>
                <span>{texts.fields.trl}</span>
                <span className="numeric">{words.amount}</span>
                <span className="numeric">{words.closing}</span>
              </div>
              <ul className="rows" aria-busy={answer.isPlaceholderData}>
                {data.items.map((entry) => (
                  <EntryRow key={entry.id} entry={entry} />
                ))}
              </ul>
              <Pager
                at={view.cursor}
                nextCursor={data.nextCursor}
                page={pageNumber}
                address={(cursor) => writeView({ ...view, cursor })}
              />
            </>
          ) : null}
        </section>
      </div>
    </>
  );
}

/** Posting starts here: for a visitor by way of sign-in. Who may not post sees no button. */
function PostLink({ list }: { list: List }) {
  const texts = useTexts();
  const session = useQuery(sessionQuery).data;
  if (session === undefined || (session && !session.can.includes(`create:${list}`))) return null;
  const form = `/${list}/new`;
  return (
    <Link className="button-link" to={session ? form : `/sign-in?next=${encodeURIComponent(form)}`}>
      {texts.lists[list].post}
    </Link>
  );
}
