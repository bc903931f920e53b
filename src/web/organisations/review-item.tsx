import { useQuery } from '@tanstack/react-query';
import { App } from 'antd';
import { Link } from 'react-router';
import type { Organisation } from '../api/organisation-types.ts';
import { organisationQuery, ownOrganisationsQuery } from '../api/organisations.ts';
import type { Session } from '../api/service.ts';
import { ErrorNotice, Waiting } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';
import { OrganisationMoves } from './organisation-moves.tsx';
import { OrganisationView } from './organisation-view.tsx';

interface Props {
  id: string;
  session: Session;
  /** The address of the list. */
  back: string;
  onDecided: () => void;
}

/** One organisation as operators and administrators look after it. */
export function ReviewItem({ id, session, back, onDecided }: Props) {
  const words = useTexts().organisations;
  const { message } = App.useApp();
  const found = useQuery(organisationQuery(id));
  const own = useQuery(ownOrganisationsQuery).data?.items ?? [];

  function moved({ name, state }: Organisation): void {
    message.success(words.review.decided(name, words.states[state]));
    onDecided();
  }

  return (
    <>
      <Link to={back} className="back intake-back">
        {words.review.list}
      </Link>
      {found.data ? (
        <OrganisationView
          organisation={found.data}
          session={session}
          roles={own.find(({ organisation }) => organisation.id === id)?.roles ?? []}
          moves={<OrganisationMoves organisation={found.data} onMoved={moved} />}
        />
      ) : found.error ? (
        <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <Waiting rows={4} />
      )}
    </>
  );
}
