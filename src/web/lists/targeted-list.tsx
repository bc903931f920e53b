import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { pageQuery } from '../api/entries.ts';
import type { List } from '../api/entry-types.ts';
import { type Session, sessionQuery } from '../api/service.ts';
import { EmptyNotice, ErrorNotice, Waiting } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';
import { EntryRow } from './entry-row.tsx';
import { PAGE_SIZE, TARGETED } from './list-view.ts';
import { Pager, usePageNumber } from './pager.tsx';
import { StubRow } from './stub-row.tsx';

/** Whether somebody posts or answers for an organisation: only such organisations are chosen as readers. */
export function isParty(session: Session | null | undefined): boolean {
  return session?.roles.some((role) => role === 'enterprise' || role === 'researcher') ?? false;
}

/** The list or what is addressed to one's organisation, for those who may be addressed. */
export function ListTabs({ list, targeted }: { list: List; targeted: boolean }) {
  const words = useTexts().disclosure.targeted;
  const tabs = [
    { to: `/${list}`, label: words.everything, active: !targeted },
    { to: `/${list}?${TARGETED}`, label: words.mine, active: targeted },
  ];
  return (
    <nav className="tabs" aria-label={words.tabs}>
      {tabs.map(({ to, label, active }) => (
        <Link
          key={to}
          to={to}
          className={active ? 'active' : undefined}
          aria-current={active ? 'page' : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}

/** 定向给我的: entries that name the reader's organisation, before the pledge without their titles; newest first. */
export function TargetedList({ list }: { list: List }) {
  const texts = useTexts();
  const words = texts.disclosure.targeted;
  const [params] = useSearchParams();
  const cursor = params.get('cursor') ?? '';
  const query = new URLSearchParams({ disclosure: 'targeted', state: 'published', limit: String(PAGE_SIZE) });
  if (cursor) query.set('cursor', cursor);
  const page = useQuery(pageQuery(list, query));
  const pageNumber = usePageNumber(cursor);
  const own = useQuery(sessionQuery).data?.memberships ?? [];
  return (
    <section aria-label={words.mine}>
      <p className="secondary">{words.intro}</p>
      <div className="results-bar">
        <p aria-live="polite">{page.data ? texts.lists.total(page.data.total) : ' '}</p>
      </div>
      {page.error ? (
        <ErrorNotice error={page.error} onRetry={() => void page.refetch()} />
      ) : page.isPending ? (
        <Waiting rows={4} className="row waiting-row" />
      ) : page.data.items.length === 0 ? (
        <EmptyNotice title={words.empty}>
          <p>{words.emptyHint}</p>
          <Link to={`/${list}`}>{words.all}</Link>
        </EmptyNotice>
      ) : (
        <>
          <div className="row-head" aria-hidden="true">
            <span>{texts.lists[list].noun}</span>
            <span>{texts.fields.trl}</span>
            <span className="numeric">{texts.lists[list].amount}</span>
            <span className="numeric">{texts.lists[list].closing}</span>
          </div>
          <ul className="rows">
            {page.data.items.map((entry) =>
              entry.view === 'stub' ? (
                <StubRow key={entry.id} entry={entry} />
              ) : (
                <EntryRow
                  key={entry.id}
                  entry={entry}
                  own={own.some((place) => place.organisationId === entry.organisation.id)}
                />
              ),
            )}
          </ul>
          <Pager
            at={cursor}
            nextCursor={page.data.nextCursor}
            page={pageNumber}
            address={(next) => {
              const address = new URLSearchParams(TARGETED);
              if (next) address.set('cursor', next);
              return address;
            }}
          />
        </>
      )}
    </section>
  );
}
