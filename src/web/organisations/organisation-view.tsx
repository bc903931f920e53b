import { Alert, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Organisation, Role } from '../api/organisation-types.ts';
import type { Session } from '../api/service.ts';
import { YearSection } from '../inbox/year-section.tsx';
import { SampleBadge } from '../shared/state-badge.tsx';
import { useTexts } from '../texts/language.tsx';
import { ConsentsSection } from './consents-section.tsx';
import { EditOrganisation } from './edit-organisation.tsx';
import { InvitationsSection } from './invitations-section.tsx';
import { MembersSection } from './members-section.tsx';
import { offeredRoles } from './offered-roles.ts';
import { OrganisationFacts } from './organisation-facts.tsx';
import { OrganisationState } from './organisation-state.tsx';

interface Props {
  organisation: Organisation;
  session: Session;
  /** What the reader is in it. */
  roles: readonly Role[];
  /** The decisions of those who confirm organisations. */
  moves?: ReactNode;
}

/** An organisation with its people, as far as this reader may see and change them. */
export function OrganisationView({ organisation, session, roles, moves }: Props) {
  const words = useTexts().organisations;
  const [editing, setEditing] = useState(false);
  const { name, kind, state, can, sample } = organisation;
  const reviewing = can.some((right) => right.startsWith('to:')) || roles.length === 0;
  return (
    <article className="organisation" aria-labelledby="organisation-name">
      <div className="section-head">
        <div>
          <h2 id="organisation-name">{name}</h2>
          <p className="entry-standing">
            <OrganisationState state={state} />
            {sample ? <SampleBadge /> : null}
          </p>
        </div>
        <div className="actions">
          {moves}
          {can.includes('edit') && !editing ? (
            <Button
              type={state === 'refused' && !reviewing ? 'primary' : 'default'}
              onClick={() => setEditing(true)}
            >
              {state === 'refused' && !reviewing ? words.edit.resubmitAction : words.edit.action}
            </Button>
          ) : null}
        </div>
      </div>
      <Standing organisation={organisation} own={!reviewing} />
      {editing ? (
        <EditOrganisation
          organisation={organisation}
          reviewing={reviewing}
          onClose={() => setEditing(false)}
        />
      ) : (
        <OrganisationFacts organisation={organisation} roles={roles} />
      )}
      {kind === 'authority' ? null : (
        <YearSection organisationId={organisation.id} since={organisation.createdAt} />
      )}
      {can.includes('members') ? <MembersSection organisation={organisation} session={session} /> : null}
      {can.includes('invitations') ? (
        <InvitationsSection
          organisation={organisation}
          roles={offeredRoles(kind, roles, session.roles.includes('admin'))}
        />
      ) : null}
      {can.includes('consents') && kind !== 'authority' ? (
        <ConsentsSection organisation={organisation} session={session} />
      ) : null}
    </article>
  );
}

/** To its own people: what its state means and what they can do about it. To all: what the operator said. */
function Standing({
  organisation: { state, reviewNote },
  own,
}: {
  organisation: Organisation;
  own: boolean;
}) {
  const words = useTexts().organisations.own;
  const note = reviewNote ? (
    <p className="prose">
      <span className="strong">{words.note}</span>
      {reviewNote}
    </p>
  ) : null;
  if (!own || state === 'confirmed') return note ? <div className="review-note">{note}</div> : null;
  const says = { pending: words.waiting, refused: words.refused, closed: words.closed }[state];
  return (
    <Alert
      className="notice"
      type={state === 'pending' ? 'info' : 'warning'}
      role="note"
      title={says}
      description={state === 'pending' ? null : note}
    />
  );
}
