import { useInfiniteQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { invitationsQuery, revokeInvitation } from '../api/members.ts';
import type { Invitation, Organisation, Role } from '../api/organisation-types.ts';
import { formatInstant } from '../shared/format.ts';
import { ErrorNotice, Waiting } from '../shared/notices.tsx';
import { SectionHead } from '../shared/section-head.tsx';
import type { Shape } from '../shared/shapes.ts';
import { ShapedWord } from '../shared/state-badge.tsx';
import { useTexts } from '../texts/language.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { MoreButton } from './more-button.tsx';
import { useOrganisationWork } from './use-organisation-work.ts';

interface Props {
  organisation: Organisation;
  /** The roles this reader may invite into. */
  roles: readonly Role[];
}

/** Who was invited, and the way to invite somebody. */
export function InvitationsSection({ organisation, roles }: Props) {
  const words = useTexts().members.invitations;
  const invitations = useInfiniteQuery(invitationsQuery(organisation.id));
  const [inviting, setInviting] = useState(false);
  const pages = invitations.data?.pages ?? [];
  const items = pages.flatMap((page) => page.items);
  const mayInvite = organisation.can.includes('invite') && roles.length > 0;
  return (
    <section className="entry-section" aria-labelledby="invitations">
      <SectionHead
        id="invitations"
        title={words.title}
        hint={
          organisation.state === 'confirmed' || organisation.state === 'closed' ? words.hint : words.waiting
        }
        action={mayInvite ? <Button onClick={() => setInviting(true)}>{words.action}</Button> : null}
      />
      {invitations.error ? (
        <ErrorNotice error={invitations.error} onRetry={() => void invitations.refetch()} />
      ) : invitations.isPending ? (
        <Waiting rows={1} />
      ) : items.length === 0 ? (
        <p className="secondary">{words.empty}</p>
      ) : (
        <InvitationsTable organisationId={organisation.id} items={items} />
      )}
      <MoreButton
        shown={items.length}
        total={pages[0]?.total ?? 0}
        loading={invitations.isFetchingNextPage}
        onMore={() => void invitations.fetchNextPage()}
      />
      {inviting ? (
        <InviteDialog organisation={organisation} roles={roles} onClose={() => setInviting(false)} />
      ) : null}
    </section>
  );
}

const shapes: Record<Invitation['state'], Shape> = {
  open: 'half',
  accepted: 'full',
  revoked: 'bar',
  expired: 'bar',
};

interface TableProps {
  organisationId: string;
  items: readonly Invitation[];
}

function InvitationsTable({ organisationId, items }: TableProps) {
  const { members, organisations } = useTexts();
  const words = members.invitations;
  const { message } = App.useApp();
  const revoking = useOrganisationWork(
    (id: string) => revokeInvitation(organisationId, id),
    () => message.success(words.revoked),
  );
  return (
    <>
      {revoking.error ? <ErrorNotice error={revoking.error} /> : null}
      <table className="table stacking" aria-labelledby="invitations">
        <thead>
          <tr>
            <th scope="col">{organisations.fields.role}</th>
            <th scope="col">{organisations.fields.email}</th>
            <th scope="col">{words.inviter}</th>
            <th scope="col">{words.state}</th>
            <th scope="col">{words.until}</th>
            <th scope="col">{members.members.action}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, role, email, inviter, state, expiresAt, can }) => (
            <tr key={id}>
              <th scope="row">{organisations.roles[role]}</th>
              <td>
                <span className="row-label">{organisations.fields.email}</span>
                {email || '—'}
              </td>
              <td>
                <span className="row-label">{words.inviter}</span>
                {inviter}
              </td>
              <td>
                <span className="row-label">{words.state}</span>
                <ShapedWord shape={shapes[state]}>{words.states[state]}</ShapedWord>
              </td>
              <td>
                <span className="row-label">{words.until}</span>
                <time className="nowrap" dateTime={expiresAt}>
                  {formatInstant(expiresAt)}
                </time>
              </td>
              <td>
                {can.includes('revoke') ? (
                  <Button
                    aria-label={words.revokeOf(organisations.roles[role], email)}
                    disabled={revoking.isPending}
                    loading={revoking.isPending && revoking.variables === id}
                    onClick={() => revoking.mutate(id)}
                  >
                    {words.revoke}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
