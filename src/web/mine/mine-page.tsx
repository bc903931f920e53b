import { useQueries, useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import type { EntrySummary } from '../../api/contracts/entries.ts';
import { entryQuery, pageQuery } from '../api/entries.ts';
import { type List, lists } from '../api/entry-types.ts';
import type { Session } from '../api/service.ts';
import { PAGE_SIZE } from '../lists/list-view.ts';
import { Pager, usePageNumber } from '../lists/pager.tsx';
import { RequireSession } from '../session/require-session.tsx';
import { NativeSelect } from '../shared/native-select.tsx';
import { EmptyNotice, ErrorNotice, Waiting } from '../shared/notices.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { useTexts } from '../texts/language.tsx';
import { MineRow } from './mine-row.tsx';

/** 我的: what my organisations have posted and where each entry stands. */
export function MinePage() {
  return <RequireSession>{(session) => <Mine session={session} />}</RequireSession>;
}

function Mine({ session }: { session: Session }) {
  const texts = useTexts();
  const [params] = useSearchParams();
  // Who may post to neither list may still have entries on one, so both are offered.
  const own = lists.filter((list) => session.can.includes(`create:${list}`));
  const offered = own.length > 0 ? own : lists;
  const list = offered.find((name) => name === params.get('list')) ?? offered[0] ?? 'demands';
  return (
    <div className="page">
      <div className="page-head">
        <PageTitle>{texts.mine.name}</PageTitle>
        {session.can.includes(`create:${list}`) ? (
          <Link className="button-link" to={`/${list}/new`}>
            {texts.lists[list].post}
          </Link>
        ) : null}
      </div>
      {offered.length > 1 ? (
        <nav className="tabs" aria-label={texts.mine.lists}>
          {offered.map((name) => (
            <Link
              key={name}
              to={`/mine?list=${name}`}
              className={name === list ? 'active' : undefined}
              aria-current={name === list ? 'page' : undefined}
            >
              {texts.mine[name]}
            </Link>
          ))}
        </nav>
      ) : null}
      <MineList key={list} list={list} mayPost={session.can.includes(`create:${list}`)} />
    </div>
  );
}

function MineList({ list, mayPost }: { list: List; mayPost: boolean }) {
  const texts = useTexts();
  const [params, setParams] = useSearchParams();
  const state = params.get('state') ?? '';
  const cursor = params.get('cursor') ?? '';
  const query = new URLSearchParams({ mine: 'true', limit: String(PAGE_SIZE) });
  if (state) query.set('state', state);
  if (cursor) query.set('cursor', cursor);
  const page = useQuery(pageQuery(list, query));
  const notes = useReviewNotes(list, page.data?.items ?? []);
  const pageNumber = usePageNumber(cursor);

  return (
    <section aria-label={texts.mine[list]}>
      <div className="results-bar">
        <p aria-live="polite">{page.data ? texts.lists.total(page.data.total) : ' '}</p>
        <label className="inline-label" htmlFor="mine-state">
          {texts.mine.state}
          <NativeSelect
            id="mine-state"
            value={state}
            onChange={(event) => {
              const chosen = event.target.value;
              setParams(chosen ? { list, state: chosen } : { list });
            }}
          >
            <option value="">{texts.mine.allStates}</option>
            {Object.entries(texts.states[list]).map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </NativeSelect>
        </label>
      </div>
      {page.error ? (
        <ErrorNotice error={page.error} onRetry={() => void page.refetch()} />
      ) : page.isPending ? (
        <Waiting rows={4} className="mine-row waiting-row" />
      ) : page.data.items.length === 0 ? (
        <EmptyNotice title={state ? texts.mine.noneInState : texts.mine.empty[list]}>
          {state ? (
            <Link to={`/mine?list=${list}`}>{texts.mine.showAll}</Link>
          ) : mayPost ? (
            <Link to={`/${list}/new`}>{texts.lists[list].post}</Link>
          ) : null}
        </EmptyNotice>
      ) : (
        <>
          <ul className="rows">
            {page.data.items.map((entry) => (
              <MineRow key={entry.id} entry={entry} reviewNote={notes.get(entry.id) ?? ''} />
            ))}
          </ul>
          <Pager
            at={cursor}
            nextCursor={page.data.nextCursor}
            page={pageNumber}
            address={(next) => {
              const address = new URLSearchParams(params);
              if (next) address.set('cursor', next);
              else address.delete('cursor');
              return address;
            }}
          />
        </>
      )}
    </section>
  );
}

/** Rows carry no review note, so the few entries that came back are asked for theirs. */
function useReviewNotes(list: List, entries: readonly EntrySummary[]): Map<string, string> {
  const noted = entries.filter((entry) => entry.state === 'returned' || entry.state === 'rejected');
  const answers = useQueries({ queries: noted.map((entry) => entryQuery(list, entry.id)) });
  return new Map(answers.flatMap(({ data }) => (data ? [[data.id, data.reviewNote] as const] : [])));
}
