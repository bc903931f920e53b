import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { ownOrganisationsQuery } from '../api/organisations.ts';
import type { Session } from '../api/service.ts';
import { RequireSession } from '../session/require-session.tsx';
import { EmptyNotice, ErrorNotice, Waiting } from '../shared/notices.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { useTexts } from '../texts/language.tsx';
import { OrganisationView } from './organisation-view.tsx';

/** 我的单位: where my organisations stand, their people, and who may act for them. */
export function OwnOrganisationsPage() {
  return <RequireSession>{(session) => <Own session={session} />}</RequireSession>;
}

function Own({ session }: { session: Session }) {
  const words = useTexts().organisations;
  const own = useQuery(ownOrganisationsQuery);
  const [params] = useSearchParams();
  const items = own.data?.items ?? [];
  const shown = items.find(({ organisation }) => organisation.id === params.get('id')) ?? items[0];
  return (
    <div className="page office">
      <PageTitle>{words.ownName}</PageTitle>
      {own.error ? <ErrorNotice error={own.error} onRetry={() => void own.refetch()} /> : null}
      {own.isPending ? <Waiting rows={4} /> : null}
      {own.data && items.length === 0 ? (
        <EmptyNotice title={words.own.empty}>
          <p>{words.own.emptyHint}</p>
          <Link to="/register">{words.own.toRegister}</Link>
        </EmptyNotice>
      ) : null}
      {items.length > 1 ? (
        <nav className="tabs wrapping" aria-label={words.own.switch}>
          {items.map(({ organisation: { id, name } }) => (
            <Link
              key={id}
              to={`/organisations/mine?id=${id}`}
              className={id === shown?.organisation.id ? 'active' : undefined}
              aria-current={id === shown?.organisation.id ? 'page' : undefined}
            >
              {name}
            </Link>
          ))}
        </nav>
      ) : null}
      {shown ? <OrganisationView key={shown.organisation.id} session={session} {...shown} /> : null}
    </div>
  );
}
