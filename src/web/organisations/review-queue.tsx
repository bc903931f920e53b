import { Link } from 'react-router';
import type { Organisation } from '../api/organisation-types.ts';
import { formatInstant } from '../shared/format.ts';
import { SampleBadge } from '../shared/state-badge.tsx';
import { useTexts } from '../texts/language.tsx';
import { OrganisationState } from './organisation-state.tsx';
import { type ReviewView, reviewParams } from './review-view.ts';

interface Props {
  view: ReviewView;
  items: readonly Organisation[];
}

export function ReviewQueue({ view, items }: Props) {
  const words = useTexts().organisations;
  return (
    <nav aria-label={words.review.list}>
      <ol className="match-list">
        {items.map(({ id, name, kind, state, sample, createdAt }) => (
          <li key={id} className={id === view.open ? 'match open' : 'match'}>
            <p className="match-title">
              <Link
                to={`/organisations?${reviewParams({ ...view, open: id })}`}
                aria-current={id === view.open ? 'true' : undefined}
              >
                {name}
              </Link>
            </p>
            <p className="match-facts">
              {sample ? <SampleBadge /> : null}
              {view.state === 'all' ? (
                <>
                  <OrganisationState state={state} /> ·{' '}
                </>
              ) : null}
              {words.kinds[kind]} · <span className="nowrap">{formatInstant(createdAt)}</span>
            </p>
          </li>
        ))}
      </ol>
    </nav>
  );
}
