import { Link, useLocation } from 'react-router';
import { useTexts } from '../texts/language.tsx';

/** The cursors of the pages before this one. A cursor only leads forward, so the way back is kept in the history. */
function readTrail(state: unknown): string[] | null {
  if (typeof state !== 'object' || state === null || !('trail' in state)) return null;
  return Array.isArray(state.trail) ? state.trail.filter((cursor) => typeof cursor === 'string') : null;
}

/** Which page of the list is shown; 0 when the address was opened in the middle and nobody counted. */
export function usePageNumber(cursor: string): number {
  const trail = readTrail(useLocation().state);
  if (cursor === '') return 1;
  return trail ? trail.length + 1 : 0;
}

interface Props {
  /** The cursor of the page shown; empty on the first. */
  at: string;
  nextCursor: string | null;
  page: number;
  /** The address of the page at a cursor. */
  address: (cursor: string) => URLSearchParams;
}

export function Pager({ at, nextCursor, page, address }: Props) {
  const texts = useTexts();
  const trail = readTrail(useLocation().state) ?? [];
  if (!nextCursor && at === '') return null;
  const to = (cursor: string) => ({ search: address(cursor).toString() });
  return (
    <nav className="pager" aria-label={texts.lists.pages}>
      {at === '' ? null : page === 0 ? (
        <Link to={to('')}>{texts.lists.firstPage}</Link>
      ) : (
        <Link to={to(trail.at(-1) ?? '')} state={{ trail: trail.slice(0, -1) }} rel="prev">
          {texts.lists.previousPage}
        </Link>
      )}
      {page > 0 ? <span>{texts.lists.pageNumber(page)}</span> : null}
      {nextCursor ? (
        <Link to={to(nextCursor)} state={{ trail: [...trail, at] }} rel="next">
          {texts.lists.nextPage}
        </Link>
      ) : (
        <span className="secondary">{texts.lists.lastPage}</span>
      )}
    </nav>
  );
}
